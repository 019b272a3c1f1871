import type {
  JudgedRequirement,
  Judgement,
  MeasuredTrial,
  Scorecard,
  Standing,
  Wanted,
} from '../../model/requirement.ts';
import { areas } from '../../model/requirement.ts';
import { labelTitle } from '../arm-title.ts';
import { confidenceText, exact, instant, type Lang, ratioDigits } from '../format.ts';
import { shown } from '../names.ts';
import { type Say, speaker } from '../text.ts';
import { limitText, measuredFigure, measureName } from './measure-text.ts';

/** One requirement in words. */
export interface ScoreRow {
  id: string;
  title: string;
  /** What is asked for, in full; null where nothing can be measured. */
  wanted: string | null;
  measured: string[];
  standing: Standing;
  standingText: string;
  why: string;
  proof: string[];
}

/** A scorecard in words and tables, for every form of it. */
export interface ScoreSummary {
  title: string;
  label: string;
  facts: string[];
  verdict: { name: Scorecard['verdict']; text: string; means: string };
  areas: { name: string; rows: ScoreRow[] }[];
  /** Of each area how many stand how. */
  counts: { head: string[]; rows: string[][] };
  proofs: { head: string[]; rows: string[][] };
  reading: string[];
}

const standings: readonly Standing[] = ['PASS', 'FAIL', 'INVALID', 'INCONCLUSIVE', 'NOT_MEASURED'];

/** Puts a scorecard into words; figures are scaled and rounded here. */
export function scoreSummary(card: Scorecard, lang: Lang): ScoreSummary {
  const say = speaker(lang);
  const grouped = [...areas, null]
    .map((area) => ({
      name: say(`requirements.area.${area ?? 'other'}`),
      requirements: card.requirements.filter((one) => one.area === area),
    }))
    .filter(({ requirements }) => requirements.length > 0);
  const title = (lang === 'ko' ? card.titleKo : null) ?? card.title;
  return {
    title: shown(title, 200),
    label: labelTitle(card.label, say),
    facts: [
      shown(card.campaign, 60),
      ...(card.measuredAt === null ? [] : [instant(card.measuredAt)]),
      say('requirements.facts', { hash: card.requirementsSha256.slice(0, 16) }),
    ],
    verdict: {
      name: card.verdict,
      text: say(`verdict.${card.verdict}`),
      means: say(
        card.verdict === 'INCONCLUSIVE' ? 'requirements.inconclusive' : `verdict.${card.verdict}.means`,
      ),
    },
    areas: grouped.map(({ name, requirements }) => ({
      name,
      rows: requirements.map((one) => rowOf(one, lang, say)),
    })),
    counts: {
      head: [say('requirements.column.area'), ...standings.map((standing) => standingText(standing, say))],
      rows: grouped.map(({ name, requirements }) => [
        name,
        ...standings.map((standing) =>
          String(requirements.filter((one) => one.standing === standing).length),
        ),
      ]),
    },
    proofs: proofTable(card, lang, say),
    reading: [say('requirements.reading.standing'), say('requirements.reading.confidence')],
  };
}

function rowOf(requirement: JudgedRequirement, lang: Lang, say: Say): ScoreRow {
  const { id, title, titleKo, wanted, standing, judgements } = requirement;
  const deciding = judgements[0];
  return {
    id: shown(id, 20),
    title: shown((lang === 'ko' ? titleKo : null) ?? title, 200),
    wanted: wanted === null ? null : wantedText(wanted, lang, say),
    measured: wanted === null ? [] : judgements.flatMap((one) => measuredText(wanted, one, lang, say)),
    standing,
    standingText: standingText(standing, say),
    why:
      wanted === null
        ? say('reason.no-measure')
        : deciding === undefined
          ? say('reason.no-case', { cases: say('requirements.every') })
          : whyText(wanted, deciding, say),
    proof: judgements.flatMap(proofsOf).map(({ file, places }) => `${file}: ${places.join(', ')}`),
  };
}

