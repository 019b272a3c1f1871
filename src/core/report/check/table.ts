import type { CapacityCheck, CheckedCase, CheckedFigure } from '../../model/capacity-check.ts';
import { labelTitle } from '../arm-title.ts';
import { exactPercent, type Lang } from '../format.ts';
import { shown } from '../names.ts';
import { speaker } from '../text.ts';
import { doubtsOf, reasonsOf } from './cases.ts';
import { wordsOf } from './figures.ts';

const columns = [
  'figure',
  'baseline',
  'candidate',
  'change',
  'interval',
  'threshold',
  'detectable',
  'finding',
] as const;

/** Worth a sentence: what is worse or better, and what decides and could not be decided. */
export function isNews({ verdict, finding, severity }: CheckedFigure): boolean {
  if (verdict === 'INCONCLUSIVE') return severity === 'error';
  return verdict === 'FAIL' || finding === 'better';
}

/** So few trials that nothing could be shown, whatever the figures are: one sentence is enough for all of them. */
export function isFew({ verdict, finding, effect }: CheckedFigure): boolean {
  return (
    verdict === 'INCONCLUSIVE' &&
    finding !== 'unobserved' &&
    effect.detectable === null &&
    effect.interval === null
  );
}

/** That sentence; empty where there are enough. */
export function fewTrials(checked: CheckedCase, lang: Lang): string[] {
  const few = checked.figures.filter((figure) => figure.severity === 'error' && isFew(figure));
  const needed = few.map(({ trialsNeeded }) => trialsNeeded).filter((n) => n !== null);
  if (needed.length === 0) return [];
  const say = speaker(lang);
  const trials = say('check.trialsOf', {
    candidate: checked.candidateTrials,
    baseline: checked.baselineTrials,
  });
  return [say('check.says.few', { trials, n: Math.max(...needed) })];
}

/** The check as headings, tables and sentences, before anybody decides how they look. */
export interface CheckTable {
  title: string;
  sides: string;
  label: string;
  head: string[];
  cases: {
    checked: CheckedCase;
    title: string;
    trials: string;
    /** Its verdict; a case without a baseline has none to speak of. */
    verdict: string;
    rows: string[][];
    /** Why it was not compared, and a sentence for every figure that did not simply pass. */
    sentences: string[];
  }[];
  note: string;
}

/** Puts a check into words. */
export function tableOf(check: CapacityCheck, lang: Lang): CheckTable {
  const say = speaker(lang);
  return {
    title: say('check.title'),
    sides: say('check.sides', {
      candidate: shown(check.candidate.name, 80),
      baseline: shown(check.baseline.name, 80),
    }),
    label: labelTitle(check.label, say),
    head: columns.map((column) => say(`check.column.${column}`)),
    cases: check.cases.map((checked) => {
      const figures = checked.figures.map((figure) => ({ figure, words: wordsOf(figure, lang) }));
      return {
        checked,
        title: `${shown(checked.case, 40)} (${shown(checked.arm, 40)})`,
        trials: say('check.trials', { candidate: checked.candidateTrials, baseline: checked.baselineTrials }),
        verdict: say(checked.state === 'new' ? 'check.new' : `verdict.${checked.verdict}`),
        rows: figures.map(({ words }) => [
          words.name,
          words.baseline,
          words.candidate,
          words.change,
          words.interval,
          words.threshold,
          words.detectable,
          words.finding,
        ]),
        sentences: [
          ...reasonsOf(checked, lang),
          ...fewTrials(checked, lang),
          ...figures
            .filter(({ figure }) => isNews(figure) && !isFew(figure))
            .map(({ words }) => words.sentence),
          ...doubtsOf(checked, lang),
        ],
      };
    }),
    note:
      check.claims === 0
        ? say('check.nothing')
        : say('check.note', { n: check.claims, risk: exactPercent(check.risk, lang) }),
  };
}
