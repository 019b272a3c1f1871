import { describe, expect, it } from 'vitest';
import { readFingerprint } from '../../../src/edge/host/fingerprint.ts';
import { fileTree } from './file-tree.ts';

describe('the fingerprint of a host', () => {
  it('has a time of the fixed task, and counters that only grow', async () => {
    const before = await readFingerprint();
    const after = await readFingerprint();
    expect(before.cpuTaskSeconds).toBeGreaterThan(0.01);
    expect(after.cpuTotalSeconds!).toBeGreaterThan(before.cpuTotalSeconds!);
  });

  it('reads what the kernel tells of steal and of being held back', async () => {
    const root = await fileTree({
      'proc/stat': 'cpu  100 0 100 700 0 0 0 100 0 0\n',
      'proc/self/cgroup': '0::/box\n',
      'sys/fs/cgroup/box/cpu.stat': 'usage_usec 1\nnr_throttled 2\nthrottled_usec 2500000\n',
    });
    expect(await readFingerprint(root)).toMatchObject({
      cpuTotalSeconds: 10,
      cpuStealSeconds: 1,
      throttledSeconds: 2.5,
      cpuPressureShare: null,
    });
  });
});
