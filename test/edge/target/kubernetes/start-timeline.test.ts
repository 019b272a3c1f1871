import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Arm } from '../../../../src/core/model/arm.ts';
import { clusterTimeline } from '../../../../src/edge/target/kubernetes/start-timeline.ts';

const hpa: Arm = { kind: 'hpa', min: 5, max: 10, targetUtilization: 60 };
const scheduled: Arm = { ...hpa, kind: 'scheduled', raise: { min: 10, leadSeconds: 30 } };

function distanceFromWhole(value: number, period: number): number {
  const rest = ((value % period) + period) % period;
  return Math.min(rest, period - rest);
}

it('keeps the seeded phases between metrics, rounds and load, and never begins too soon', () => {
  const phase = fc.double({ min: 0, max: 14.999, noNaN: true });
  const moment = fc.double({ min: 0, max: 1000, noNaN: true });
  fc.assert(
    fc.property(
      phase,
      phase,
      moment,
      moment,
      moment,
      fc.boolean(),
      (load, metrics, read, soon, loadSoon, calendar) => {
        const phases = { loadAfterSyncSeconds: load, metricsAfterSyncSeconds: metrics };
        const arm = calendar ? scheduled : hpa;
        const timeline = clusterTimeline({ arm, phases }, read, soon, loadSoon);
        const { createHpaSeconds, firstRoundSeconds, loadSeconds } = timeline;
        expect(createHpaSeconds).toBeGreaterThanOrEqual(soon - 1e-6);
        expect(createHpaSeconds).toBeLessThan(soon + 15.001);
        expect(firstRoundSeconds).toBeCloseTo(createHpaSeconds + 15);
        // Metrics are read `metrics` seconds after a round.
        expect(distanceFromWhole(read - firstRoundSeconds - metrics, 15)).toBeLessThan(1e-6);
        // The load starts `load` seconds after a round, and not before it may.
        expect(distanceFromWhole(loadSeconds - firstRoundSeconds - load, 15)).toBeLessThan(1e-6);
        expect(loadSeconds).toBeGreaterThanOrEqual(loadSoon - 1e-6);
        expect(loadSeconds).toBeGreaterThanOrEqual(firstRoundSeconds + (calendar ? 30 : 0) - 1e-6);
      },
    ),
  );
});

it('does with unknown metrics what it can: the phase of the load', () => {
  const phases = { loadAfterSyncSeconds: 4, metricsAfterSyncSeconds: 9 };
  expect(clusterTimeline({ arm: hpa, phases }, null, 100, 100)).toEqual({
    createHpaSeconds: 100,
    firstRoundSeconds: 115,
    loadSeconds: 119,
  });
});
