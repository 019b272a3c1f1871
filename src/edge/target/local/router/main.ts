import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { seededRandom } from '../../../../core/math/random.ts';
import type { EndpointsMessage, FromRouter, RouterSettings } from './messages.ts';
import { ServiceRouter } from './service-router.ts';
import { routerSettings } from './settings.ts';

/** Connections that may wait while the router is busy: a whole peak of new ones at once. */
const backlog = 4_096;
/** The most that a SIGTERM waits for open requests. */
const drainSeconds = 10;

// At the rates of a trial V8 would take minutes to compile what every request runs through; asked to do it after a
// tenth of the usual work, the router takes a third less CPU from the pods on the same machine.
setFlagsFromString('--interrupt-budget=10000');

/*
 * The router process: PEAKPROOF_ROUTER ─► listen for every service ─► {ports} ─► route; {stats} each second
 * and as the answer to each {endpoints}.
 * Its parent sends {endpoints} whenever the Ready pods change. It ends with its parent.
 */
function run(): void {
  if (!process.send) fail('The router is told its pods over IPC; start it with fork().');
  const result = routerSettings(process.env.PEAKPROOF_ROUTER);
  if ('problems' in result) fail(result.problems.join('\n'));
  const { ports, mode, seed, timeoutSeconds } = result.settings;
  const random = seededRandom(seed);
  const routers = new Map(
    Object.keys(ports).map((service) => [service, new ServiceRouter({ mode, timeoutSeconds, random })]),
  );

  process.on('disconnect', () => process.exit(0));
  process.on('SIGINT', () => {}); // A Ctrl-C in the terminal is for the program that started the router.
  process.on('SIGTERM', () => void drain(routers));
  process.on('message', (message: EndpointsMessage) => {
    const router = routers.get(message.service);
    if (router) {
      router.pool.replace(message.pods);
      tellStats(routers);
    } else fail(`Pods came for ${message.service}, which PEAKPROOF_ROUTER gives no port.`);
  });
  void listen(routers, ports);
}

async function listen(routers: Map<string, ServiceRouter>, wanted: RouterSettings['ports']): Promise<void> {
  const ports: Record<string, number> = {};
  for (const [service, { server }] of routers) {
    const port = wanted[service]!;
    try {
      server.listen({ host: '127.0.0.1', port, backlog });
      await once(server, 'listening');
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      fail(
        code === 'EADDRINUSE'
          ? `Port ${port} on 127.0.0.1 is in use, so ${service} cannot be reached there; choose another port, or 0 for any free one.`
          : `The router cannot listen on port ${port} of 127.0.0.1 for ${service}: ${message}`,
      );
    }
    const address = server.address();
    ports[service] = typeof address === 'object' && address ? address.port : port;
  }
  tell({ type: 'ports', ports });
  setInterval(() => tellStats(routers), 1_000);
}

function tellStats(routers: Map<string, ServiceRouter>): void {
  const services = Object.fromEntries([...routers].map(([service, { counts }]) => [service, counts]));
  tell({ type: 'stats', services });
}

/** Takes no new connections, finishes the open requests, and ends. */
async function drain(routers: Map<string, ServiceRouter>): Promise<never> {
  setTimeout(() => process.exit(0), drainSeconds * 1e3);
  const servers = [...routers.values()].map(({ server }) => server);
  const closed = servers.map((server) => once(server, 'close'));
  for (const server of servers) server.close();
  // A connection is only idle, and so closed, after the answer that was under way when the door was shut.
  setInterval(() => {
    for (const server of servers) server.closeIdleConnections();
  }, 20);
  await Promise.all(closed);
  process.exit(0);
}

function tell(message: FromRouter): void {
  if (process.connected) process.send?.(message);
}

function fail(message: string): never {
  process.stderr.write(`router: ${message}\n`);
  // Written in order before the exit: IPC on POSIX is synchronous.
  tell({ type: 'failed', message });
  process.exit(2);
}

run();
