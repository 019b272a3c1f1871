import { labelOf } from '../model/plan.ts';
import type { BesideLoad, Trial } from '../model/trial.ts';
import { worstVerdict } from '../model/verdict.ts';
import type { Warning } from '../model/warning.ts';
import { checksOf } from './checks/all.ts';
import { cpuSeries } from './cpu-series.ts';
import { generatorFigures } from './generator-figures.ts';
import { hpaSummaries } from './hpa-summaries.ts';
import { nodeSeries } from './node-series.ts';
import { plannedColumns } from './planned-load.ts';
import { podRecords } from './pod-records.ts';
import { cpuSecondsOf } from './pod-usage.ts';
import { replicaSeconds, replicaSeries } from './replica-steps.ts';
import { scalingLag } from './scaling-lag.ts';
import { secondsSince } from './since.ts';
import { loadedPods, type TrialFacts, type TrialSources, trialFacts } from './trial-facts.ts';

export interface DistilInput extends TrialSources {
  /** Name of an import, which has no plan to name it. */
  importedAs: string | null;
  /** What was found while the recording was read. */
  problems: readonly Warning[];
}

/**
 * The trial record of a recording. Pure: the same recording gives the same record.
 *
 *   requests ──► TrialAccumulator ──► LoadTally ──┐
 *   plan, ending, environment ────────────────────┼──► TrialFacts ──► figures, checks ──► Trial
 *   replicas, pods, usage, hpa, … (NDJSON) ───────┘
 */
export function distilTrial(input: DistilInput): Trial {
  const facts = trialFacts(input);
  const { plan, load, ending, observations } = facts;
  const start = facts.loadStartSeconds ?? 0;
  const { checks, warnings } = checksOf(facts);
  const said = [...input.problems, ...warnings];
  const id = plan?.id ?? input.importedAs ?? 'import';
  return {
    schema: 'peakproof/trial/1',
    id,
    campaign: plan?.campaign ?? 'imported',
    case: plan?.case ?? id,
    target: plan?.target ?? null,
    label: plan === null ? 'imported' : labelOf[plan.target],
    state: ending.state,
    where: ending.where,
    loadStartSeconds: facts.loadStartSeconds,
    lengthSeconds: facts.lengthSeconds,
    plan,
    environment: facts.environment,
    ending,
    whole: load.whole,
    plateau: load.plateau,
    phases: load.phases,
    beside: facts.beside.map(besideLoad),
    byRoute: load.byRoute,
    failedByRoute: load.failedByRoute,
    errors: load.errors,
    series: seriesOf(facts),
    heat: load.heat,
    pods: podRecords(facts),
    replicas: Object.fromEntries(
      Object.entries(facts.replicas).map(([service, steps]) => [service, replicaSeries(steps)]),
    ),
    cpu: cpuOf(facts),
    nodes: nodeSeries(observations.nodes, start, load.columns.columns, load.columns.widthSeconds),
    hpa: hpaSummaries(observations.hpa ?? [], start),
    events: eventsOf(facts, start),
    scalingLag: scalingLag(facts),
    cost: costOf(facts),
    generator: generatorFigures(observations.generator ?? [], start, facts.lengthSeconds),
    checks,
    verdict: worstVerdict([
      ...checks.map((check) => check.verdict),
      ...said.filter((found) => found.severity === 'invalid').map(() => 'INVALID' as const),
    ]),
    warnings: said,
  };
}

function seriesOf({ plan, load: { columns } }: TrialFacts): Trial['series'] {
  return columns.toSeries(plannedColumns(plan, columns.columns, columns.widthSeconds));
}

function besideLoad(facts: TrialFacts): BesideLoad {
  const { plan, load, replicas, lengthSeconds } = facts;
  const { name, title, titleKo, service } = plan!.scenario;
  return {
    scenario: name,
    title,
    ...(titleKo === undefined ? {} : { titleKo }),
    service,
    whole: load.whole,
    plateau: load.plateau,
    errors: load.errors,
    replicaSeconds: replicaSeconds([replicas[service]], lengthSeconds),
    series: seriesOf(facts),
    heat: load.heat,
    cpu: cpuOf(facts),
  };
}

function cpuOf(facts: TrialFacts): Trial['cpu'] {
  const service = facts.service === null ? undefined : facts.plan?.services[facts.service];
  if (service === undefined || facts.observations.usage === null || facts.lives === null) return null;
  const { columns, widthSeconds } = facts.load.columns;
  return cpuSeries(loadedPods(facts), facts.usage, service.cpuCores, columns, widthSeconds);
}

function costOf(facts: TrialFacts): Trial['cost'] {
  const { plan, service, replicas, lengthSeconds } = facts;
  if (plan === null || service === null)
    return { replicaSeconds: null, poolReplicaSeconds: null, cpuSeconds: null, requestsPerCpuSecond: null };
  const cpuSeconds = cpuSecondsOf(service, facts.usage, lengthSeconds);
  return {
    replicaSeconds: replicaSeconds([replicas[service]], lengthSeconds),
    poolReplicaSeconds: replicaSeconds(
      Object.keys(plan.services).map((name) => replicas[name]),
      lengthSeconds,
    ),
    cpuSeconds,
    // What ended in the window, because that is what its CPU was spent on; a queue left over at the end was not.
    requestsPerCpuSecond:
      cpuSeconds === null || cpuSeconds === 0 ? null : completedWithin(facts) / cpuSeconds,
  };
}

/** Requests that ended as expected within the window, whenever they started. */
function completedWithin({ load: { columns }, lengthSeconds }: TrialFacts): number {
  const last = Math.ceil(lengthSeconds / columns.widthSeconds);
  return columns.completed.slice(0, last).reduce((sum, count) => sum + count, 0);
}

/** A record keeps this many events, from the start of the trial on. */
const mostEvents = 1000;

function eventsOf({ observations }: TrialFacts, start: number): Trial['events'] {
  return (observations.events ?? [])
    .map(({ at, type, reason, object, message }) => ({
      t: secondsSince(start, at),
      type,
      reason,
      object,
      message,
    }))
    .sort((a, b) => a.t - b.t)
    .slice(0, mostEvents);
}
