import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram } from '../../exec/run-program.ts';
import type { Machine } from '../../tools/machine.ts';
import type { Api } from './api/api.ts';
import type { Condition } from './api/objects.ts';

/** Cores that the control plane, the name servers and the router ask for, rounded up. */
const systemCores = 2;
const patienceSeconds = 60;

/**
 * The node shows the scheduler `$1` cores: the kubelet counts them in two places below /sys, which are covered here by
 * others for the node alone. Nothing runs differently: each pod keeps its CPU quota, which is what limits it.
 */
const showCores = `set -e
room=/run/peakproof-room
umount /sys/devices/system/node /sys/devices/system/cpu/online 2>/dev/null || true
rm -rf $room
mkdir -p $room/node/node0/hugepages
grep -h . /sys/devices/system/node/node0/meminfo > $room/node/node0/meminfo 2>/dev/null || sed 's/^/Node 0 /' /proc/meminfo > $room/node/node0/meminfo
echo 10 > $room/node/node0/distance
core=0
while [ $core -lt $1 ]; do
  mkdir -p $room/node/node0/cpu$core/topology $room/node/node0/cpu$core/cache
  echo $core > $room/node/node0/cpu$core/topology/core_id
  echo 0 > $room/node/node0/cpu$core/topology/physical_package_id
  core=$((core + 1))
done
echo 0-$(($1 - 1)) > $room/online
mount --bind $room/node /sys/devices/system/node
mount --bind $room/online /sys/devices/system/cpu/online
systemctl restart kubelet`;

interface Node {
  metadata: { name: string };
  status: { allocatable: { cpu: string }; conditions: Condition[] };
}

/**
 * Makes room for pods that ask for `podCores` together. A small machine has cores enough for what pods may really use, but
 * the scheduler also counts what the control plane asks for, and leaves the last pods Pending for ever.
 * @returns what was done, for a person; null if there was room
 */
export async function roomForPods(
  podCores: number,
  container: string,
  api: Api,
  machine: Machine,
): Promise<string | null> {
  const neededCores = Math.ceil(podCores) + systemCores;
  const node = await onlyNode(api);
  const has = Number(node.status.allocatable.cpu);
  if (has >= neededCores) return null;
  await runProgram(['docker', 'exec', container, 'sh', '-c', showCores, 'sh', String(neededCores)], {
    env: machine.env,
    timeoutSeconds: 60,
  });
  const deadlineMs = performance.now() + patienceSeconds * 1000;
  for (;;) {
    const { status } = await onlyNode(api);
    const ready = status.conditions.some(
      (condition) => condition.type === 'Ready' && condition.status === 'True',
    );
    if (ready && Number(status.allocatable.cpu) >= neededCores)
      return `the scheduler counts ${neededCores} cores instead of ${has}; quotas stay as they are`;
    if (performance.now() > deadlineMs)
      throw new Error(
        `The node still shows ${status.allocatable.cpu} cores ${patienceSeconds} s after its kubelet was told of ${neededCores}, so not all pods would find room.`,
      );
    await sleep(250);
  }
}

async function onlyNode(api: Api): Promise<Node> {
  const { items } = await api.get<{ items: Node[] }>('/api/v1/nodes');
  return items[0]!;
}
