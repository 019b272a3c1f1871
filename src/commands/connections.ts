import { InvalidArgumentError } from 'commander';
import type { Connections } from '../core/model/campaign.ts';

const mostRequests = 1_000_000;
const forms = "Write per-request, keep, or rotate:MIN-MAX (requests on one connection, e.g. 'rotate:5-15').";

/** A connection policy as a person writes it on the command line. Throws what commander prints. */
export function parseConnections(text: string): Connections {
  if (text === 'per-request' || text === 'keep') return { policy: text };
  const range = /^rotate:(\d+)-(\d+)$/.exec(text);
  if (range === null) throw new InvalidArgumentError(forms);
  const [min, max] = [Number(range[1]), Number(range[2])];
  if (min < 1 || max > mostRequests || min > max)
    throw new InvalidArgumentError(
      `${min} to ${max} requests is no range: MIN is at least 1 and not above MAX. ${forms}`,
    );
  return { policy: 'rotate', min, max };
}

/** What the route balances. A NodePort is the usual way to get the second, so its name is taken for it. */
export function parseRoute(text: string): 'requests' | 'connections' {
  if (text === 'requests' || text === 'connections') return text;
  if (text === 'nodeport') return 'connections';
  throw new InvalidArgumentError(
    'Write requests (a router chooses a pod for each request) or connections (as kube-proxy does behind a NodePort).',
  );
}
