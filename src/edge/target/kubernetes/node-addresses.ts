import type { Condition, KubeObject } from './api/objects.ts';

export interface ClusterNode extends KubeObject {
  status: { addresses?: { type: string; address: string }[]; conditions?: Condition[] };
}

const mostAddresses = 4;

/** Where node ports may be reached, outside addresses first, of nodes that are Ready; as a URL writes them. */
export function nodeAddresses(nodes: readonly ClusterNode[]): string[] {
  const ready = nodes.filter(({ status }) =>
    status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
  );
  const addresses = ['ExternalIP', 'InternalIP'].flatMap((wanted) =>
    ready.flatMap(({ status }) =>
      (status.addresses ?? []).filter(({ type }) => type === wanted).map(({ address }) => address),
    ),
  );
  return [...new Set(addresses)]
    .slice(0, mostAddresses)
    .map((address) => (address.includes(':') ? `[${address}]` : address));
}
