import { expect, test } from 'vitest';
import { quantile, quantileOfSorted } from '../../../src/core/math/quantile.ts';

test('quantiles are those of k6: ranks from 0 to n - 1, straight lines between', () => {
  expect(quantileOfSorted([10, 20, 30, 40, 50], 0.95)).toBeCloseTo(48);
  expect(quantileOfSorted([10, 20, 30, 40], 0.5)).toBe(25);
  expect(quantileOfSorted([7], 0.99)).toBe(7);
  expect(quantileOfSorted([], 0.5)).toBeNull();
});

test('the ends are the least and the greatest, and the list stays as it was', () => {
  const list = [3, 1, 2, 10];
  expect(quantile(list, 0)).toBe(1);
  expect(quantile(list, 1)).toBe(10);
  expect(list).toEqual([3, 1, 2, 10]);
});
