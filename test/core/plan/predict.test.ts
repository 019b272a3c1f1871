import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notPredicted } from '../../../src/core/plan/not-predicted.ts';
import { predictLoads } from '../../../src/core/plan/predict.ts';
import { fixedFive, hpa, servicePlan, trialPlan } from './plan-fixture.ts';

const capacity = 0.1 / 0.00568;

/** What is expected of the main load. */
const predictTrial = (...plan: Parameters<typeof predictLoads>) => predictLoads(...plan)[0]!;

describe('predictTrial', () => {
  it('obeys the asymptotic bounds of a closed network in saturation', () => {
    const { plateauPerSecond, plateauMeanSeconds, meanReplicas } = predictTrial(trialPlan());
    expect(plateauPerSecond).toBeCloseTo(5 * capacity, 0);
    expect(plateauMeanSeconds).toBeCloseTo(300 / (5 * capacity) - 1, 1);
    expect(meanReplicas).toBeCloseTo(5, 6);
  });

  it('leaves a service that is not saturated to its users: X = N / (Z + S)', () => {
    const few = trialPlan({
      scenario: {
        ...trialPlan().scenario,
        profile: { model: 'closed', users: 20, rampSeconds: 0, thinkSeconds: 1 },
      },
    });
    const { plateauPerSecond, plateauMeanSeconds } = predictTrial(few);
    expect(plateauPerSecond).toBeGreaterThan(18.5);
    expect(plateauPerSecond).toBeLessThan(20);
    expect(plateauMeanSeconds).toBeLessThan(0.06);
  });

  it('scales by the arithmetic of the autoscaler: five saturated pods at 60 % become ten in two steps or one', () => {
    const prediction = predictTrial(trialPlan({ arm: hpa }));
    expect(prediction.finalReplicas).toBe(10);
    expect(prediction.firstScaleUpSeconds).toBeGreaterThan(5);
    expect(prediction.firstScaleUpSeconds).toBeLessThan(45);
    expect(prediction.plateauPerSecond).toBeCloseTo(10 * capacity, 0);
  });

  it('gives a calendar that raises the minimum in time what as many fixed pods give', () => {
    const scheduled = predictTrial(
      trialPlan({
        arm: {
          kind: 'scheduled',
          min: 5,
          max: 10,
          targetUtilization: 60,
          raise: { leadSeconds: 30, min: 10 },
        },
      }),
    );
    const fixed = predictTrial(trialPlan({ arm: { kind: 'fixed', replicas: 10 } }));
    expect(scheduled.processed).toBeCloseTo(fixed.processed, -1);
  });

  it('keeps an arm within its pool', () => {
    const pooled = predictTrial(
      trialPlan({ arm: { kind: 'hpa', min: 2, max: 9, targetUtilization: 60, pool: 10 } }),
    );
    expect(pooled.finalReplicas).toBe(8);
  });

  it('lets a person scale when they get to it', () => {
    const manual = predictTrial(
      trialPlan({ arm: { kind: 'manual', replicas: 5, steps: [{ afterMinutes: 3, replicas: 10 }] } }),
    );
    expect(manual.firstScaleUpSeconds).toBeCloseTo(180, 0);
    expect(manual.meanReplicas).toBeCloseTo(5 + (5 * 420) / 600, 1);
  });

  it('drops arrivals of an open load only when every user waits', () => {
    const open = (perSecond: number, maxUsers: number) =>
      predictTrial(
        trialPlan({
          scenario: {
            ...trialPlan().scenario,
            profile: {
              model: 'open',
              points: [
                { atSeconds: 0, perSecond },
                { atSeconds: 600, perSecond },
              ],
              maxUsers,
              thinkSeconds: 1,
            },
          },
        }),
      );
    expect(open(10, 10_000).perSecond).toBeGreaterThan(38);
    expect(open(100, 300).perSecond).toBeLessThan(5 * capacity * 1.05);
  });

  it('never does worse with more pods, whatever the phases', () => {
    const phase = fc.double({ min: 0, max: 14.99, noNaN: true });
    fc.assert(
      fc.property(phase, phase, fc.integer({ min: 1, max: 9 }), (load, metrics, replicas) => {
        const phases = { loadAfterSyncSeconds: load, metricsAfterSyncSeconds: metrics };
        const with_ = (count: number) =>
          predictTrial(trialPlan({ lengthSeconds: 60, phases, arm: { kind: 'fixed', replicas: count } }));
        expect(with_(replicas + 1).processed).toBeGreaterThanOrEqual(with_(replicas).processed - 1e-6);
      }),
      { numRuns: 30 },
    );
  });

  it('gains less the longer a pod takes to start', () => {
    const ratios = [2, 10, 30, 90].map((startSeconds) => {
      const services = { portal: { ...servicePlan, startSeconds }, groupware: servicePlan };
      const of = (arm: typeof hpa | typeof fixedFive) =>
        predictTrial(trialPlan({ lengthSeconds: 180, arm, services })).processed;
      return of(hpa) / of(fixedFive);
    });
    expect(ratios).toEqual([...ratios].sort((a, b) => b - a));
    expect(ratios[0]! - ratios[3]!).toBeGreaterThan(0.2);
  });

  it('predicts of a service that is not ours what its requests cost, and nothing where that is not known', () => {
    const readiness = { probe: 'tcp' as const, timeoutSeconds: 5, path: '/' };
    const own = { image: 'shop', port: 80, cpuCores: 0.1, startSeconds: 1, readiness, memory: '64Mi' };
    const shop = { ...own, env: {}, command: null, args: null, routes: null };
    expect(notPredicted(trialPlan({ services: { portal: shop } }))).toBe('demand-unknown');
    const priced = trialPlan({ services: { portal: { ...shop, routes: servicePlan.routes } } });
    expect(notPredicted(priced)).toBeNull();
    expect(predictTrial(priced).plateauPerSecond).toBeCloseTo(5 * capacity, 0);
  });
});

describe('predictLoads', () => {
  const pool = { kind: 'hpa', min: 2, max: 8, targetUtilization: 60, pool: 10 } as const;
  const second = { ...trialPlan().scenario, name: 'groupware-peak', service: 'groupware' };

  it('predicts loads that share nothing as if each ran by itself', () => {
    const [main, other] = predictLoads(trialPlan({ arm: hpa, beside: [second] }));
    expect(main).toEqual(predictTrial(trialPlan({ arm: hpa })));
    expect(other).toEqual(predictTrial(trialPlan({ arm: hpa, scenario: second })));
  });

  it('lets peaks that fall together share the pool, and one peak have all but what the idle service holds', () => {
    const alone = predictTrial(trialPlan({ arm: pool }));
    const both = predictLoads(trialPlan({ arm: pool, beside: [second] }));
    expect(alone.finalReplicas).toBe(8);
    expect(both.map(({ finalReplicas }) => finalReplicas).reduce((a, b) => a + b)).toBe(10);
    const served = both.reduce((sum, load) => sum + load.plateauPerSecond, 0);
    expect(served).toBeCloseTo(10 * capacity, 0);
    expect(both[0]!.plateauPerSecond).toBeLessThan(alone.plateauPerSecond);
  });

  it('gives the pool to the peak that comes first', () => {
    const later = { ...second, profile: { ...second.profile, fromSeconds: 120 } as typeof second.profile };
    const [first, late] = predictLoads(trialPlan({ arm: pool, beside: [later] }));
    expect(first!.finalReplicas).toBe(8);
    expect(late!.finalReplicas).toBe(2);
    expect(late!.firstScaleUpSeconds).toBeNull();
  });
});
