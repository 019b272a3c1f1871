import { type DistilInput, distilTrial } from '../../../src/core/distil/distil-trial.ts';
import { emptyLoadNames } from '../../../src/core/distil/k6csv/names.ts';
import { countLoadLines } from '../../../src/core/distil/load-lines.ts';
import type { Observations } from '../../../src/core/distil/observations.ts';
import { phasesOf, replicaSteps } from '../../../src/core/distil/replica-steps.ts';
import { TrialAccumulator } from '../../../src/core/distil/trial-accumulator.ts';
import type { Arm } from '../../../src/core/model/arm.ts';
import type { HpaRound } from '../../../src/core/model/hpa.ts';
import type {
  Ending,
  Environment,
  LoadLine,
  PodLine,
  UsageLine,
} from '../../../src/core/model/observation.ts';
import type { TrialPlan } from '../../../src/core/model/plan.ts';
import { plannedUsers } from '../../../src/core/model/profile.ts';
import type { Trial } from '../../../src/core/model/trial.ts';
import { Autoscaler } from '../../../src/core/platform/autoscaler.ts';
import { hpaSpecOf } from '../../../src/core/platform/hpa-spec.ts';
import { containerName, podStateOf } from '../../../src/core/platform/pod-state.ts';
import { loadStart, sampleEnding, sampleEnvironment, samplePlan } from './sample-plan.ts';

/** A pod of the made-up platform; times in seconds since the load started. */
export interface SamplePod {
  name: string;
  service?: string;
  created: number;
  ready: number;
  /** Answers a second; each takes `seconds`. */
  perSecond: number;
  /** Until when it answers; default: to the end. */
  until?: number;
}

export interface SampleWorld {
  plan: TrialPlan;
  pods: SamplePod[];
  seconds: number;
  ending: Ending;
  environment: Environment;
  /** Changes to what the observers wrote. */
  observations: Partial<Observations>;
  /** More requests: [start, seconds, pod or '', expected]. */
  requests: [number, number, string, boolean][];
}

/** Five pods of the portal with 17 answers a second each, and five idle ones of groupware. */
export const fivePods: SamplePod[] = [1, 2, 3, 4, 5].flatMap((i) => [
  { name: `portal-0${i}`, created: -40, ready: -29.5, perSecond: 17 },
  { name: `groupware-0${i}`, service: 'groupware', created: -40, ready: -29.5, perSecond: 0 },
]);

export const eightPods: SamplePod[] = [
  ...fivePods,
  ...[6, 7, 8].map((i) => ({ name: `portal-0${i}`, created: 5.2, ready: 16.2, perSecond: 17 })),
];

export const hpaArm: Arm = { kind: 'hpa', min: 5, max: 10, targetUtilization: 60 };

/** A trial record of a made-up trial in which everything is as planned, but for the changes. */
export function sampleTrial(changes: Partial<SampleWorld> = {}): Trial {
  return distilTrial(sampleInput(changes));
}

export function sampleWorld(changes: Partial<SampleWorld> = {}): SampleWorld {
  return {
    plan: samplePlan(),
    pods: fivePods,
    seconds: 2,
    ending: sampleEnding(),
    environment: sampleEnvironment,
    observations: {},
    requests: [],
    ...changes,
  };
}

export function sampleInput(changes: Partial<SampleWorld> = {}): DistilInput {
  const world = sampleWorld(changes);
  const { plan } = world;
  const observations: Observations = {
    load: loadLines(plan),
    replicas: replicaLines(world.pods),
    pods: podLines(world.pods),
    usage: usageLines(world.pods, plan.lengthSeconds),
    nodes: null,
    hpa: plan.arm.kind === 'hpa' ? hpaRounds(plan, world.pods) : null,
    events: null,
    generator: generatorLines(plan.lengthSeconds),
    logs: { 'portal-01': ['listening'] },
    ...world.observations,
  };
  const ready = replicaSteps(observations.replicas ?? [], loadStart)[plan.scenario.service]?.ready;
  const names = emptyLoadNames();
  const accumulator = new TrialAccumulator(
    {
      loadStartMicros: loadStart * 1e6,
      lengthSeconds: plan.lengthSeconds,
      plateau: plan.plateau,
      phases: ready === undefined ? [] : phasesOf(ready, plan.lengthSeconds),
      satisfiedSeconds: plan.satisfiedSeconds,
      sloSeconds: plan.sloSeconds,
    },
    names,
  );
  for (const [start, seconds, pod, expected] of sampleRequests(world))
    accumulator.request(
      Math.round((loadStart + start) * 1e6),
      Math.round(seconds * 1e6),
      0,
      expected ? 200 : 503,
      expected,
      names.routes.id('home'),
      names.pods.id(pod),
      0,
    );
  countLoadLines(observations.load ?? [], accumulator);
  return {
    plan,
    importedAs: null,
    environment: world.environment,
    ending: world.ending,
    planSha256: world.ending.planSha256,
    loadStartSeconds: loadStart,
    load: accumulator.result(),
    beside: [],
    observations,
    problems: [],
  };
}

