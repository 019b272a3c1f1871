import type { HpaRound } from '../../../src/core/model/hpa.ts';
import type { CampaignPlan, TrialPlan } from '../../../src/core/model/plan.ts';
import { Autoscaler } from '../../../src/core/platform/autoscaler.ts';
import { hpaSpecOf } from '../../../src/core/platform/hpa-spec.ts';
import { podStateOf } from '../../../src/core/platform/pod-state.ts';
import type { TrialProgress, TrialSight, WaitingPod } from '../../../src/core/watch/trial-progress.ts';
import { syntheticPlan } from '../../fixtures/report/synthetic-plan.ts';

/** Trials as they look while they run; the load starts at epoch second 0. */
export function watchedPlan(name: string): TrialPlan {
  return syntheticPlan({
    case: name,
    number: 1,
    service: 'portal-demo',
    arm: 'hpa-5-10',
    lengthSeconds: 120,
    users: 300,
    seed: 20,
    plateauFrom: 80,
  });
}

export function campaignOf(trials: TrialPlan[]): CampaignPlan {
  return {
    schema: 'peakproof/plan/1',
    campaign: 'synthetic',
    title: '사업체조사 피크 시험',
    question: '',
    preset: 'quick',
    target: 'local',
    seed: 1,
    trials,
    additions: [],
    expectedSeconds: 400,
    quotaCores: 1.5,
  };
}

interface Changes {
  p95Seconds?: number;
  failedShare?: number;
  users?: number;
  lateBeats?: TrialSight['lateBeats'];
  waitingPods?: WaitingPod[];
  alarms?: string[];
}

/** Five pods are overloaded until three more are Ready after half a minute. */
export function progressAt(t: number, changes: Changes = {}): TrialProgress {
  const loaded = t >= 0;
  const ready = t < 30 ? 5 : 8;
  const line = (service: string, wanted: number, isReady: number) =>
    [service, { at: 0, service, desired: wanted, created: wanted, ready: isReady }] as const;
  return {
    atSeconds: t,
    phase: loaded ? 'load' : 'settling',
    leftSeconds: loaded ? 120 - t : -t,
    loadSeconds: loaded ? t : null,
    load: loaded
      ? {
          users: changes.users ?? Math.min(300, t * 30),
          requests: t * 90,
          failed: 3,
          perSecond: Math.min(t * 28, ready * 17.5),
          p95Seconds: changes.p95Seconds ?? (t < 30 ? 2.6 : 1.2),
          failedShare: changes.failedShare ?? 0,
        }
      : null,
    alarms: changes.alarms ?? [],
    sight: {
      replicas: new Map([line('portal-demo', t < 15 ? 5 : 8, ready), line('groupware-demo', 5, 5)]),
      round: t < 15 ? null : firstRound(),
      waitingPods: changes.waitingPods ?? [],
      hostIdleShare: 0.23,
      lateBeats: changes.lateBeats ?? { late: 0, of: 10 },
    },
  };
}

/** Five pods at 93 % of their request, 15 s into the load. */
function firstRound(): HpaRound {
  const spec = hpaSpecOf({ kind: 'hpa', min: 5, max: 10, targetUtilization: 60 })!;
  const names = [1, 2, 3, 4, 5].map((n) => `portal-demo-0${n}`);
  const pods = names.map((name) =>
    podStateOf({
      name,
      startSeconds: -60,
      ready: true,
      readyChangedSeconds: -50,
      terminating: false,
      cpuCores: 0.1,
    }),
  );
  const samples = names.map((pod) => ({
    pod,
    timestampSeconds: 12,
    windowSeconds: 15,
    containers: [{ name: 'app', usageMilli: { cpu: 93 } }],
  }));
  const decision = new Autoscaler().round({ spec, currentReplicas: 5, pods, samples, now: 15 });
  return { at: 15, service: 'portal-demo', spec, currentReplicas: 5, pods, samples, decision };
}
