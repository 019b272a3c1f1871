import { describe, expect, test } from 'vitest';
import { emptyLoadNames } from '../../../src/core/distil/k6csv/names.ts';
import { PodNames } from '../../../src/core/distil/pod-names.ts';
import { TrialAccumulator } from '../../../src/core/distil/trial-accumulator.ts';
import type { PodLine } from '../../../src/core/model/observation.ts';

function ready(at: number, pod: string, address?: string): PodLine {
  const line = { at, service: 'web', pod, event: 'ready' as const, reason: null };
  return address === undefined ? line : { ...line, address };
}
const loadStart = 1000;

describe('who answered', () => {
  test('is told by the address, and where it has passed on by the time', () => {
    const lines = [ready(990, 'web-a', '10.0.0.1'), ready(1030, 'web-b', '10.0.0.1'), ready(995, 'web-c')];
    const names = new PodNames(lines, loadStart);
    expect(names.of('10.0.0.1', 5)).toBe('web-a');
    expect(names.of('10.0.0.1', 31)).toBe('web-b');
    expect(names.of('portal-1', 5)).toBe('portal-1');
    expect([names.hasPassed('10.0.0.1'), names.hasPassed('10.0.0.2')]).toEqual([true, false]);
  });

  test('counts for the pod that it was, request by request', () => {
    const names = emptyLoadNames();
    const address = names.pods.id('10.0.0.1');
    const window = {
      loadStartMicros: loadStart * 1e6,
      lengthSeconds: 60,
      plateau: null,
      phases: [],
      satisfiedSeconds: 1,
      sloSeconds: 3,
    };
    const podNames = new PodNames(
      [ready(990, 'web-a', '10.0.0.1'), ready(1030, 'web-b', '10.0.0.1')],
      loadStart,
    );
    const accumulator = new TrialAccumulator(window, names, podNames);
    for (const second of [1, 2, 40])
      accumulator.request((loadStart + second) * 1e6, 1000, 0, 200, true, 0, address, 0);
    const { pods } = accumulator.result();
    expect([...pods].map(([name, load]) => [name, load.requests])).toEqual([
      ['web-a', 2],
      ['web-b', 1],
    ]);
  });
});
