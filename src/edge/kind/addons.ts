import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProgramError } from '../exec/program-error.ts';
import { packageRoot } from '../package-root.ts';
import { KindError } from './kind-error.ts';
import type { Kubectl } from './kubectl.ts';

const readySeconds = 180;
const answerSeconds = 90;

/**
 * Installs metrics-server and waits until the API server serves its metrics of the node. The APIService comes last: if
 * it existed before metrics-server is Ready, the API server might keep a connection that leads nowhere.
 */
export async function installMetricsServer(kubectl: Kubectl): Promise<void> {
  const folder = join(packageRoot(), 'clusters/metrics-server');
  await kubectl(['apply', '-f', join(folder, 'metrics-server.yaml')]);
  await rolledOut(kubectl, 'deployment/metrics-server');
  await kubectl(['apply', '-f', join(folder, 'api-service.yaml')]);
  const deadlineMs = performance.now() + answerSeconds * 1000;
  for (;;) {
    try {
      const { stdout } = await kubectl(['get', '--raw', '/apis/metrics.k8s.io/v1beta1/nodes']);
      if ((JSON.parse(stdout) as { items: unknown[] }).items.length > 0) return;
    } catch (error) {
      if (!(error instanceof ProgramError) || performance.now() > deadlineMs) throw error;
    }
    if (performance.now() > deadlineMs)
      throw new KindError(
        'tool',
        `metrics-server is Ready, but has no metrics of the node after ${answerSeconds} s.`,
      );
    await sleep(500);
  }
}

/** Waits for a rollout in kube-system; its failure comes with the events there. */
async function rolledOut(kubectl: Kubectl, what: string): Promise<void> {
  const wait = ['rollout', 'status', what, `--timeout=${readySeconds}s`];
  try {
    await kubectl(['--namespace', 'kube-system', ...wait], { timeoutSeconds: readySeconds + 10 });
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    const events = await kubectl([
      ...['--namespace', 'kube-system', 'get', 'events', '--sort-by=.lastTimestamp', '--output', 'wide'],
    ]).catch(() => null);
    const last = (events?.stdout ?? '').trimEnd().split('\n').slice(-15).join('\n').replaceAll(/^/gm, '  | ');
    throw new KindError('tool', `${error.message}\nThe last events there:\n${last}`, { cause: error });
  }
}

/**
 * Tells CoreDNS to ask nobody outside. Offline there is nobody to ask, and the nodes' network refuses the attempt.
 * Unknown names are then answered at once instead of after a time-out.
 */
export async function keepNamesInside(kubectl: Kubectl): Promise<void> {
  const namespace = ['--namespace', 'kube-system'];
  const { stdout } = await kubectl([...namespace, 'get', 'configmap', 'coredns', '--output', 'json']);
  const { Corefile } = (JSON.parse(stdout) as { data: { Corefile: string } }).data;
  const inside = withoutForward(Corefile);
  if (inside === Corefile) return;
  const patch = JSON.stringify({ data: { Corefile: inside } });
  await kubectl([...namespace, 'patch', 'configmap', 'coredns', '--type', 'merge', '--patch', patch]);
}

/** A Corefile without its `forward` block and the `loop` check that only it needs. */
export function withoutForward(corefile: string): string {
  return corefile
    .replace(/^[ \t]*forward [^\n{]*(\{[^}]*\})?[ \t]*\n/gm, '')
    .replace(/^[ \t]*loop[ \t]*\n/gm, '');
}
