import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { reachedUrl } from '../../../../src/edge/target/kubernetes/reach.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function answering(status: number, headers: Record<string, string>): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status, headers).end());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const signal = new AbortController().signal;
const nobody = 'http://127.0.0.1:1';

test('a service is reached where a pod answers, whatever it says', async () => {
  const missing = await answering(404, { 'x-pod': '10.0.0.1' });
  expect(await reachedUrl('shop', [nobody, missing], 'advice', signal)).toBe(missing);
  const busy = await answering(503, { 'x-pod': '10.0.0.1' });
  expect(await reachedUrl('shop', [busy], 'advice', signal)).toBe(busy);
});

test('a router without a pod, or nobody, is not the service: what was seen is said', {
  timeout: 60_000,
}, async () => {
  const router = await answering(503, {});
  const error: Error = await reachedUrl('shop', [nobody, router], 'Name another.', signal, 1).catch(
    (thrown) => thrown,
  );
  expect(error.message).toContain('no pod of shop answered');
  expect(error.message).toContain('ECONNREFUSED');
  expect(error.message).toContain('the router answers (503), and none of its pods does');
  expect(error.message).toContain('Name another.');
});
