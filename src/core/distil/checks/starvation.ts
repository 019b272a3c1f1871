import { quantile } from '../../math/quantile.ts';
import { valueAt } from '../../math/step-series.ts';
import { capacityPerSecond, demandPerSecond } from '../../plan/demand.ts';
import { cpuSeries } from '../cpu-series.ts';
import { loadedPods, type TrialFacts } from '../trial-facts.ts';

/** k6 says its users once a second, by its own timer. A mark that is further off than this was late. */
const beatSeconds = 1;
const lateSeconds = 0.1;
const fewestBeats = 10;

/** Share of k6's one-second marks within the window that came late; null with too few of them. */
export function lateBeats({ observations, loadStartSeconds, lengthSeconds }: TrialFacts): number | null {
  const start = loadStartSeconds ?? 0;
  const lines = observations.load ?? [];
  // The last line may be of the end of the stream, which is no mark.
  const marks = lines
    .filter((line, i) => line.users !== null || i < lines.length - 1)
    .map((line) => line.at - start)
    .filter((t) => t >= 0 && t <= lengthSeconds);
  if (marks.length < fewestBeats) return null;
  const late = marks.slice(1).filter((t, i) => Math.abs(t - marks[i]! - beatSeconds) > lateSeconds);
  return late.length / (marks.length - 1);
}

/** Pods take a moment to fill their queues once more is asked of them than they can do. */
const fillSeconds = 5;
const fewestSeconds = 10;
/** Pods below half of their fair share of requests are not overloaded. */
const reachedShare = 0.5;

/**
 * CPU that the Ready pods got while more was asked of them than they can do, as a share of their quota (median over
 * those seconds). null where the pods run on other machines than the generator, or were not overloaded or not read.
 */
function deliveredShare(facts: TrialFacts): number | null {
  const { plan, service, replicas, load } = facts;
  if (plan === null || service === null || plan.target === 'context') return null;
  const cores = plan.services[service]?.cpuCores;
  const ready = replicas[service]?.ready;
  if (cores === undefined || ready === undefined) return null;
  const { columns, widthSeconds } = load.columns;
  // A pod that no request reached has no use for its quota: that is not the host's doing.
  const reached = loadedPods(facts).filter((life) => (facts.shares?.overall(life) ?? 1) >= reachedShare);
  const { t, utilization } = cpuSeries(reached, facts.usage, cores, columns, widthSeconds);
  const overloaded = (at: number) => {
    const pods = valueAt(ready, at);
    const capacity = pods === null ? null : capacityPerSecond(plan, pods);
    return capacity !== null && demandPerSecond(plan, at) > capacity;
  };
  const got = utilization.filter(
    (value, i) => value !== null && overloaded(t[i]!) && overloaded(t[i]! - fillSeconds),
  );
  const shares = got.filter((value) => value !== null).map((value) => value / 100);
  return shares.length < fewestSeconds ? null : quantile(shares, 0.5);
}

/** Of the loads of a trial, the share of the one whose pods got the least. */
export function leastDeliveredShare(facts: TrialFacts): number | null {
  const shares = [facts, ...facts.beside].map(deliveredShare).filter((share) => share !== null);
  return shares.length === 0 ? null : Math.min(...shares);
}
