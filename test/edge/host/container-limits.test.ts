import { describe, expect, test } from 'vitest';
import { containerLimits } from '../../../src/edge/host/container-limits.ts';
import { fileTree } from './file-tree.ts';

describe('limits of a control group', () => {
  test('v2: the strictest on the way up counts', async () => {
    const root = await fileTree({
      'proc/self/cgroup': '0::/kubepods/pod1/box\n',
      'sys/fs/cgroup/cpu.max': 'max 100000\n',
      'sys/fs/cgroup/kubepods/cpu.max': '400000 100000\n',
      'sys/fs/cgroup/kubepods/pod1/cpu.max': '150000 100000\n',
      'sys/fs/cgroup/kubepods/pod1/box/cpu.max': 'max 100000\n',
      'sys/fs/cgroup/kubepods/memory.max': '8589934592\n',
      'sys/fs/cgroup/kubepods/pod1/box/memory.max': 'max\n',
    });
    expect(containerLimits(root)).toEqual({ cpuCores: 1.5, memoryBytes: 8_589_934_592 });
  });

  test('v1: a quota of -1 and the largest memory are no limits', async () => {
    const root = await fileTree({
      'proc/self/cgroup': '5:cpu,cpuacct:/box\n4:memory:/box\n1:name=systemd:/\n0::/\n',
      'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
      'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      'sys/fs/cgroup/cpu/box/cpu.cfs_quota_us': '25000\n',
      'sys/fs/cgroup/cpu/box/cpu.cfs_period_us': '50000\n',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
    });
    expect(containerLimits(root)).toEqual({ cpuCores: 0.5, memoryBytes: null });
  });

  test('a container that sees itself at the top', async () => {
    const root = await fileTree({ 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': '200000 100000\n' });
    expect(containerLimits(root)).toEqual({ cpuCores: 2, memoryBytes: null });
  });

  test.each([
    ['nothing is limited', { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': 'max 100000\n' }],
    ['there are no control groups', {}],
  ])('null where %s', async (_, files) => {
    expect(containerLimits(await fileTree(files))).toBeNull();
  });
});
