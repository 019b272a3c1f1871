import { type ChildProcess, spawn } from 'node:child_process';
import { TargetError } from '../target.ts';
import type {
  Endpoint,
  EndpointsMessage,
  FromRouter,
  RouterSettings,
  ServiceCounts,
} from './router/messages.ts';

const startTimeoutSeconds = 10;
const stopGraceSeconds = 2;

/** The router: a process of its own, so that its work is not mixed with the harness's. */
export class RouterProcess {
  readonly #child: ChildProcess;
  #ports: Record<string, number> = {};
  #stderr = '';
  counts: Record<string, ServiceCounts> = {};

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(node: string, program: string, settings: RouterSettings): Promise<RouterProcess> {
    const child = spawn(node, [program], {
      env: { NODE_ENV: 'production', PEAKPROOF_ROUTER: JSON.stringify(settings) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      detached: true,
    });
    const router = new RouterProcess(child);
    child.stderr!.on('data', (chunk) => {
      router.#stderr = (router.#stderr + chunk).slice(-4000);
    });
    await router.#started();
    return router;
  }

  url(service: string): string {
    return `http://127.0.0.1:${this.#ports[service]}`;
  }

  setEndpoints(service: string, pods: Endpoint[]): void {
    if (!this.#child.connected) return;
    const message: EndpointsMessage = { type: 'endpoints', service, pods };
    this.#child.send(message);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), stopGraceSeconds * 1000);
    await gone;
    clearTimeout(kill);
  }

  #started(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (message: string) => {
        clearTimeout(timer);
        this.#child.kill('SIGKILL');
        reject(new TargetError('start the router', message));
      };
      const timer = setTimeout(
        () => fail(`the router did not answer within ${startTimeoutSeconds} s. ${this.#stderr}`),
        startTimeoutSeconds * 1000,
      );
      this.#child.once('exit', (code) => fail(`the router ended with ${code}. ${this.#stderr}`));
      this.#child.on('message', (message: FromRouter) => {
        if (message.type === 'failed') fail(message.message);
        if (message.type === 'stats') this.counts = message.services;
        if (message.type !== 'ports') return;
        this.#ports = message.ports;
        this.#child.removeAllListeners('exit');
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
