import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { packageRoot } from '../package-root.ts';

/** A port on 127.0.0.1 that leads to a NodePort. */
export interface PortMapping {
  readonly containerPort: number;
  readonly hostPort: number;
}

export interface ClusterConfig {
  /** With the prefix `peakproof-`. */
  readonly name: string;
  /** Node image. */
  readonly image: string;
  readonly ports: readonly PortMapping[];
}

interface KindConfig {
  name: string;
  nodes: { role: string; image?: string; extraPortMappings?: (PortMapping & { listenAddress: string })[] }[];
  kubeadmConfigPatches: string[];
}

/** kind's configuration as text: clusters/kind/cluster.yaml with what differs. */
export async function kindConfig(config: ClusterConfig, host: { cgroupVersion: 1 | 2 }): Promise<string> {
  const template = parse(
    await readFile(join(packageRoot(), 'clusters/kind/cluster.yaml'), 'utf8'),
  ) as KindConfig;
  const patches = [...template.kubeadmConfigPatches];
  // Kubernetes gives up cgroup v1 step by step: since 1.35 its kubelet does not start there unless it is told to.
  if (host.cgroupVersion === 1) patches.push('kind: KubeletConfiguration\nfailCgroupV1: false\n');
  return stringify({
    ...template,
    name: config.name,
    nodes: template.nodes.map((node) => ({
      ...node,
      image: config.image,
      extraPortMappings: config.ports.map((port) => ({ ...port, listenAddress: '127.0.0.1' })),
    })),
    kubeadmConfigPatches: patches,
  });
}
