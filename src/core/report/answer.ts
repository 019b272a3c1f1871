import type { Interval } from '../math/interval.ts';
import type { CaseSummary, Comparison, Contrast, Decomposition } from '../model/comparison.ts';
import { armTitleOf, labelTitle } from './arm-title.ts';
import { confidenceText, digits, type Lang, percent, pText, ratioDigits, signedPercent } from './format.ts';
import type { ReportInput } from './input.ts';
import { shown } from './names.ts';
import { type Say, sentenceOf, speaker } from './text.ts';

/** One finding with its doubt, and what was published for the same pair of cases. */
export interface Finding {
  text: string;
  doubt: string | null;
  published: string | null;
}

export interface Answer {
  /** The answer in one sentence. */
  headline: Finding;
  /** The same for the other pairs of cases, and pairs that may not be compared. */
  others: Finding[];
}

function plain(text: string): Finding {
  return { text, doubt: null, published: null };
}

/** The autoscaled arms answer the question of a campaign; a fixed arm is there to explain them. */
function orderedContrasts(input: ReportInput): Contrast[] {
  const split = new Set(input.comparison.decompositions.map((parts) => parts.case));
  const rank = (contrast: Contrast) =>
    (contrast.refusals.length > 0 ? 2 : 0) + (split.has(contrast.case) ? 0 : 1);
  return input.comparison.contrasts
    .filter((contrast) => contrast.kind === 'like')
    .sort((a, b) => rank(a) - rank(b));
}

/** What the comparison says to its question. An INVALID comparison is never stated without saying so first. */
export function answerOf(input: ReportInput, lang: Lang): Answer {
  const say = speaker(lang);
  const { comparison } = input;
  if (comparison.cases.length === 0) return { headline: plain(say('answer.empty')), others: [] };
  const findings = orderedContrasts(input).map((contrast) => findingOf(input, contrast, say, lang));
  const first = findings[0];
  const headline = first ?? plain(say('answer.none'));
  const guarded =
    comparison.verdict === 'INVALID'
      ? {
          ...headline,
          text: say(first === undefined ? 'answer.invalid' : 'answer.invalid.shown', {
            reasons: reasonsOf(comparison, say),
            text: headline.text,
          }),
        }
      : headline;
  return { headline: guarded, others: findings.slice(1) };
}

function reasonsOf(comparison: Comparison, say: Say): string {
  const codes = [
    ...comparison.checks.filter((check) => check.verdict === 'INVALID'),
    ...comparison.warnings.filter((warning) => warning.severity === 'invalid'),
  ].map((found) => shown(found.code, 40));
  return [...new Set(codes)].join(', ') || say('answer.invalid.unknown');
}

function findingOf(input: ReportInput, contrast: Contrast, say: Say, lang: Lang): Finding {
  const { comparison } = input;
  const names = { case: shown(contrast.case, 40), base: shown(contrast.against, 40) };
  if (contrast.refusals.length > 0)
    return plain(
      say('answer.refused', {
        ...names,
        refusals: contrast.refusals.map((each) => shown(sentenceOf(each, lang), 200)).join('; '),
      }),
    );
  const find = (name: string) => comparison.cases.find((summary) => summary.case === name);
  const of = find(contrast.case);
  const base = find(contrast.against);
  const ratio = contrast.ratios.processed?.value ?? contrast.ratios.throughput?.value ?? null;
  if (of === undefined || base === undefined || ratio === null)
    return plain(say('answer.refused', { ...names, refusals: say('cell.unobserved') }));
  const mean = contrast.ratios.mean?.value ?? null;
  const parts = comparison.decompositions.find(
    (each) => each.case === contrast.case && each.base === contrast.against,
  );
  const handled = say('answer.handled', {
    ...names,
    label: labelTitle(comparison.label, say),
    arm: armTitleOf(input, of, say),
    baseArm: armTitleOf(input, base, say),
    ratio: digits(ratio),
    speed: mean === null || mean === 0 ? '' : say('answer.speed', { speedup: digits(1 / mean) }),
  });
  return {
    text: `${handled}${parts === undefined ? '' : partsOf(parts, say, lang)}.`,
    doubt: doubtOf(contrast, of, base, comparison, say, lang),
    published:
      contrast.published === null || base.published === null
        ? null
        : say('answer.published', {
            ratio: digits(contrast.published.throughputRatio),
            speedup: digits(contrast.published.speedup),
          }),
  };
}

