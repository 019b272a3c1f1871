import { type ChildProcess, fork } from 'node:child_process';
import { compiledProgram } from '../../../../../src/edge/target/local/compiled.ts';
import type {
  Endpoint,
  EndpointsMessage,
  FromRouter,
  RouterSettings,
  ServiceCounts,
} from '../../../../../src/edge/target/local/router/messages.ts';

/** A real router process with one service, `portal`. */
export interface StartedRouter {
  child: ChildProcess;
  port: number;
  messages: FromRouter[];
  stderr: () => string;
  ended: Promise<number | null>;
  /** Resolves when the pods are in force. */
  give(...pods: Endpoint[]): Promise<void>;
  /** As they are now. */
  counts(): Promise<ServiceCounts>;
}

const started = new Set<ChildProcess>();

/** Ends every router of this file that still runs; for afterEach. */
export async function endStartedRouters(): Promise<void> {
  await Promise.all(
    [...started].map((child) => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode !== null || child.signalCode !== null) return null;
      child.kill('SIGKILL');
      return gone;
    }),
  );
  started.clear();
}

/** Resolves when the router has told its ports, or that it cannot start. */
export async function startedRouter(settings: Partial<RouterSettings> = {}): Promise<StartedRouter> {
  const child = fork(await compiledProgram('router'), [], {
    env: { PEAKPROOF_ROUTER: JSON.stringify({ ports: { portal: 0 }, ...settings }) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  started.add(child);
  let stderr = '';
  child.stderr!.on('data', (chunk) => {
    stderr += chunk;
  });
  const messages: FromRouter[] = [];
  child.on('message', (message: FromRouter) => messages.push(message));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise((resolve) => child.once('message', resolve));
  const told = messages[0]!;
  let current: Endpoint[] = [];
  const freshCounts = async (): Promise<ServiceCounts> => {
    const message: EndpointsMessage = { type: 'endpoints', service: 'portal', pods: current };
    const seen = messages.length;
    child.send(message);
    child.send(message);
    // The first answer may be the counts of the last second, sent before; the second one is newer than the question.
    while (messages.length < seen + 2) await new Promise((resolve) => child.once('message', resolve));
    const fresh = messages[seen + 1]!;
    if (fresh.type !== 'stats') throw new Error(`expected stats, got ${fresh.type}`);
    return fresh.services.portal!;
  };
  return {
    child,
    counts: freshCounts,
    port: told.type === 'ports' ? told.ports.portal! : 0,
    messages,
    stderr: () => stderr,
    ended,
    async give(...pods) {
      current = pods.map(({ name, port }) => ({ name, port }));
      await freshCounts();
    },
  };
}
