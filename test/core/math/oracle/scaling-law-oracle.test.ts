import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type CapacityPoint,
  linearLaw,
  type Parameter,
  universalLaw,
} from '../../../../src/core/math/scaling-law.ts';

type Triple = [value: number, low: number, high: number];

const table = JSON.parse(readFileSync(join(import.meta.dirname, 'scipy-laws.json'), 'utf8')) as {
  confidence: number;
  cases: {
    points: CapacityPoint[];
    rate: Triple;
    contention: Triple;
    coherency: Triple;
    squares: number;
    linearRate: Triple;
  }[];
};

/** Both search a valley whose floor is flat to half the digits of a number: agreement to 1e-5, of the scale of the parameter. */
function expectAgreement({ value, interval }: Parameter, theirs: Triple, scale: number): void {
  for (const [i, ours] of [value, interval!.low, interval!.high].entries())
    expect(Math.abs(ours - theirs[i]!)).toBeLessThan(1e-5 * scale);
}

test.each(table.cases)('SciPy fits the same laws (%#)', ({ points, ...theirs }) => {
  const linear = linearLaw(points, table.confidence);
  expectAgreement(linear.rate, theirs.linearRate, theirs.linearRate[0]);
  const law = universalLaw(points, table.confidence)!;
  expectAgreement(law.rate, theirs.rate, theirs.rate[0]);
  expectAgreement(law.contention, theirs.contention, 1);
  expectAgreement(law.coherency, theirs.coherency, 1);
  expect(law.scatter! ** 2 * (points.length - 3)).toBeCloseTo(theirs.squares, 8);
});
