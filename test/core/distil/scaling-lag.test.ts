import { describe, expect, test } from 'vitest';
import { samplePlan } from './sample-plan.ts';
import { eightPods, fivePods, hpaArm, sampleInput, sampleTrial } from './sample-world.ts';

const hpaPlan = samplePlan({ arm: hpaArm });

describe('the scaling lag', () => {
  test('of a person who scales begins with the wanted number', () => {
    const plan = samplePlan({
      arm: { kind: 'manual', replicas: 5, steps: [{ afterMinutes: 5.2 / 60, replicas: 8 }] },
    });
    expect(sampleTrial({ plan, pods: eightPods }).scalingLag).toMatchObject({
      overloadSeconds: 3,
      metricSeconds: null,
      decisionSeconds: 5.2,
      createdSeconds: 5.2,
      readySeconds: 16.2,
      lastReadySeconds: 16.2,
    });
  });

  test('has no share for an added pod that gets next to nothing', () => {
    const pinned = eightPods.map((pod) => (Number(pod.name.slice(-1)) > 5 ? { ...pod, perSecond: 1 } : pod));
    const lag = sampleTrial({ plan: hpaPlan, pods: pinned }).scalingLag!;
    expect([lag.readySeconds, lag.fairShareSeconds]).toEqual([16.2, null]);
  });

  test('has no Ready moment for pods that do not get Ready in the window', () => {
    const late = eightPods.map((pod) => (pod.created > 0 ? { ...pod, ready: 70 } : pod));
    expect(sampleTrial({ plan: hpaPlan, pods: late }).scalingLag).toMatchObject({
      createdSeconds: 5.2,
      readySeconds: null,
      fairShareSeconds: null,
      lastReadySeconds: null,
    });
  });

  test('does not count what was done before the load', () => {
    const early = [...fivePods, { name: 'portal-06', created: -15, ready: -4, perSecond: 17 }];
    expect(sampleTrial({ pods: early, plan: samplePlan() }).scalingLag).toMatchObject({
      decisionSeconds: null,
      createdSeconds: null,
    });
  });

  test('has no overload where the pods are enough, or an open load stays below them', () => {
    const { scenario } = samplePlan();
    const few = samplePlan({
      scenario: { ...scenario, profile: { model: 'closed', users: 50, rampSeconds: 10, thinkSeconds: 1 } },
    });
    expect(sampleTrial({ plan: few }).scalingLag!.overloadSeconds).toBeNull();
    // 5 pods do 83 requests/s: 20 journeys of 4 requests fit, 22 do not.
    const open = (perSecond: number) =>
      samplePlan({
        scenario: {
          ...scenario,
          visits: { home: 4 },
          profile: {
            model: 'open',
            points: [
              { atSeconds: 0, perSecond: 0 },
              { atSeconds: 60, perSecond },
            ],
            maxUsers: 300,
            thinkSeconds: 1,
          },
        },
      });
    expect(sampleTrial({ plan: open(20) }).scalingLag!.overloadSeconds).toBeNull();
    expect(sampleTrial({ plan: open(40) }).scalingLag!.overloadSeconds).toBeGreaterThan(30);
    expect(sampleTrial({ plan: open(40) }).scalingLag!.overloadSeconds).toBeLessThan(33);
  });

  test('finds the first high reading also when the round does nothing about it', () => {
    const { hpa } = sampleInput({ plan: hpaPlan, pods: fivePods }).observations;
    const stuck = hpa!.map((round) => ({
      ...round,
      decision: { ...round.decision, desiredReplicas: round.currentReplicas },
    }));
    expect(sampleTrial({ plan: hpaPlan, observations: { hpa: stuck } }).scalingLag).toMatchObject({
      metricSeconds: 5,
      decisionSeconds: null,
    });
  });
});
