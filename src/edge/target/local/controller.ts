import { defaultHpaConfig } from '../../../core/model/hpa.ts';
import type { TrialPlan } from '../../../core/model/plan.ts';
import { Autoscaler } from '../../../core/platform/autoscaler.ts';
import { Housekeeping } from '../../../core/platform/housekeeping.ts';
import { hpaSpecOf } from '../../../core/platform/hpa-spec.ts';
import { MetricsWindow, metricResolutionSeconds } from '../../../core/platform/metrics-window.ts';
import { podStateOf } from '../../../core/platform/pod-state.ts';
import type { Clock } from '../../clock.ts';
import type { ObservationSink } from '../target.ts';
import type { Deployment } from './deployment.ts';
import { readUsage } from './usage.ts';

/** Epoch seconds at which the periodic parts begin. */
export interface Schedule {
  metricsSeconds: number;
  firstRoundSeconds: number;
  loadSeconds: number;
}

const usagePeriodSeconds = 1;

/**
 * The control plane of the embedded target: reads CPU as kubelets and metrics-server do, runs the autoscaler's rounds, moves the
 * calendar's minimum, does what the person in arm `manual` does, and keeps the wanted number of pods.
 */
export class Controller {
  readonly #plan: TrialPlan;
  readonly #deployments: readonly Deployment[];
  readonly #clock: Clock;
  readonly #sink: ObservationSink;
  readonly #housekeeping: Housekeeping;
  readonly #metrics = new MetricsWindow();
  readonly #autoscalers = new Map<string, Autoscaler>();
  readonly #stopping = new AbortController();
  readonly #loops: Promise<void>[] = [];

  constructor(plan: TrialPlan, deployments: readonly Deployment[], clock: Clock, sink: ObservationSink) {
    this.#plan = plan;
    this.#deployments = deployments;
    this.#clock = clock;
    this.#sink = sink;
    this.#housekeeping = new Housekeeping(plan.seed);
    for (const { service } of deployments) this.#autoscalers.set(service, new Autoscaler());
  }

  start(schedule: Schedule): void {
    this.#every(this.#clock.now(), usagePeriodSeconds, async () => {
      for (const deployment of this.#deployments) deployment.reconcile();
      this.#housekeeping.note(await readUsage(this.#deployments, this.#clock, this.#sink));
    });
    this.#every(schedule.metricsSeconds, metricResolutionSeconds, () =>
      this.#metrics.store(this.#housekeeping.held()),
    );
    this.#every(schedule.firstRoundSeconds, defaultHpaConfig.syncPeriodSeconds, () => {
      for (const deployment of this.#deployments) this.#round(deployment, schedule);
    });
    const { arm, scenario } = this.#plan;
    if (arm.kind === 'manual')
      for (const step of arm.steps)
        this.#once(schedule.loadSeconds + step.afterMinutes * 60, () => {
          const loaded = this.#deployments.find(({ service }) => service === scenario.service);
          this.#event(scenario.service, 'ManuallyScaled', `a person set ${step.replicas} replicas`);
          loaded?.scaleTo(step.replicas);
        });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops);
  }

  #round(deployment: Deployment, schedule: Schedule): void {
    const now = this.#clock.now();
    const spec = hpaSpecOf(this.#plan.arm, this.#minReplicas(deployment.service, schedule, now));
    if (spec === null) return;
    const pods = deployment.pods
      .filter((pod) => !pod.ended)
      .map((pod) => podStateOf({ ...fieldsOf(pod), cpuCores: deployment.plan.cpuCores }));
    const names = new Set(pods.map((pod) => pod.name));
    const samples = this.#metrics.samples().filter((sample) => names.has(sample.pod));
    const currentReplicas = deployment.desired;
    const decision = this.#autoscalers
      .get(deployment.service)!
      .round({ spec, currentReplicas, pods, samples, now });
    this.#sink.hpa({ at: now, service: deployment.service, spec, currentReplicas, pods, samples, decision });
    if (!decision.rescale) return;
    this.#event(
      deployment.service,
      'SuccessfulRescale',
      `new size: ${decision.desiredReplicas}; reason: ${decision.rescaleReason}`,
    );
    deployment.scaleTo(decision.desiredReplicas);
  }

  /** The minimum that the calendar asks for now, or undefined for the arm's own. */
  #minReplicas(service: string, schedule: Schedule, now: number): number | undefined {
    const { arm, scenario } = this.#plan;
    if (arm.kind !== 'scheduled' || (arm.raise.service ?? scenario.service) !== service) return undefined;
    return now >= schedule.loadSeconds - arm.raise.leadSeconds ? arm.raise.min : undefined;
  }

  #event(service: string, reason: string, message: string): void {
    this.#sink.event({
      at: this.#clock.now(),
      service,
      object: service,
      type: 'Normal',
      reason,
      message,
    });
  }

  #once(atSeconds: number, act: () => void): void {
    const { signal } = this.#stopping;
    this.#loops.push(this.#clock.until(atSeconds, signal).then(act, () => {}));
  }

  /** Runs at `first`, `first + period`, ...; a late turn is not made up for. */
  #every(firstSeconds: number, periodSeconds: number, act: () => void | Promise<void>): void {
    const { signal } = this.#stopping;
    const loop = async () => {
      for (let at = firstSeconds; !signal.aborted; ) {
        await this.#clock.until(at, signal);
        await act();
        const late = Math.max(0, Math.floor((this.#clock.now() - at) / periodSeconds));
        at += (late + 1) * periodSeconds;
      }
    };
    this.#loops.push(
      loop().catch((error: unknown) => {
        if (!signal.aborted) throw error;
      }),
    );
  }
}

function fieldsOf(pod: Deployment['pods'][number]) {
  const { name, startSeconds, ready, readyChangedSeconds, terminating } = pod;
  return { name, startSeconds, ready, readyChangedSeconds, terminating };
}
