import { patientReadiness } from '../../../core/model/readiness.ts';
import type { DemoServicePlan } from '../../../core/model/service.ts';
import type { Clock } from '../../clock.ts';
import type { ObservationSink } from '../target.ts';
import { Pod, type PodListener } from './pod.ts';
import type { PodPool } from './pod-pool.ts';

export interface DeploymentSettings {
  service: string;
  plan: DemoServicePlan;
  program: string;
  node: string;
  seed: number;
}

/** Pods of one service, kept at a wanted number, as a Deployment with its ReplicaSet does. */
export class Deployment implements PodListener {
  readonly service: string;
  /** Every pod that ever was, in the order of creation. */
  readonly pods: Pod[] = [];
  readonly #settings: DeploymentSettings;
  readonly #clock: Clock;
  readonly #sink: ObservationSink;
  readonly #pool: PodPool;
  readonly #endpointsChanged: () => void;
  #desired = 0;
  #lastLine = '';
  #closing = false;
  #refusedAt = Number.NEGATIVE_INFINITY;

  constructor(
    settings: DeploymentSettings,
    clock: Clock,
    sink: ObservationSink,
    pool: PodPool,
    endpointsChanged: () => void,
  ) {
    this.service = settings.service;
    this.#settings = settings;
    this.#clock = clock;
    this.#sink = sink;
    this.#pool = pool;
    this.#endpointsChanged = endpointsChanged;
  }

  get desired(): number {
    return this.#desired;
  }

  get plan(): DemoServicePlan {
    return this.#settings.plan;
  }

  /** Pods that exist and are not being deleted. */
  activePods(): Pod[] {
    return this.pods.filter((pod) => !pod.terminating && !pod.ended);
  }

  readyPods(): Pod[] {
    return this.activePods().filter((pod) => pod.ready);
  }

  scaleTo(replicas: number): void {
    this.#desired = replicas;
    this.reconcile();
  }

  /** Creates or removes pods until there are as many as wanted, as far as the pool allows. */
  reconcile(): void {
    if (this.#closing) return;
    const active = this.activePods();
    for (const victim of inOrderOfRemoval(active).slice(0, Math.max(0, active.length - this.#desired)))
      void victim.terminate('scaled down');
    for (let missing = this.#desired - active.length; missing > 0; missing--) {
      if (!this.#pool.hasRoom()) {
        this.#refused(missing);
        break;
      }
      this.#create();
    }
    this.#noteReplicas();
  }

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all(this.pods.map((pod) => pod.terminate('trial over', 2)));
  }

  changed(pod: Pod, what: Parameters<PodListener['changed']>[1], reason: string | null): void {
    this.#sink.pod({ at: this.#clock.now(), service: this.service, pod: pod.name, event: what, reason });
    if (what !== 'started') this.#endpointsChanged();
    this.#noteReplicas();
  }

  crashed(pod: Pod, reason: string, restartInSeconds: number): void {
    this.#event('Warning', pod.name, 'BackOff', `ended (${reason}); starting again in ${restartInSeconds} s`);
  }

  logged(pod: Pod, line: string): void {
    this.#sink.log(pod.name, line);
  }

  #create(): void {
    const { service, plan, program, node, seed } = this.#settings;
    const number = this.pods.length + 1;
    const name = `${service}-${String(number).padStart(2, '0')}`;
    const at = this.#clock.now();
    this.#sink.pod({ at, service, pod: name, event: 'created', reason: null });
    this.#event('Normal', name, 'SuccessfulCreate', `created pod ${name}`);
    this.pods.push(
      new Pod(
        {
          name,
          program,
          node,
          environment: environmentOf(name, plan, seed),
          readiness: plan.readiness ?? patientReadiness,
        },
        this.#clock,
        this,
      ),
    );
  }

  #refused(missing: number): void {
    const at = this.#clock.now();
    if (at - this.#refusedAt < 15) return;
    this.#refusedAt = at;
    this.#event(
      'Warning',
      this.service,
      'FailedCreate',
      `the pool of ${this.#pool.limit} pods is full: ${missing} of ${this.#desired} pods are missing`,
    );
  }

  #event(type: 'Normal' | 'Warning', object: string, reason: string, message: string): void {
    this.#sink.event({ at: this.#clock.now(), service: this.service, object, type, reason, message });
  }

  #noteReplicas(): void {
    const numbers = {
      desired: this.#desired,
      created: this.activePods().length,
      ready: this.readyPods().length,
    };
    const line = JSON.stringify(numbers);
    if (line === this.#lastLine) return;
    this.#lastLine = line;
    this.#sink.replicas({ at: this.#clock.now(), service: this.service, ...numbers });
  }
}

/** As a ReplicaSet chooses: pods that are not Ready first, then those that became Ready last. */
function inOrderOfRemoval(pods: readonly Pod[]): Pod[] {
  return [...pods].sort(
    (a, b) =>
      Number(a.ready) - Number(b.ready) ||
      b.readyChangedSeconds - a.readyChangedSeconds ||
      b.createdSeconds - a.createdSeconds,
  );
}

function environmentOf(pod: string, plan: DemoServicePlan, seed: number): Record<string, string> {
  return {
    NODE_ENV: 'production',
    PEAKPROOF_POD: pod,
    HOST: '127.0.0.1',
    PORT: '0',
    PEAKPROOF_START_SECONDS: String(plan.startSeconds),
    PEAKPROOF_ROUTES: JSON.stringify(plan.routes),
    PEAKPROOF_CPU_VARIATION: String(plan.cpuVariation),
    PEAKPROOF_SEED: String(seed),
    PEAKPROOF_CPU_QUOTA_CORES: String(plan.cpuCores),
    PEAKPROOF_QUEUE_LIMIT: String(plan.queueLimit),
    PEAKPROOF_EXTRA_DELAY_SECONDS: String(plan.extraDelaySeconds),
    PEAKPROOF_DEMAND_FACTOR: String(plan.demandFactor),
    PEAKPROOF_SESSION_KEY: `demo-${seed}`,
    ...(plan.readiness?.probe === 'http' ? { PEAKPROOF_READY_IN_TURN: '1' } : {}),
  };
}
