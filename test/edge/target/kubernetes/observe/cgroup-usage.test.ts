import { expect, it } from 'vitest';
import { podCgroups } from '../../../../../src/edge/target/kubernetes/observe/cgroup-usage.ts';

const uid = '218ed6f8-0d72-4a44-b765-0ca34b568820';

it('reads cgroup v1: three hierarchies, pod and container', () => {
  const slice = `kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-burstable.slice/kubelet-kubepods-burstable-pod${uid.replaceAll('-', '_')}.slice`;
  const scope = `${slice}/cri-containerd-0c3c97.scope`;
  const cgroups = podCgroups([
    `cpuacct/${slice}/cpuacct.usage:12500000000`,
    `cpuacct/${scope}/cpuacct.usage:12400000000`,
    `cpu/${slice}/cpu.stat:nr_periods 700`,
    `cpu/${slice}/cpu.stat:nr_throttled 350`,
    `cpu/${slice}/cpu.stat:throttled_time 1500000000`,
    `cpu/${scope}/cpu.stat:nr_throttled 340`,
    `memory/${slice}/memory.stat:total_rss 45000000`,
    'cpu/kubelet.slice/cpu.stat:nr_periods 9',
  ]);
  expect([...cgroups.keys()]).toEqual([uid]);
  expect(cgroups.get(uid)!.pod).toEqual({
    cpuSeconds: 12.5,
    rssBytes: 45_000_000,
    periods: 700,
    throttledPeriods: 350,
    throttledSeconds: 1.5,
  });
  expect([...cgroups.get(uid)!.containers.values()].map(({ throttledPeriods }) => throttledPeriods)).toEqual([
    340,
  ]);
});

it('reads cgroup v2: one hierarchy, microseconds', () => {
  const cgroups = podCgroups([
    `kubepods/burstable/pod${uid}/cpu.stat:usage_usec 2500000`,
    `kubepods/burstable/pod${uid}/cpu.stat:nr_periods 30`,
    `kubepods/burstable/pod${uid}/cpu.stat:throttled_usec 500000`,
    `kubepods/burstable/pod${uid}/memory.stat:anon 4096`,
  ]);
  expect(cgroups.get(uid)!.pod).toEqual({
    cpuSeconds: 2.5,
    rssBytes: 4096,
    periods: 30,
    throttledPeriods: null,
    throttledSeconds: 0.5,
  });
});
