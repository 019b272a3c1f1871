import { runProgram } from '../exec/run-program.ts';
import type { Machine } from '../tools/machine.ts';
import type { PortMapping } from './kind-config.ts';
import { clusterPrefix, kindLabel, ownerLabel } from './ownership.ts';

/** The container that is the node of a cluster. */
export interface NodeContainer {
  readonly cluster: string;
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly running: boolean;
  /** False: it has the name of one of ours, but was not made from an image of ours. */
  readonly ours: boolean;
  readonly ports: readonly PortMapping[];
  /** ISO 8601. */
  readonly createdAt: string;
}

interface Inspected {
  Id: string;
  Name: string;
  Created: string;
  State: { Running: boolean };
  Config: { Image: string; Labels: Record<string, string> | null };
  HostConfig: { PortBindings: Record<string, { HostIp: string; HostPort: string }[] | null> | null };
}

/** Port of the API server in a node; kind maps it by itself. */
const apiServerPort = 6443;

/** Nodes of all clusters whose name begins with our prefix, ours or not. */
export async function nodeContainers(machine: Machine): Promise<NodeContainer[]> {
  const options = { env: machine.env, timeoutSeconds: 60 };
  const listed = await runProgram(
    ['docker', 'ps', '--all', '--quiet', '--filter', `label=${kindLabel}`],
    options,
  );
  const ids = listed.stdout.split('\n').filter((id) => id !== '');
  if (ids.length === 0) return [];
  // One that vanishes in between is no reason to fail.
  const { stdout } = await runProgram(['docker', 'inspect', '--type', 'container', ...ids], {
    ...options,
    acceptExitCodes: [0, 1],
  });
  return (JSON.parse(stdout) as Inspected[])
    .map(nodeContainer)
    .filter(({ cluster }) => cluster.startsWith(clusterPrefix));
}

function nodeContainer({ Id, Name, Created, State, Config, HostConfig }: Inspected): NodeContainer {
  const labels = Config.Labels ?? {};
  const ports = Object.entries(HostConfig.PortBindings ?? {}).flatMap(([port, bindings]) =>
    (bindings ?? []).map(({ HostPort }) => ({
      containerPort: Number.parseInt(port, 10),
      hostPort: Number(HostPort),
    })),
  );
  return {
    cluster: labels[kindLabel] ?? '',
    id: Id,
    name: Name.replace(/^\//, ''),
    image: Config.Image,
    running: State.Running,
    ours: ownerLabel in labels,
    ports: ports.filter(({ containerPort }) => containerPort !== apiServerPort),
    createdAt: Created,
  };
}
