import { describe, expect, it } from 'vitest';
import { capacityOf, searchesOf, stepOf } from '../../../src/core/capacity/capacity.ts';
import { lawCapacity } from '../../../src/core/math/scaling-law.ts';
import type { TriedLoad } from '../../../src/core/model/capacity.ts';
import { question, triedOn } from './simulated-search.ts';

describe('a capacity search', () => {
  const law = { rate: 17, contention: 0.03, coherency: 0.002 };

  it('finds capacities to half its resolution, and twice the replicas within the interval', () => {
    const found = capacityOf(question, 'emulated', triedOn(question, law));
    for (const { replicas, value, byRepeat } of found.capacities) {
      expect(byRepeat).toHaveLength(3);
      expect(Math.abs(value! / lawCapacity(law, replicas) - 1)).toBeLessThan(0.026);
    }
    for (const { from, to, interval } of found.steps) {
      const truth = lawCapacity(law, to) / lawCapacity(law, from);
      expect(interval!.low).toBeLessThan(truth);
      expect(interval!.high).toBeGreaterThan(truth);
    }
    expect(found.universal!.contention.interval!.low).toBeLessThan(0.03);
    expect(found.universal!.contention.interval!.high).toBeGreaterThan(0.03);
  });

  it('goes on from what was tried, and ends with the same', () => {
    const whole = triedOn(question, law);
    for (const cut of [0, 1, 7, whole.length - 1]) {
      const part = whole.slice(0, cut);
      const search = searchesOf(question).find((one) => stepOf(question, one, part).kind === 'try')!;
      expect(stepOf(question, search, part)).toEqual({ kind: 'try', perSecond: whole[cut]!.perSecond });
    }
  });

  it('has values and no intervals from one search each, and no curve from two numbers of replicas', () => {
    const asked = { ...question, repeats: 1, replicas: [1, 2] };
    const found = capacityOf(asked, 'emulated', triedOn(asked, law));
    expect(found.capacities.map(({ interval }) => interval)).toEqual([null, null]);
    expect(found.steps[0]!.interval).toBeNull();
    expect(found.universal).toBeNull();
  });

  it('ends a search in which nothing can be trusted', () => {
    const broken = Array.from(
      { length: question.mostTries },
      (_, i): TriedLoad => ({
        trial: `1-replicas.1.${i}`,
        replicas: 1,
        repeat: 1,
        perSecond: 17,
        held: null,
        missed: [{ code: 'invalid', seen: null, allowed: null }],
        p95Seconds: null,
      }),
    );
    expect(stepOf(question, { replicas: 1, repeat: 1 }, broken)).toEqual({
      kind: 'not found',
      lowPerSecond: null,
      highPerSecond: null,
    });
    const found = capacityOf(question, 'emulated', broken);
    expect(found.capacities[0]).toMatchObject({ value: null, byRepeat: [] });
    expect(found.linear).toBeNull();
  });
});
