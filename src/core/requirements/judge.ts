import { refusalsBetween } from '../compare/comparability.ts';
import { ratioBetween } from '../compare/effect.ts';
import type { Interval } from '../math/interval.ts';
import { median, medianInterval } from '../math/median.ts';
import { moreTrialsNeeded } from '../math/sample-size.ts';
import type {
  JudgedRequirement,
  Judgement,
  MeasuredTrial,
  Reason,
  Requirement,
  Standing,
  Wanted,
} from '../model/requirement.ts';
import type { Trial } from '../model/trial.ts';
import { measures } from './measures.ts';

/** A trial record, and where it lies. */
export interface Filed {
  trial: Trial;
  /** Below the folder that was judged. */
  file: string;
  sha256: string;
}

/**
 * What is settled first counts. A requirement that a sound trial missed stays missed, whatever else was or will be
 * measured; so FAIL comes before INVALID here, where a verdict over figures has it the other way round.
 */
const precedence: readonly Standing[] = ['FAIL', 'INVALID', 'INCONCLUSIVE', 'PASS', 'NOT_MEASURED'];

/** Judges one requirement by the records of all trials, in the order of running. */
export function judgedRequirement(requirement: Requirement, records: readonly Filed[]): JudgedRequirement {
  const { wanted } = requirement;
  if (wanted === null) return { ...requirement, standing: 'NOT_MEASURED', judgements: [] };
  const cases =
    wanted.case === null ? [...new Set(records.map(({ trial }) => trial.case))].sort() : [wanted.case];
  const judgements = cases
    .map((name) => judgement(wanted, name, records))
    .sort((a, b) => precedence.indexOf(a.standing) - precedence.indexOf(b.standing));
  return { ...requirement, standing: judgements[0]?.standing ?? 'NOT_MEASURED', judgements };
}

function judgement(wanted: Wanted, name: string, records: readonly Filed[]): Judgement {
  const of = (case_: string) => records.filter(({ trial }) => trial.case === case_);
  const [trials, bases] = [of(name), wanted.against === null ? [] : of(wanted.against)];
  const seen: Judgement = {
    case: name,
    standing: 'NOT_MEASURED',
    reason: 'no-case',
    value: null,
    interval: null,
    trials: trials.map((record) => measured(wanted, record)),
    base: bases.map((record) => measured(wanted, record)),
    moreTrialsNeeded: 0,
    differences: [],
  };
  if (trials.length === 0 || (wanted.against !== null && bases.length === 0)) return seen;
  if (wanted.against !== null) return ratioJudged(wanted, trials, bases, seen);
  return wanted.confidence === null
    ? everyTrialJudged(wanted, trials, seen)
    : medianJudged(wanted, wanted.confidence, trials, seen);
}

function measured(wanted: Wanted, { trial, file, sha256 }: Filed): MeasuredTrial {
  const { read, places } = measures[wanted.measure];
  const value = read(trial);
  const never = value === Number.POSITIVE_INFINITY;
  return { trial: trial.id, value: never ? null : value, never, file, sha256, places: [...places] };
}

function settled(seen: Judgement, standing: Standing, reason: Reason): Judgement {
  return { ...seen, standing, reason };
}

/** Only what a sound trial observed can fail; and nothing can pass while a trial is unsound or did not observe it. */
function everyTrialJudged(wanted: Wanted, trials: readonly Filed[], seen: Judgement): Judgement {
  const { read } = measures[wanted.measure];
  const sound = trials.filter(({ trial }) => trial.verdict !== 'INVALID');
  const values = sound.map(({ trial }) => read(trial));
  const observed = values.filter((value) => value !== null);
  const middle = median(observed.filter(Number.isFinite));
  const shown = { ...seen, value: middle };
  if (observed.some((value) => !holds(wanted, value))) return settled(shown, 'FAIL', 'missed-in-a-trial');
  if (sound.length < trials.length) return settled(shown, 'INVALID', 'trials-invalid');
  if (observed.length === 0) return settled(shown, 'NOT_MEASURED', 'not-observed');
  if (observed.length < values.length) return settled(shown, 'INCONCLUSIVE', 'partly-observed');
  return settled(shown, 'PASS', 'holds-in-every-trial');
}

function medianJudged(
  wanted: Wanted,
  confidence: number,
  trials: readonly Filed[],
  seen: Judgement,
): Judgement {
  const { read } = measures[wanted.measure];
  if (trials.some(({ trial }) => trial.verdict === 'INVALID'))
    return settled(seen, 'INVALID', 'trials-invalid');
  const values = trials.map(({ trial }) => read(trial)).filter((value) => value !== null);
  if (values.length === 0) return settled(seen, 'NOT_MEASURED', 'not-observed');
  const interval = medianInterval(values, confidence);
  const shown = { ...seen, value: median(values), interval };
  return intervalJudged(wanted, shown, interval, Math.max(0, medianTrialsNeeded(confidence) - values.length));
}

function ratioJudged(
  wanted: Wanted,
  trials: readonly Filed[],
  bases: readonly Filed[],
  seen: Judgement,
): Judgement {
  const { read } = measures[wanted.measure];
  const [ours, theirs] = [trials.map(({ trial }) => trial), bases.map(({ trial }) => trial)];
  if ([...ours, ...theirs].some(({ verdict }) => verdict === 'INVALID'))
    return settled(seen, 'INVALID', 'trials-invalid');
  const differences = [
    ...new Set(
      ours
        .flatMap((one) => theirs.flatMap((other) => refusalsBetween(one, other)))
        .map(({ message }) => message),
    ),
  ];
  if (differences.length > 0) return settled({ ...seen, differences }, 'INVALID', 'not-alike');
  const confidence = wanted.confidence ?? defaultConfidence;
  const { value, interval } = ratioBetween(ours, theirs, read, confidence);
  if (value === null) return settled(seen, 'NOT_MEASURED', 'not-observed');
  const [m, n] = [ours, theirs].map((some) => some.filter((trial) => read(trial) !== null).length);
  return intervalJudged(
    wanted,
    { ...seen, value, interval },
    interval,
    moreTrialsNeeded(m!, n!, 1, 1 - confidence),
  );
}

/** Of a comparison of two cases that names none. */
export const defaultConfidence = 0.95;

/** Claimed is only what the whole interval supports. */
function intervalJudged(
  wanted: Wanted,
  seen: Judgement,
  interval: Interval | null,
  moreTrials: number,
): Judgement {
  if (interval === null)
    return settled({ ...seen, moreTrialsNeeded: moreTrials }, 'INCONCLUSIVE', 'too-few-trials');
  const ends = [interval.low, interval.high].map((end) => holds(wanted, end));
  if (ends.every(Boolean)) return settled(seen, 'PASS', 'interval-within');
  if (ends.some(Boolean)) return settled(seen, 'INCONCLUSIVE', 'interval-across');
  return settled(seen, 'FAIL', 'interval-beyond');
}

function holds({ bound, limit }: Wanted, value: number): boolean {
  return bound === 'atLeast' ? value >= limit : value <= limit;
}

/** The fewest values whose smallest and largest enclose the median with this confidence: 2 · 0.5^n <= 1 - confidence. */
function medianTrialsNeeded(confidence: number): number {
  return Math.ceil(Math.log2(2 / (1 - confidence)) - 1e-9);
}