function partsOf(parts: Decomposition, say: Say, lang: Lang): string {
  const lag = signedPercent(parts.scalingLag, lang);
  const spaced = /^[+\u2212]/.test(lag) ? lag.replace(/^[+\u2212]/, (sign) => `${sign} `) : `+ ${lag}`;
  const { morePods, scalingLag } = parts.intervals;
  const split = say('answer.parts', {
    ratio: digits(parts.ratio),
    morePods: digits(parts.morePods) + bracketed(morePods, narrowDigits(morePods)),
    lag: spaced + bracketed(scalingLag, (share) => signedPercent(share, lang)),
  });
  const share =
    parts.replicaSecondsShare === null
      ? ''
      : say('answer.share', {
          share: percent(parts.ratio / parts.morePods, lang),
          ceiling:
            parts.ceiling.source === 'measured'
              ? shown(parts.ceiling.name, 40)
              : say('answer.ceiling.plateau'),
          cost: percent(parts.replicaSecondsShare, lang),
        });
  return split + share + (parts.ceiling.source === 'plateau' ? say('answer.parts.plateau') : '');
}

/** Three digits, or four where three would print both ends alike. */
function narrowDigits(interval: Interval | null): (end: number) => string {
  const alike = interval !== null && digits(interval.low) === digits(interval.high);
  return (end) => digits(end, alike ? 4 : 3);
}

/** ` [1.88, 2.01]`, or nothing where the trials are too few for an interval. */
function bracketed(interval: Interval | null, text: (end: number) => string): string {
  return interval === null ? '' : ` [${text(interval.low)}, ${text(interval.high)}]`;
}

/** ` (about 38 min)` for so many more repetitions; nothing where nobody knows. */
export function timeFor(more: number, { repetitionSeconds }: Comparison, say: Say): string {
  if (repetitionSeconds === null) return '';
  return say('answer.time', { minutes: Math.max(1, Math.round((more * repetitionSeconds) / 60)) });
}

function doubtOf(
  contrast: Contrast,
  of: CaseSummary,
  base: CaseSummary,
  comparison: Comparison,
  say: Say,
  lang: Lang,
): string {
  const { processed, throughput } = contrast.ratios;
  const range = processed?.interval ?? throughput?.interval ?? null;
  // Near 1 every digit counts that tells it from 1; elsewhere those that tell the ends apart.
  const rangeText = (end: number) => (Math.abs(end - 1) < 0.1 ? ratioDigits(end) : narrowDigits(range)(end));
  const p = throughput?.adjustedP ?? throughput?.p ?? null;
  const found = throughput?.detectable ?? null;
  const values = {
    trials: of.trials.length,
    baseTrials: base.trials.length,
    needed: contrast.trialsNeeded,
    more: contrast.moreTrialsNeeded,
    time: timeFor(contrast.moreTrialsNeeded, comparison, say),
    p: p === null ? '' : say('answer.p', { p: pText(p) }),
    interval:
      range === null
        ? ''
        : say('answer.interval', {
            confidence: confidenceText(range.confidence, lang),
            low: rangeText(range.low),
            high: rangeText(range.high),
          }),
    detectable:
      found === null
        ? ''
        : say('answer.detectable', { above: ratioDigits(found), below: ratioDigits(1 / found) }),
  };
  if (contrast.significant === true) return say('answer.doubt.significant', values);
  if (contrast.significant === false) return say('answer.doubt.noise', values);
  const single = of.trials.length === 1 && base.trials.length === 1;
  return say(single ? 'answer.doubt.one' : 'answer.doubt.unjudged', values);
}
