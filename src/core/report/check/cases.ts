import type { CheckedCase } from '../../model/capacity-check.ts';
import type { Lang } from '../format.ts';
import { shown } from '../names.ts';
import { sentenceOf, speaker } from '../text.ts';

type Reason = CheckedCase['doubts'][number];

/** What disturbed its trials, a sentence each. */
export function doubtsOf(checked: CheckedCase, lang: Lang): string[] {
  return checked.doubts.map((doubt) => about(doubt, 'check.says.doubt', lang));
}

function about(reason: Reason, id: 'check.says.doubt' | 'check.says.untrusted', lang: Lang): string {
  const say = speaker(lang);
  return say(id, {
    trial: shown(reason.trial, 40),
    side: say(`check.side.${reason.side}`),
    reason: shown(sentenceOf(reason, lang), 300),
  });
}

/** Why a case was not compared, a sentence each; empty for one that was. */
export function reasonsOf(checked: CheckedCase, lang: Lang): string[] {
  const say = speaker(lang);
  switch (checked.state) {
    case 'compared':
      return [];
    case 'untrusted':
      return checked.invalid.map((reason) => about(reason, 'check.says.untrusted', lang));
    case 'refused':
      return [
        say('check.says.refused', {
          reason: checked.refusals.map((refusal) => shown(sentenceOf(refusal, lang), 200)).join('; '),
        }),
      ];
    default:
      return [say(`check.says.${checked.state}`)];
  }
}
