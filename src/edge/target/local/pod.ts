import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ServiceMessage, ThrottlingMessage } from '../../../../clusters/services/service/messages.ts';
import { type Readiness, readinessFailures, readinessPeriodSeconds } from '../../../core/model/readiness.ts';
import type { Clock } from '../../clock.ts';
import { answersProbe } from './probe.ts';

const terminationGraceSeconds = 30;
/** A container that ends is started again after 10 s, then 20, 40, ... up to 300, as a kubelet does. */
const backOff = { firstSeconds: 10, mostSeconds: 300 };

const keptLines = 5;

export interface PodSettings {
  name: string;
  program: string;
  node: string;
  environment: Record<string, string>;
  readiness: Readiness;
}

export interface PodListener {
  /** Ready or not, ended, restarted: something that its service must know. */
  changed(
    pod: Pod,
    what: 'started' | 'ready' | 'unready' | 'terminating' | 'ended',
    reason: string | null,
  ): void;
  /** The container ended by itself and will be started again. */
  crashed(pod: Pod, reason: string, restartInSeconds: number): void;
  logged(pod: Pod, line: string): void;
}

/** One pod: a process of a demo service, its readiness, its end, and its restarts. */
export class Pod {
  readonly name: string;
  readonly createdSeconds: number;
  startSeconds: number;
  readyChangedSeconds: number;
  ready = false;
  terminating = false;
  ended = false;
  port: number | null = null;
  throttling: ThrottlingMessage | null = null;
  /** CPU of processes that this pod had before its last restart. */
  #process: ChildProcess | null = null;
  #restarts = 0;
  #lastLines: readonly string[] = [];
  #failures = 0;
  #timers = new Set<NodeJS.Timeout>();
  readonly #settings: PodSettings;
  readonly #clock: Clock;
  readonly #listener: PodListener;
  readonly #gone: Promise<void>;
  #resolveGone: () => void = () => {};

  constructor(settings: PodSettings, clock: Clock, listener: PodListener) {
    this.name = settings.name;
    this.#settings = settings;
    this.#clock = clock;
    this.#listener = listener;
    this.createdSeconds = clock.now();
    this.startSeconds = this.createdSeconds;
    this.readyChangedSeconds = this.createdSeconds;
    this.#gone = new Promise((resolve) => {
      this.#resolveGone = resolve;
    });
    this.#start();
  }

  /** How often its container has ended by itself. */
  get crashes(): number {
    return this.#restarts;
  }

  /** What it wrote last. */
  get lastLines(): readonly string[] {
    return this.#lastLines;
  }

  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** Takes the pod out of service and ends it; resolves when its process has gone. */
  async terminate(reason: string, graceSeconds = terminationGraceSeconds): Promise<void> {
    if (this.ended) return;
    if (!this.terminating) {
      this.terminating = true;
      this.#clearTimers();
      this.#listener.changed(this, 'terminating', reason);
      if (this.#process === null) this.#end(reason);
      else this.#process.kill('SIGTERM');
    }
    const kill = setTimeout(() => this.#process?.kill('SIGKILL'), graceSeconds * 1000);
    await this.#gone;
    clearTimeout(kill);
  }

  #start(): void {
    const { program, node, environment } = this.#settings;
    this.startSeconds = this.#clock.now();
    const child = spawn(node, [program], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Its own process group: a Ctrl-C on the terminal reaches the harness alone, which then ends things in order.
      detached: true,
    });
    this.#process = child;
    for (const stream of [child.stdout!, child.stderr!])
      createInterface({ input: stream }).on('line', (line) => this.#log(line));
    child.on('message', (message: ServiceMessage) => this.#heard(message));
    child.once('error', (error) => this.#log(`could not start: ${error.message}`));
    child.once('close', (code, signal) =>
      this.#closed(signal === null ? `exit ${code}` : `signal ${signal}`),
    );
    this.#listener.changed(this, 'started', this.#restarts === 0 ? null : `restart ${this.#restarts}`);
  }

  #heard(message: ServiceMessage): void {
    if (message.type === 'throttling') this.throttling = message;
    else {
      this.port = message.port;
      void this.#probe();
    }
  }

  async #probe(): Promise<void> {
    const { port } = this;
    if (port === null || this.terminating) return;
    const answered = await answersProbe(port, this.#settings.readiness);
    if (this.terminating || this.ended || this.port !== port) return;
    this.#failures = answered ? 0 : this.#failures + 1;
    if (answered && !this.ready) this.#setReady(true, null);
    if (!answered && this.ready && this.#failures >= readinessFailures)
      this.#setReady(false, 'readiness probe failed');
    this.#later(readinessPeriodSeconds, () => void this.#probe());
  }

  #closed(reason: string): void {
    this.#process = null;
    this.port = null;
    if (this.terminating) {
      this.#end(reason);
      return;
    }
    if (this.ready) this.#setReady(false, reason);
    const waitSeconds = Math.min(backOff.mostSeconds, backOff.firstSeconds * 2 ** this.#restarts++);
    this.#listener.crashed(this, reason, waitSeconds);
    this.#later(waitSeconds, () => this.#start());
  }

  #log(line: string): void {
    this.#lastLines = [...this.#lastLines, line].slice(-keptLines);
    this.#listener.logged(this, line);
  }

  #setReady(ready: boolean, reason: string | null): void {
    this.ready = ready;
    this.readyChangedSeconds = this.#clock.now();
    this.#listener.changed(this, ready ? 'ready' : 'unready', reason);
  }

  #end(reason: string): void {
    this.ended = true;
    this.ready = false;
    this.#clearTimers();
    this.#listener.changed(this, 'ended', reason);
    this.#resolveGone();
  }

  #later(seconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, seconds * 1000);
    this.#timers.add(timer);
  }

  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
