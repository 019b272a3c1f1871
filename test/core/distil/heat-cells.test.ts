import { describe, expect, test } from 'vitest';
import { HeatCells } from '../../../src/core/distil/heat-cells.ts';

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** Requests of `pods` pods, each of them in every second, at a response time of its own. */
function heatOf(pods: number, seconds: number) {
  const cells = new HeatCells(seconds);
  for (let t = 0; t < seconds; t++)
    for (let pod = 1; pod <= pods; pod++)
      for (let k = 0; k < 4; k++) cells.count(t, 0.002 * 1.4 ** ((pod + k) % 20), (pod + k) % 3, pod);
  return cells.toHeat(
    ['a', 'b', 'c'],
    Array.from({ length: pods + 1 }, (_, i) => `pod-${i}`),
  );
}

describe('the heat of a record', () => {
  test('keeps the pod of every cell as long as there are few', () => {
    const heat = heatOf(10, 300);
    expect(heat.byPod).toBeNull();
    expect(new Set(heat.pod).size).toBe(10);
    expect(sum(heat.count)).toBe(10 * 300 * 4);
  });

  test('with many pods, counts them apart and stays as fine as it was', () => {
    const heat = heatOf(200, 300);
    expect(heat.widthSeconds).toBe(1);
    expect(heat.count.length).toBeLessThanOrEqual(40_000);
    expect(new Set(heat.pod)).toEqual(new Set([0]));
    expect(sum(heat.count)).toBe(200 * 300 * 4);
    const { byPod } = heat;
    expect(byPod!.count.length).toBeLessThanOrEqual(40_000);
    expect(sum(byPod!.count)).toBe(200 * 300 * 4);
    for (const pod of [1, 77, 200])
      expect(sum(byPod!.count.filter((_, i) => byPod!.pod[i] === pod))).toBe(300 * 4);
    expect(Math.max(...byPod!.column) * byPod!.widthSeconds).toBeLessThan(300);
  });
});
