import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Endpoint } from '../../../../../src/edge/target/local/router/messages.ts';

/** A small real HTTP server that stands where a pod would: it answers as a test needs it to. */
export interface FakePod extends Endpoint {
  server: Server;
  /** Requests that reached it. */
  served: number;
  connections: number;
}

const open = new Set<Server>();

/** Answers with its name unless told otherwise. */
export async function fakePod(name: string, answer?: RequestListener): Promise<FakePod> {
  const pod: FakePod = { name, port: 0, served: 0, connections: 0, server: createServer() };
  pod.server.on('connection', () => {
    pod.connections++;
  });
  pod.server.on('request', (request, response) => {
    pod.served++;
    if (answer) answer(request, response);
    else response.writeHead(200, { 'x-pod': name }).end(name);
  });
  await new Promise<void>((resolve) => pod.server.listen(0, '127.0.0.1', resolve));
  pod.port = (pod.server.address() as AddressInfo).port;
  open.add(pod.server);
  return pod;
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function closedPort(): Promise<number> {
  const { server, port } = await fakePod('closed');
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** For afterEach. */
export function closeFakePods(): void {
  for (const server of open) {
    server.close();
    server.closeAllConnections();
  }
  open.clear();
}
