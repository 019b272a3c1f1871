import type { Ending, Environment, LoadLine } from '../model/observation.ts';
import type { TrialPlan } from '../model/plan.ts';
import { FairShare } from './fair-share.ts';
import type { Observations } from './observations.ts';
import { type PodLife, podLives } from './pod-lives.ts';
import { type PodUsage, podUsage } from './pod-usage.ts';
import { type ReplicaSteps, replicaSteps } from './replica-steps.ts';
import type { LoadTally } from './trial-accumulator.ts';

/** One trial's recording put in order: what figures and checks are read from. Times count from the start of load. */
export interface TrialFacts {
  plan: TrialPlan | null;
  environment: Environment | null;
  ending: Ending;
  /** Hash of the plan as it lies in the recording. */
  planSha256: string | null;
  /** The service under load; null for an import. */
  service: string | null;
  loadStartSeconds: number | null;
  lengthSeconds: number;
  load: LoadTally;
  observations: Observations;
  replicas: Record<string, ReplicaSteps>;
  /** All pods of all services; null: not observed. */
  lives: PodLife[] | null;
  /** Of the service under load; null: nobody saw its pods, or which of them answered. */
  shares: FairShare | null;
  usage: Map<string, PodUsage>;
  /** The same trial as each load that ran beside the main one has it: its requests, its service, its part of the plan. */
  beside: TrialFacts[];
}

/** What is known of a load that ran beside the main one. */
export interface BesideSource {
  load: LoadTally;
  lines: readonly LoadLine[] | null;
}

export type TrialSources = Pick<
  TrialFacts,
  'plan' | 'environment' | 'ending' | 'planSha256' | 'loadStartSeconds' | 'load' | 'observations'
> & {
  /** In the order of the plan. */
  beside: readonly BesideSource[];
};

export function trialFacts(sources: TrialSources): TrialFacts {
  const { plan, observations } = sources;
  const start = sources.loadStartSeconds ?? 0;
  const lives = observations.pods && podLives(observations.pods, start);
  const shared = {
    ...sources,
    lengthSeconds: sources.load.window.lengthSeconds,
    replicas: replicaSteps(observations.replicas ?? [], start),
    lives,
    usage: podUsage(observations.usage ?? [], lives ?? [], start),
    beside: [],
  };
  const main = { ...shared, ...underLoad(plan?.scenario.service ?? null, sources.load, lives) };
  return {
    ...main,
    beside: sources.beside.map(({ load, lines }, i) => {
      const scenario = plan!.beside[i]!;
      return {
        ...shared,
        ...underLoad(scenario.service, load, lives),
        load,
        plan: { ...plan!, scenario, beside: [] },
        observations: { ...observations, load: lines && [...lines] },
      };
    }),
  };
}

function underLoad(service: string | null, load: LoadTally, lives: readonly PodLife[] | null) {
  const ours = lives?.filter((life) => life.service === service) ?? [];
  return { service, shares: ours.length > 0 && load.pods.size > 0 ? new FairShare(load, ours) : null };
}

/** The pods of the service under load. */
export function loadedPods(facts: TrialFacts): PodLife[] {
  return facts.lives?.filter((life) => life.service === facts.service) ?? [];
}
