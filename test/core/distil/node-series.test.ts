import { describe, expect, test } from 'vitest';
import { nodeSeries } from '../../../src/core/distil/node-series.ts';
import type { NodeLine } from '../../../src/core/model/observation.ts';
import type { TargetName } from '../../../src/core/model/plan.ts';
import { unseenCounters } from '../../../src/edge/target/kubernetes/observe/node-counters.ts';
import { loadStart, samplePlan } from './sample-plan.ts';
import { sampleTrial } from './sample-world.ts';

const line = (t: number, seen: Partial<NodeLine>): NodeLine => ({
  at: loadStart + t,
  node: 'n',
  ...unseenCounters,
  ...seen,
});

describe('a node by column', () => {
  test('has rates between two readings of its counters, and null outside of them', () => {
    const lines = [0, 1, 2].map((t) =>
      line(t, {
        cores: 2,
        cpuSeconds: 10 + 1.5 * t,
        idleSeconds: 100 + 0.2 * t,
        memoryBytes: 1e9 + t,
        diskReadBytes: 4096 * t,
        receivedBytes: 1000 * t,
      }),
    );
    expect(nodeSeries(lines, loadStart, 3, 1)).toEqual([
      {
        node: 'n',
        cores: 2,
        t: [0, 1, 2],
        usedCores: [1.5, 1.5, null],
        idleShare: [expect.closeTo(0.1), expect.closeTo(0.1), null],
        memoryBytes: [1e9, 1e9 + 1, 1e9 + 2],
        diskReadBytesPerSecond: [4096, 4096, null],
        diskWrittenBytesPerSecond: [null, null, null],
        receivedBytesPerSecond: [1000, 1000, null],
        sentBytesPerSecond: [null, null, null],
      },
    ]);
  });

  test('has the mean of its window where the source tells no counter, and idles by what is not used', () => {
    const lines = [line(10, { cores: 4, meanCores: 1, windowSeconds: 5 })];
    const [node] = nodeSeries(lines, loadStart, 12, 1)!;
    expect(node!.usedCores).toEqual([null, null, null, null, null, 1, 1, 1, 1, 1, null, null]);
    expect(node!.idleShare[5]).toBe(0.75);
  });

  test('is null where nobody looked, and nodes are in the order of their names', () => {
    expect(nodeSeries(null, loadStart, 3, 1)).toBeNull();
    const lines = [line(0, { node: 'b' }), line(0, { node: 'a' })];
    expect(nodeSeries(lines, loadStart, 3, 1)!.map(({ node }) => node)).toEqual(['a', 'b']);
  });
});

describe('a node without idle CPU', () => {
  const busy = (share: number) =>
    Array.from({ length: 70 }, (_, t) =>
      line(t - 2, { cores: 2, cpuSeconds: 2 * (1 - share) * t, idleSeconds: 2 * share * t }),
    );
  const doubts = (target: TargetName, nodes: NodeLine[], generator: boolean) =>
    sampleTrial({
      plan: { ...samplePlan(), target },
      observations: { nodes, ...(generator ? {} : { generator: null }) },
    }).warnings.map(({ code }) => code);

  test('is a doubt on a cluster', () => {
    expect(doubts('context', busy(0.01), true)).toContain('node-without-idle-cpu');
    expect(doubts('context', busy(0.5), true)).not.toContain('node-without-idle-cpu');
  });

  test('is the host itself on kind, of which the generator speaks, unless nobody saw the generator', () => {
    expect(doubts('kind', busy(0.01), true)).not.toContain('node-without-idle-cpu');
    expect(doubts('kind', busy(0.01), false)).toContain('node-without-idle-cpu');
  });
});