function standingText(standing: Standing, say: Say): string {
  return standing === 'NOT_MEASURED' ? say('standing.NOT_MEASURED') : say(`verdict.${standing}`);
}

function wantedText(wanted: Wanted, lang: Lang, say: Say): string {
  const { measure, against, bound, limit, confidence } = wanted;
  const values = {
    case: wanted.case === null ? say('requirements.every') : shown(wanted.case, 40),
    measure: measureName(measure, say),
    sign: bound === 'atLeast' ? '≥' : '≤',
    limit: against === null ? limitText(limit, measure, lang) : exact(limit),
    against: shown(against ?? '', 40),
    confidence: confidence === null ? '' : confidenceText(confidence, lang),
  };
  if (against !== null) return say('requirements.wanted.ratio', values);
  return say(confidence === null ? 'requirements.wanted' : 'requirements.wanted.confidence', values);
}

/** Each case in a line of its own; a case without a figure has none. */
function measuredText(wanted: Wanted, judged: Judgement, lang: Lang, say: Say): string[] {
  const never = judged.trials.some((one) => one.never);
  if (judged.value === null && !never) return [];
  const isRatio = wanted.against !== null;
  const write = (value: number) =>
    isRatio ? ratioDigits(value) : measuredFigure(value, wanted.measure, lang);
  const value = judged.value === null ? say('requirements.measured.never') : write(judged.value);
  const { interval } = judged;
  const trials =
    judged.base.length === 0
      ? say('requirements.measured.trials', { n: judged.trials.length })
      : say('requirements.measured.trials.base', { n: judged.trials.length, m: judged.base.length });
  return [
    [
      `${shown(judged.case, 40)}: ${isRatio ? say('requirements.measured.ratio', { value }) : value}`,
      interval === null
        ? ''
        : say('requirements.measured.interval', {
            confidence: confidenceText(interval.confidence, lang),
            low: write(interval.low),
            high: write(interval.high),
          }),
      trials,
    ]
      .filter((part) => part !== '')
      .join(', '),
  ];
}

function whyText(wanted: Wanted, judged: Judgement, say: Say): string {
  const misses = judged.trials.filter(
    ({ value, never }) =>
      never || (value !== null && (wanted.bound === 'atLeast' ? value < wanted.limit : value > wanted.limit)),
  );
  const missing = [
    judged.trials.length === 0 ? judged.case : null,
    judged.base.length === 0 ? wanted.against : null,
  ];
  return say(`reason.${judged.reason}`, {
    missed: misses.length,
    n: judged.trials.length,
    more: judged.moreTrialsNeeded,
    differences: shown(judged.differences.join('; '), 300),
    cases: missing
      .filter((name) => name !== null)
      .map((name) => shown(name, 40))
      .join(', '),
  });
}

function proofsOf(judged: Judgement): MeasuredTrial[] {
  return judged.reason === 'no-case' || judged.reason === 'not-observed'
    ? []
    : [...judged.trials, ...judged.base];
}

function proofTable(card: Scorecard, lang: Lang, say: Say) {
  const rows = card.requirements.flatMap(({ id, wanted, judgements }) =>
    judgements.flatMap((judged) =>
      proofsOf(judged).map((proof) => [
        shown(id, 20),
        shown(proof.trial, 40),
        proof.never
          ? say('requirements.measured.never')
          : proof.value === null
            ? '\u2014'
            : measuredFigure(proof.value, wanted!.measure, lang),
        shown(proof.file, 120),
        proof.places.join(', '),
        proof.sha256.slice(0, 16),
      ]),
    ),
  );
  return {
    head: [
      say('requirements.column.id'),
      say('requirements.column.trial'),
      say('requirements.column.value'),
      say('requirements.column.file'),
      say('requirements.column.places'),
      say('requirements.column.hash'),
    ],
    rows,
  };
}
