import type { HostFacts } from '../host/host.ts';
import type { Check } from './check.ts';
import { isWithin, order } from './version.ts';

/** Versions of Node that we are tested with. */
const node = { from: '20.19.0', below: '27.0.0' };
/** k6, the router and the harness together need about half a core for a few hundred requests a second. */
const ownCores = 0.5;
const leastMemoryBytes = 1e9;
const enoughMemoryBytes = 3e9;

export function nodeCheck({ nodeVersion }: HostFacts): Check {
  const seen = `Node ${nodeVersion}`;
  if (isWithin(nodeVersion, node)) return { name: 'node', state: 'ok', seen, mend: null };
  const tooOld = order(nodeVersion, node.from) < 0;
  return {
    name: 'node',
    state: tooOld ? 'fail' : 'warn',
    seen: `${seen}; tested are 20.19 to 26`,
    mend: tooOld ? 'install Node 20.19 or newer' : 'if something fails, try Node 26',
  };
}

export function coresCheck({ cores, containerLimits, cpuModel }: HostFacts): Check {
  if (cores === null) return { name: 'cores', state: 'warn', seen: 'unknown', mend: null };
  const limit = containerLimits?.cpuCores ?? null;
  const seen = [
    `${rounded(cores)} usable`,
    limit === null ? null : `limited to ${rounded(limit)} by a container`,
    cpuModel,
  ]
    .filter((part) => part !== null)
    .join(', ');
  if (cores >= 2) return { name: 'cores', state: 'ok', seen, mend: null };
  const mend = 'use a machine with 2 cores or more: the load generator and the pods compete for fewer';
  return { name: 'cores', state: 'warn', seen, mend };
}

export function memoryCheck({ memoryBytes, containerLimits }: HostFacts): Check {
  if (memoryBytes === null) return { name: 'memory', state: 'warn', seen: 'unknown', mend: null };
  const usable = Math.min(memoryBytes, containerLimits?.memoryBytes ?? memoryBytes);
  const seen = `${(usable / 1e9).toFixed(1)} GB`;
  if (usable >= enoughMemoryBytes) return { name: 'memory', state: 'ok', seen, mend: null };
  const state = usable < leastMemoryBytes ? 'fail' : 'warn';
  return { name: 'memory', state, seen, mend: 'use a machine with 4 GB, or a campaign with fewer pods' };
}

/** Pods that may use more than the host has slow each other down, and the arm with more of them looks worse for it. */
export function quotaCheck(quotaCores: number, { cores }: HostFacts): Check {
  const name = 'quotas';
  if (cores === null)
    return { name, state: 'warn', seen: `${rounded(quotaCores)} cores for pods, of unknown`, mend: null };
  const seen = `the pods may use ${rounded(quotaCores)} of ${rounded(cores)} cores together`;
  if (quotaCores + ownCores <= cores) return { name, state: 'ok', seen, mend: null };
  return {
    name,
    state: quotaCores > cores ? 'fail' : 'warn',
    seen,
    mend:
      `have ${rounded(quotaCores + ownCores)} cores (the load generator and the router need ${ownCores}), ` +
      'or lower cpuCores of the services or the replicas of the arms',
  };
}

export function loadCheck({ loadAverage1m, cores }: HostFacts): Check {
  const name = 'load before';
  if (loadAverage1m === null || cores === null) return { name, state: 'ok', seen: 'unknown', mend: null };
  const seen = `${loadAverage1m.toFixed(2)} over the last minute on ${rounded(cores)} cores`;
  if (loadAverage1m <= 0.3 * cores) return { name, state: 'ok', seen, mend: null };
  return { name, state: 'warn', seen, mend: 'end what else is running: it takes CPU from the measurement' };
}

/** At most two decimals, and none that are zero. */
function rounded(value: number): string {
  return String(Number(value.toFixed(2)));
}
