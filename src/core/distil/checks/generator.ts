import { mean } from '../../math/mean.ts';
import type { GeneratorLine } from '../../model/observation.ts';
import type { Check } from '../../model/trial.ts';
import { cpuCoresBetween, generatorLinesIn, known } from '../generator-figures.ts';
import type { TrialFacts } from '../trial-facts.ts';
import { check, doubt, type Finding, finding, percent } from './finding.ts';
import { lateBeats, leastDeliveredShare } from './starvation.ts';

/** A host with less idle CPU than this has none to give. */
const idleShare = 0.05;
/** k6 by itself on more than this share of the host's cores is at its limit. */
const cpuShare = 0.8;
/** A third of the window is beyond any passing moment; a tenth is worth a word. */
const starvedPart = 1 / 3;
const doubtfulPart = 1 / 10;
/** k6 may miss its one-second mark by a tenth of a second now and then, but not in more than this share of them. */
const lateBeatsPart = 1 / 10;
/** Overloaded pods that get less of their quota than this are held back by the host, if the host is busy. */
const leastDelivered = 0.9;
const memoryShare = 0.8;
const stealShare = 0.05;

/**
 * Did the generator get what it needed? A host without idle CPU is not enough to say no: a fair scheduler still gives
 * a light process its turn within milliseconds, and small machines are busy by design. It is INVALID when the lack
 * reached the trial: k6 missed its own one-second marks, or overloaded pods on the same host did not get the quota that
 * they were promised, so that response times are the host's. Otherwise a busy host is a doubt about the slowest requests.
 */
export function generatorCheck(facts: TrialFacts): Finding {
  if (facts.plan === null) return finding(null);
  const start = facts.loadStartSeconds ?? 0;
  const lines = generatorLinesIn(facts.observations.generator ?? [], start, facts.lengthSeconds);
  const idle = known(lines, 'hostIdleShare');
  const cores = cpuCoresBetween(lines);
  if (idle.length === 0 && cores.length === 0)
    return finding(
      check(
        'generator-not-observed',
        'INCONCLUSIVE',
        'Neither the CPU of the generator nor that of its host was observed, so it cannot be told whether it was starved.',
      ),
    );
  const busyPart = partOf(idle, (share) => share < idleShare);
  const figures = figuresOf(facts, idle, cores, busyPart);
  const invalid = starved(facts, figures, busyPart, cores) ?? outOfMemory(facts, lines);
  if (invalid !== null) return finding(invalid);
  const doubts = [];
  if (busyPart >= doubtfulPart)
    doubts.push(
      doubt(
        'generator-host-busy',
        'The host had less than 5 % of idle CPU in {busyPercent} % of the seconds. k6 kept its time, but the slowest requests may have waited for the host.',
        { busyPercent: percent(busyPart) },
        'p99',
      ),
    );
  const steal = known(lines, 'hostStealShare');
  if (steal.length > 0 && mean(steal) > stealShare)
    doubts.push(
      doubt(
        'host-steal',
        'The hypervisor gave {stealPercent} % of the CPU time to other machines, so trials on this host vary with what those do.',
        { stealPercent: percent(mean(steal)) },
      ),
    );
  return finding(
    check(
      'generator',
      'PASS',
      'k6 used {generatorCores} of {hostCores} cores, and {meanIdlePercent} % of the host was idle.',
      figures,
    ),
    ...doubts,
  );
}

function figuresOf(
  facts: TrialFacts,
  idle: readonly number[],
  cores: readonly number[],
  busyPart: number,
): Check['facts'] {
  const late = lateBeats(facts);
  const delivered = leastDeliveredShare(facts);
  return {
    busyPercent: percent(busyPart),
    meanIdlePercent: idle.length === 0 ? null : percent(mean(idle)),
    latePercent: late === null ? null : percent(late),
    deliveredPercent: delivered === null ? null : percent(delivered),
    generatorCores: cores.length === 0 ? null : Math.round(mean(cores) * 100) / 100,
    hostCores: facts.environment?.cores ?? null,
  };
}

function starved(
  facts: TrialFacts,
  figures: Check['facts'],
  busyPart: number,
  cores: readonly number[],
): Check | null {
  if ((lateBeats(facts) ?? 0) >= lateBeatsPart)
    return check(
      'generator-starved',
      'INVALID',
      'k6 missed its one-second mark by more than 0.1 s in {latePercent} % of the seconds, so users waited for k6 and not for the platform. Close other programs, plan less load, or use a host with more than {hostCores} cores.',
      figures,
    );
  if (busyPart >= starvedPart && (leastDeliveredShare(facts) ?? 1) < leastDelivered)
    return check(
      'pods-starved-by-host',
      'INVALID',
      'The host had less than 5 % of idle CPU in {busyPercent} % of the seconds, and overloaded pods got {deliveredPercent} % of their quota, so the host and not the platform was the limit. Close other programs, or use a host with more than {hostCores} cores.',
      figures,
    );
  const hostCores = facts.environment?.cores ?? null;
  const limitPart = hostCores === null ? 0 : partOf(cores, (used) => used > cpuShare * hostCores);
  if (limitPart >= starvedPart)
    return check(
      'generator-at-its-limit',
      'INVALID',
      'k6 used more than 80 % of all {hostCores} cores in {limitPercent} % of the seconds, so it could not send what was planned in time. Plan less load, or use a larger host.',
      { ...figures, limitPercent: percent(limitPart) },
    );
  return null;
}

function outOfMemory(facts: TrialFacts, lines: readonly GeneratorLine[]): Check | null {
  const bytes = facts.environment?.memoryBytes ?? null;
  const rss = known(lines, 'rssBytes');
  if (bytes === null || rss.length === 0) return null;
  const most = rss.reduce((a, b) => Math.max(a, b));
  if (most < memoryShare * bytes) return null;
  return check(
    'generator-out-of-memory',
    'INVALID',
    'k6 grew to {rssMebibytes} MiB of the {hostMebibytes} MiB of its host, where it is slowed down by paging. Plan less load, or use a host with more memory.',
    { rssMebibytes: Math.round(most / 2 ** 20), hostMebibytes: Math.round(bytes / 2 ** 20) },
  );
}

function partOf(values: readonly number[], holds: (value: number) => boolean): number {
  return values.length === 0 ? 0 : values.filter(holds).length / values.length;
}
