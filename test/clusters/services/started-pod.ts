import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ServiceMessage, ThrottlingMessage } from '../../../clusters/services/service/messages.ts';
import { compiledProgram, type ProgramName } from '../../../src/edge/target/local/compiled.ts';

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A real pod, as the local target starts it. */
export interface StartedPod {
  child: ChildProcess;
  port: number;
  /** Log lines so far. */
  lines: Record<string, unknown>[];
  throttling: ThrottlingMessage[];
  stderr: () => string;
  ended: Promise<Ending>;
}

const started = new Set<ChildProcess>();

/** Ends every pod of this file that still runs; for afterEach. */
export async function endStartedPods(): Promise<void> {
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

/** Resolves when the pod listens, or has ended before that (`port` is then 0). */
export async function startedPod(
  environment: Record<string, string> = {},
  program: ProgramName = 'portal-demo',
): Promise<StartedPod> {
  const pod = await startingPod(environment, program);
  await Promise.race([
    new Promise((resolve) => pod.child.once('message', resolve)),
    pod.ended, // A pod with wrong settings never listens.
  ]);
  return pod;
}

export async function startingPod(
  environment: Record<string, string>,
  program: ProgramName = 'portal-demo',
): Promise<StartedPod> {
  const child = fork(await compiledProgram(program), [], {
    env: { PEAKPROOF_POD: 'pod-1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  started.add(child);
  let stderr = '';
  const pod: StartedPod = {
    child,
    port: 0,
    lines: [],
    throttling: [],
    stderr: () => stderr,
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal }))),
  };
  child.stderr!.on('data', (chunk) => {
    stderr += chunk;
  });
  createInterface({ input: child.stdout! }).on('line', (line) => pod.lines.push(JSON.parse(line)));
  child.on('message', (message: ServiceMessage) => {
    if (message.type === 'listening') pod.port = message.port;
    else pod.throttling.push(message);
  });
  return pod;
}

/** The value of a metric in the Prometheus text format, summed over its labels. */
export function metricValue(text: string, name: string): number {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  if (lines.length === 0) throw new Error(`no metric ${name} in\n${text}`);
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
