import type { GeneratorLine } from '../../model/observation.ts';
import { cpuCoresBetween, generatorLinesIn } from '../generator-figures.ts';
import type { TrialFacts } from '../trial-facts.ts';
import { check, doubt, type Finding, finding, percent } from './finding.ts';

/** A host with less idle CPU than this has none to give. */
const idleShare = 0.05;
/** k6 by itself on more than this share of the host's cores is at its limit. */
const cpuShare = 0.8;
/** A third of the window is beyond any passing moment; a tenth is worth a word. */
const starvedPart = 1 / 3;
const doubtfulPart = 1 / 10;
const memoryShare = 0.8;
const stealShare = 0.05;

/**
 * Did the generator get what it needed? A host without idle CPU makes k6 wait before it reads its clock, and takes
 * from emulated pods the quota that they were promised: response times are then the host's and not the platform's. So a
 * third of the window like that is INVALID, and not a doubt that a reader would have to weigh.
 */
export function generatorCheck(facts: TrialFacts): Finding {
  if (facts.plan === null) return finding(null);
  const lines = generatorLinesIn(
    facts.observations.generator ?? [],
    facts.loadStartSeconds ?? 0,
    facts.lengthSeconds,
  );
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
  const hostCores = facts.environment?.cores ?? null;
  const busyPart = partOf(idle, (share) => share < idleShare);
  const limitPart = hostCores === null ? 0 : partOf(cores, (used) => used > cpuShare * hostCores);
  const figures = {
    busyPercent: percent(busyPart),
    limitPercent: percent(limitPart),
    meanIdlePercent: idle.length === 0 ? null : percent(mean(idle)),
    generatorCores: cores.length === 0 ? null : Math.round(mean(cores) * 100) / 100,
    hostCores,
  };
  if (busyPart >= starvedPart)
    return finding(
      check(
        'generator-starved',
        'INVALID',
        'The host had less than 5 % of idle CPU in {busyPercent} % of the seconds, so users and pods waited for the host and not for the platform. Close other programs, plan less load, or use a host with more than {hostCores} cores.',
        figures,
      ),
    );
  if (limitPart >= starvedPart)
    return finding(
      check(
        'generator-at-its-limit',
        'INVALID',
        'k6 used more than 80 % of all {hostCores} cores in {limitPercent} % of the seconds, so it could not send what was planned in time. Plan less load, or use a larger host.',
        figures,
      ),
    );
  const memory = memoryFinding(facts, lines);
  if (memory.checks.length > 0) return memory;
  const doubts = [...memory.doubts];
  if (busyPart >= doubtfulPart)
    doubts.push(
      doubt(
        'generator-host-busy',
        'The host had less than 5 % of idle CPU in {busyPercent} % of the seconds; the slowest requests may have waited for it.',
        { busyPercent: figures.busyPercent },
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

function memoryFinding(facts: TrialFacts, lines: readonly GeneratorLine[]): Finding {
  const bytes = facts.environment?.memoryBytes ?? null;
  const rss = known(lines, 'rssBytes');
  if (bytes === null || rss.length === 0) return finding(null);
  const most = rss.reduce((a, b) => Math.max(a, b));
  if (most < memoryShare * bytes) return finding(null);
  return finding(
    check(
      'generator-out-of-memory',
      'INVALID',
      'k6 grew to {rssMebibytes} MiB of the {hostMebibytes} MiB of its host, where it is slowed down by paging. Plan less load, or use a host with more memory.',
      { rssMebibytes: Math.round(most / 2 ** 20), hostMebibytes: Math.round(bytes / 2 ** 20) },
    ),
  );
}

function known(lines: readonly GeneratorLine[], field: Exclude<keyof GeneratorLine, 'at'>): number[] {
  return lines.map((line) => line[field]).filter((value) => value !== null);
}

function partOf(values: readonly number[], holds: (value: number) => boolean): number {
  return values.length === 0 ? 0 : values.filter(holds).length / values.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
