import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { Interval } from '../../../../src/core/math/interval.ts';
import { medianInterval } from '../../../../src/core/math/median.ts';
import { normalUpperTail } from '../../../../src/core/math/normal.ts';
import { type RankTest, rankTest } from '../../../../src/core/math/rank-sum.ts';
import { detectableShift } from '../../../../src/core/math/sample-size.ts';
import { type Shift, shiftBetween } from '../../../../src/core/math/shift.ts';
import { studentQuantile } from '../../../../src/core/math/student.ts';

interface Table {
  confidence: number;
  rankTests: ({ a: number[]; b: number[] } & RankTest)[];
  shifts: ({ a: number[]; b: number[] } & Shift)[];
  medianIntervals: { values: number[]; interval: Interval | null }[];
  normalTails: [number, number][];
  studentQuantiles: [number, number, number][];
  detectableShifts: { m: number; n: number; level: number; shift: number }[];
}

const table = JSON.parse(readFileSync(join(import.meta.dirname, 'scipy-cases.json'), 'utf8')) as Table;

/** To 1e-6, and for what is small itself to 1e-6 of it. */
function expectAgreement(ours: number, theirs: number): void {
  expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1e-6 * Math.min(1, Math.abs(theirs)) + 1e-15);
}

function expectSameInterval(ours: Interval | null, theirs: Interval | null): void {
  expect(ours === null).toBe(theirs === null);
  if (theirs === null) return;
  for (const end of ['low', 'high', 'confidence'] as const) expectAgreement(ours![end], theirs[end]);
}

describe('SciPy agrees on', () => {
  test.each(['exact', 'normal'] as const)('%s p-values of the rank test', (method) => {
    const cases = table.rankTests.filter((found) => found.method === method);
    expect(cases.length).toBeGreaterThan(5);
    for (const { a, b, u, p } of cases) {
      const ours = rankTest(a, b);
      expect(ours.method).toBe(method);
      expect(ours.u).toBe(u);
      expectAgreement(ours.p, p);
    }
  });

  it('shifts and their intervals', () => {
    expect(table.shifts.filter(({ interval }) => interval === null).length).toBeGreaterThan(5);
    for (const { a, b, value, interval } of table.shifts) {
      const ours = shiftBetween(a, b, table.confidence);
      expectAgreement(ours.value, value);
      expectSameInterval(ours.interval, interval);
    }
  });

  it('intervals of a median', () => {
    for (const { values, interval } of table.medianIntervals)
      expectSameInterval(medianInterval(values, table.confidence), interval);
  });

  it('the normal and Student’s distribution', () => {
    for (const [z, tail] of table.normalTails) expectAgreement(normalUpperTail(z), tail);
    for (const [p, freedom, t] of table.studentQuantiles) expectAgreement(studentQuantile(p, freedom), t);
  });

  it('the detectable shift', () => {
    for (const { m, n, level, shift } of table.detectableShifts)
      expectAgreement(detectableShift(m, n, 1, level)!, shift);
  });
});
