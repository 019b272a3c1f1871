import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { programEnding, runProgram } from '../exec/run-program.ts';
import type { Machine } from '../tools/machine.ts';
import { kindFolders } from './folders.ts';
import type { PortMapping } from './kind-config.ts';
import { removeNetwork } from './network.ts';
import { type NodeContainer, nodeContainers } from './node-container.ts';
import { ownerLabel } from './ownership.ts';

/** A cluster of ours that runs. */
export interface Cluster {
  readonly name: string;
  /** A file that only the owner reads; nobody's own kubeconfig is touched. */
  readonly kubeconfig: string;
  /** Name of the container that is its node. */
  readonly node: string;
  readonly ports: readonly PortMapping[];
}

export interface ClusterStatus extends Cluster {
  readonly image: string;
  readonly createdAt: string;
  readonly state: 'healthy' | 'stopped' | 'broken';
  /** What is wrong, in a sentence; null where it is healthy. */
  readonly problem: string | null;
}

const removeSeconds = 120;

/** Every cluster of ours, healthy or not. The engine alone is asked, so neither kind nor kubectl is needed. */
export async function ownClusters(machine: Machine): Promise<ClusterStatus[]> {
  const containers = (await nodeContainers(machine)).filter(({ ours }) => ours);
  return Promise.all(containers.map((container) => statusOf(container, machine)));
}

async function statusOf(container: NodeContainer, machine: Machine): Promise<ClusterStatus> {
  const { cluster: name, image, createdAt, ports } = container;
  const facts = {
    name,
    kubeconfig: kubeconfigOf(name, machine),
    node: container.name,
    image,
    createdAt,
    ports,
  };
  if (!container.running) return { ...facts, state: 'stopped', problem: 'its node is stopped' };
  // Asked inside the node, whatever became of our kubeconfig.
  const kubectl = ['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', '--request-timeout=5s'];
  const ready = 'jsonpath={.items[*].status.conditions[?(@.type=="Ready")].status}';
  const ending = await programEnding(
    ['docker', 'exec', container.id, ...kubectl, 'get', 'nodes', '--output', ready],
    { env: machine.env, timeoutSeconds: 20 },
  );
  if (ending.exitCode !== 0)
    return {
      ...facts,
      state: 'broken',
      problem: `its API server does not answer (${lastLine(ending.stderr)})`,
    };
  if (ending.stdout.trim() !== 'True') return { ...facts, state: 'broken', problem: 'its node is not Ready' };
  return { ...facts, state: 'healthy', problem: null };
}

/**
 * Removes clusters of ours, by default all of them, also those that a crash has left half made, and with the last one
 * their network. Not to be interrupted: half removed helps nobody.
 * @returns their names
 */
export async function removedClusters(machine: Machine, names?: readonly string[]): Promise<string[]> {
  const containers = (await nodeContainers(machine)).filter(({ ours }) => ours);
  const chosen = containers.filter(({ cluster }) => names === undefined || names.includes(cluster));
  if (chosen.length > 0)
    await runProgram(['docker', 'rm', '--force', '--volumes', ...chosen.map(({ id }) => id)], {
      env: machine.env,
      timeoutSeconds: removeSeconds,
    });
  const removed = [...new Set(chosen.map(({ cluster }) => cluster))];
  for (const name of removed)
    await rm(dirname(kubeconfigOf(name, machine)), { recursive: true, force: true });
  if (names === undefined) await removeBuilds(machine);
  if (chosen.length === containers.length) await removeNetwork(machine);
  return removed;
}

/** Containers that node images were being made in when something died. */
async function removeBuilds(machine: Machine): Promise<void> {
  const options = { env: machine.env, timeoutSeconds: removeSeconds };
  const builds = ['ps', '--all', '--quiet', '--filter', `label=${ownerLabel}=build`];
  const ids = (await runProgram(['docker', ...builds], options)).stdout.split('\n').filter((id) => id !== '');
  if (ids.length > 0) await runProgram(['docker', 'rm', '--force', '--volumes', ...ids], options);
}

export function kubeconfigOf(cluster: string, machine: Machine): string {
  return join(kindFolders(machine).clusters, cluster, 'kubeconfig');
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
