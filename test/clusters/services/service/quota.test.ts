import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QuotaLedger } from '../../../../clusters/services/service/quota.ts';

const period = 0.1;

/** A process that wants the CPU all the time and looks at its quota after each of `slices`; times in seconds. */
function greedyRun(quotaCores: number, slices: readonly number[]) {
  const ledger = new QuotaLedger(quotaCores);
  let now = 0;
  let cpu = 0;
  for (const slice of slices) {
    now += slice;
    cpu += slice;
    for (let until = ledger.charge(now, cpu); until !== null; until = ledger.charge(now, cpu)) now = until;
  }
  return { ledger, now, cpu };
}

const quotas = fc.double({ min: 0.02, max: 0.9, noNaN: true });
const manySlices = fc.array(fc.double({ min: 1e-5, max: 0.03, noNaN: true }), {
  minLength: 50,
  maxLength: 400,
});

describe('QuotaLedger', () => {
  it('gives a greedy process its quota, no more than one period above it and one slice below', () => {
    fc.assert(
      fc.property(quotas, manySlices, (quota, slices) => {
        const { now, cpu } = greedyRun(quota, slices);
        expect(cpu).toBeLessThanOrEqual(quota * now + quota * period + 1e-9);
        // A process that stands still until the next period has used up all that came before it.
        const quotaSeconds = quota * period;
        expect(cpu).toBeGreaterThanOrEqual(quota * now - quotaSeconds - 1e-9);
      }),
    );
  });

  it('stops nobody who stays within the quota of every period', () => {
    fc.assert(
      fc.property(quotas, fc.array(fc.double({ min: 0, max: 0.999, noNaN: true })), (quota, shares) => {
        const ledger = new QuotaLedger(quota);
        let cpu = 0;
        for (const [i, share] of shares.entries()) {
          expect(ledger.charge(i * period, cpu)).toBeNull();
          cpu += share * quota * period;
          expect(ledger.charge((i + 0.99) * period, cpu)).toBeNull();
        }
        expect(ledger.counts.throttledPeriods).toBe(0);
        expect(ledger.counts.throttledSeconds).toBe(0);
      }),
    );
  });

  it('ends a stop at the start of the first period with something left', () => {
    fc.assert(
      // Half a microsecond keeps the debt away from a whole number of quotas, where rounding decides.
      fc.property(fc.integer({ min: 2, max: 90 }), fc.nat(3_000_000), (percent, microseconds) => {
        const ledger = new QuotaLedger(percent / 100);
        const used = (microseconds + 0.5) / 1e6;
        const now = Math.max(used, 0.01);
        const until = ledger.charge(now, used);
        if (until === null) {
          expect(ledger.leftSeconds).toBeGreaterThan(0);
          return;
        }
        expect(until).toBeGreaterThan(now);
        expect(Math.abs(until / period - Math.round(until / period))).toBeLessThan(1e-6);
        expect(ledger.charge(until - period / 2, used)).toBeCloseTo(until, 9);
        expect(ledger.charge(until, used)).toBeNull();
      }),
    );
  });

  it('takes what the start-up used from the periods that follow', () => {
    const ledger = new QuotaLedger(0.1);
    // 49 ms used in the first 60: 10 ms of each of the periods 0 to 3, 9 of period 4.
    expect(ledger.charge(0.06, 0.049)).toBeCloseTo(0.4, 9);
    expect(ledger.charge(0.4, 0.049)).toBeNull();
    expect(ledger.leftSeconds).toBeCloseTo(0.001, 9);
    expect(ledger.counts.throttledPeriods).toBe(4);
    expect(ledger.counts.throttledSeconds).toBeCloseTo(0.34, 9);
    expect(ledger.counts.periods).toBe(4);
  });

  it('saves nothing up while idle', () => {
    const ledger = new QuotaLedger(0.1);
    expect(ledger.charge(10.001, 0)).toBeNull();
    expect(ledger.leftSeconds).toBeCloseTo(0.01, 9);
    expect(ledger.charge(10.012, 0.011)).toBeCloseTo(10.1, 9);
  });

  it('counts a period once, however often it is asked while the process should stand still', () => {
    const ledger = new QuotaLedger(0.1);
    for (const now of [0.02, 0.03, 0.05, 0.0999]) ledger.charge(now, 0.015);
    expect(ledger.counts.throttledPeriods).toBe(1);
    expect(ledger.counts.throttledSeconds).toBeCloseTo(0.08, 9);
  });

  it('never counts more stops than periods, nor more seconds than there were', () => {
    fc.assert(
      fc.property(quotas, manySlices, (quota, slices) => {
        const { ledger, now } = greedyRun(quota, slices);
        const { periods, throttledPeriods, throttledSeconds } = ledger.counts;
        expect(throttledPeriods).toBeLessThanOrEqual(periods);
        expect(periods).toBeLessThanOrEqual(Math.floor(now / period + 1e-9) + 1);
        expect(throttledSeconds).toBeLessThanOrEqual(now);
      }),
    );
  });
});
