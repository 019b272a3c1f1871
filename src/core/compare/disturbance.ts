import type { Refusal } from '../model/comparison.ts';
import type { Trial } from '../model/trial.ts';
import { type Warning, warning } from '../model/warning.ts';

/** Declared, not tuned: what a host may vary by itself stays below them. */
const slowedShare = 0.15;
const inUseShare = 0.5;
const throttledShare = 0.01;
/** Beyond this, two sets of trials count as measured on hosts of unlike speed. */
const unlikeShare = 0.25;

/** Of distil, and a disturbance too. */
const steal = 'host-steal';

/**
 * Why the host of each trial was not the one that the other trials had: empty for an undisturbed one. Judged by the host
 * alone, never by what the trial measured, so that a trial may be repeated for it without choosing among results.
 */
export function disturbancesOf(trials: readonly Trial[]): Map<Trial, Warning[]> {
  const best = new Map<string, number>();
  for (const trial of trials) {
    const seconds = fastestTask([trial]);
    if (seconds !== null)
      best.set(hostOf(trial), Math.min(seconds, best.get(hostOf(trial)) ?? Number.POSITIVE_INFINITY));
  }
  return new Map(
    trials.map((trial) => [
      trial,
      [
        ...slowed(trial, best.get(hostOf(trial)) ?? null),
        ...inUse(trial),
        ...throttled(trial),
        ...trial.warnings.filter(({ code }) => code === steal),
      ],
    ]),
  );
}

/** The fixed task at its fastest beside these trials; null where none has its time. */
function fastestTask(trials: readonly Trial[]): number | null {
  const seconds = trials.flatMap(fingerprintsOf).map(({ cpuTaskSeconds }) => cpuTaskSeconds);
  return seconds.length === 0 ? null : Math.min(...seconds);
}

/** Refusal to set figures of two sets of trials against each other: one set had the faster host. */
export function unlikeHosts(trials: readonly Trial[], bases: readonly Trial[]): Refusal[] {
  const [one, other] = [fastestTask(trials), fastestTask(bases)];
  if (one === null || other === null || Math.max(one, other) <= (1 + unlikeShare) * Math.min(one, other))
    return [];
  const facts = { one: `${Math.round(one * 1000)}`, other: `${Math.round(other * 1000)}` };
  return [
    {
      code: 'host-speed-differs',
      message: `milliseconds that a fixed task takes on the host: ${facts.one} against ${facts.other}`,
      facts,
    },
  ];
}

function slowed(trial: Trial, best: number | null): Warning[] {
  const slowest = Math.max(...fingerprintsOf(trial).map(({ cpuTaskSeconds }) => cpuTaskSeconds));
  if (best === null || slowest <= (1 + slowedShare) * best) return [];
  const facts = { slowerPercent: percent(slowest / best - 1), bestMs: Math.round(best * 1000) };
  return [
    warning(
      'host-slowed',
      'doubt',
      `A fixed task on the host took ${facts.slowerPercent} % longer beside this trial than at its best (${facts.bestMs} ms) in the campaign, so its figures may be lower than those of the others. Run it on an idle host.`,
      facts,
    ),
  ];
}

function inUse(trial: Trial): Warning[] {
  const shares = fingerprintsOf(trial)
    .map(({ cpuPressureShare }) => cpuPressureShare)
    .filter((share) => share !== null);
  const most = Math.max(0, ...shares);
  if (most <= inUseShare) return [];
  const facts = { pressurePercent: percent(most) };
  return [
    warning(
      'host-in-use',
      'doubt',
      `Processes waited for a CPU of the host in ${facts.pressurePercent} % of the time before or after this trial, without any load of ours, so other programs were at work. Close them.`,
      facts,
    ),
  ];
}

/** The generator runs in the container that we run in. */
function throttled(trial: Trial): Warning[] {
  const before = trial.environment?.fingerprint?.throttledSeconds ?? null;
  const after = trial.ending.fingerprint?.throttledSeconds ?? null;
  if (before === null || after === null || after - before <= throttledShare * trial.lengthSeconds) return [];
  const facts = { seconds: Math.round((after - before) * 10) / 10 };
  return [
    warning(
      'host-throttled',
      'doubt',
      `The container that the load generator ran in was held back by its CPU quota for ${facts.seconds} s during this trial. Give it more CPU.`,
      facts,
    ),
  ];
}

function fingerprintsOf(trial: Trial) {
  return [trial.environment?.fingerprint ?? null, trial.ending.fingerprint].filter((seen) => seen !== null);
}

function hostOf({ environment }: Trial): string {
  return `${environment?.cpuModel} × ${environment?.cores}`;
}

function percent(share: number): number {
  return Math.round(share * 100);
}