/** Every request of the world: [start, seconds, pod or '', expected]. */
export function* sampleRequests({
  pods,
  plan,
  seconds,
  requests,
}: SampleWorld): Generator<[number, number, string, boolean]> {
  for (const pod of pods) {
    if (pod.perSecond === 0) continue;
    const until = Math.min(pod.until ?? plan.lengthSeconds, plan.lengthSeconds);
    // The first answer comes as the pod gets Ready: whoever got it had asked before.
    for (let end = Math.max(pod.ready, seconds); end - seconds < until; end += 1 / pod.perSecond)
      yield [end - seconds, seconds, pod.name, true];
  }
  yield* requests;
}

function loadLines({ scenario, lengthSeconds }: TrialPlan): LoadLine[] {
  return Array.from({ length: lengthSeconds }, (_, second) => ({
    at: loadStart + second + 0.9,
    users:
      scenario.profile.model === 'closed' ? Math.floor(plannedUsers(scenario.profile, second + 0.9)) : 50,
    maxUsers: 300,
    iterations: 85 * second,
    dropped: 0,
  }));
}

function replicaLines(pods: readonly SamplePod[]): NonNullable<Observations['replicas']> {
  return ['portal', 'groupware'].flatMap((service) => {
    const ours = pods.filter((pod) => (pod.service ?? 'portal') === service);
    const times = [...new Set(ours.flatMap((pod) => [pod.created, pod.ready]))].sort((a, b) => a - b);
    return times.map((t) => {
      const created = ours.filter((pod) => pod.created <= t).length;
      const ready = ours.filter((pod) => pod.ready <= t).length;
      return { at: loadStart + t, service, desired: created, created, ready };
    });
  });
}

function podLines(pods: readonly SamplePod[]): PodLine[] {
  return pods.flatMap((pod) => {
    const line = { service: pod.service ?? 'portal', pod: pod.name, reason: null };
    return [
      { ...line, at: loadStart + pod.created, event: 'created' as const },
      { ...line, at: loadStart + pod.created + 0.1, event: 'started' as const },
      { ...line, at: loadStart + pod.ready, event: 'ready' as const },
    ];
  });
}

/** Busy pods use 0.1 cores while they answer, idle ones nothing; half of the busy periods are throttled. */
function usageLines(pods: readonly SamplePod[], lengthSeconds: number): UsageLine[] {
  return pods.flatMap((pod) =>
    Array.from({ length: lengthSeconds + 12 }, (_, i) => i - 10)
      .filter((t) => t >= pod.created)
      .map((t) => {
        const busy = pod.perSecond === 0 ? 0 : Math.max(0, t - Math.max(0, pod.ready));
        return {
          at: loadStart + t,
          service: pod.service ?? 'portal',
          pod: pod.name,
          cpuSeconds: 0.1 * busy,
          rssBytes: 5e7,
          periods: 10 * busy,
          throttledPeriods: 5 * busy,
          throttledSeconds: 0.2 * busy,
        };
      }),
  );
}

function generatorLines(lengthSeconds: number): NonNullable<Observations['generator']> {
  return Array.from({ length: lengthSeconds }, (_, second) => ({
    at: loadStart + second + 0.5,
    cpuSeconds: 3 + 0.2 * second,
    rssBytes: 1e8,
    hostIdleShare: 0.4,
    hostStealShare: 0,
    cpuPressureShare: null,
  }));
}

/** Real rounds of the real autoscaler every 15 s from -10 on, on CPU samples of the 15 s before. */
export function hpaRounds(plan: TrialPlan, pods: readonly SamplePod[], readyAtAll = true): HpaRound[] {
  const autoscaler = new Autoscaler();
  const spec = hpaSpecOf(plan.arm)!;
  const rounds: HpaRound[] = [];
  for (let t = -10; t < plan.lengthSeconds; t += 15) {
    const now = loadStart + t;
    const there = pods.filter((pod) => (pod.service ?? 'portal') === 'portal' && pod.created <= t);
    const states = there.map((pod) =>
      podStateOf({
        name: pod.name,
        startSeconds: loadStart + pod.created,
        ready: readyAtAll && pod.ready <= t,
        readyChangedSeconds: loadStart + pod.ready,
        terminating: false,
        cpuCores: 0.1,
      }),
    );
    const samples = there
      .filter((pod) => pod.ready <= t - 10)
      .map((pod) => ({
        pod: pod.name,
        timestampSeconds: now - 4,
        windowSeconds: 4,
        containers: [{ name: containerName, usageMilli: { cpu: t < 0 ? 1 : 86 } }],
      }));
    const currentReplicas = there.length;
    const decision = autoscaler.round({ spec, currentReplicas, pods: states, samples, now });
    rounds.push({ at: now, service: 'portal', spec, currentReplicas, pods: states, samples, decision });
  }
  return rounds;
}
