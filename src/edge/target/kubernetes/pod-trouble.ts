import type { Api } from './api/api.ts';
import type { KubeEvent, KubePod } from './api/objects.ts';
import { serviceNamespace } from './manifests/names.ts';
import { containerOf } from './observe/pod-steps.ts';

const mostEvents = 3;
const mostLines = 5;

/** Why a pod does not become Ready, as far as it can be seen: the cluster's last warnings about it, and its last words. */
export async function podTrouble(api: Api, pod: KubePod): Promise<string> {
  const { name } = pod.metadata;
  const [warnings, lines] = await Promise.all([lastWarnings(api, name), lastLines(api, pod)]);
  return [
    warnings.length === 0 ? `the cluster has no warning about ${name}` : `${name}: ${warnings.join(' | ')}`,
    lines.length === 0 ? 'it wrote nothing' : `its last lines: ${lines.join(' | ')}`,
  ].join('; ');
}

async function lastWarnings(api: Api, pod: string): Promise<string[]> {
  const selector = encodeURIComponent(`involvedObject.name=${pod},type=Warning`);
  const path = `/api/v1/namespaces/${serviceNamespace}/events?fieldSelector=${selector}`;
  const { items } = await api.get<{ items: KubeEvent[] }>(path).catch(() => ({ items: [] as KubeEvent[] }));
  const messages = items
    .sort((a, b) => timeOf(a).localeCompare(timeOf(b)))
    .map(({ reason, message }) => `${reason ?? 'Warning'}: ${oneLine(message ?? '')}`);
  return [...new Set(messages)].slice(-mostEvents);
}

function timeOf({ lastTimestamp, eventTime, firstTimestamp }: KubeEvent): string {
  return lastTimestamp ?? eventTime ?? firstTimestamp ?? '';
}

/** Of the container that runs, or of the one before it where it was just restarted. */
async function lastLines(api: Api, pod: KubePod): Promise<string[]> {
  const container = containerOf(pod);
  const name = container === null ? '' : `&container=${encodeURIComponent(container.name)}`;
  const path = `/api/v1/namespaces/${serviceNamespace}/pods/${pod.metadata.name}/log?tailLines=${mostLines}${name}`;
  for (const previous of container !== null && container.restartCount > 0 ? ['&previous=true', ''] : ['']) {
    const text = await api.text('GET', path + previous).catch(() => '');
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length > 0) return lines.map(oneLine);
  }
  return [];
}

function oneLine(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return line.length > 200 ? `${line.slice(0, 197)}...` : line;
}
