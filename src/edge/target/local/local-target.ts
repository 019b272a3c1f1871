import { startReplicas } from '../../../core/model/arm.ts';
import type { TrialPlan } from '../../../core/model/plan.ts';
import { isDemo } from '../../../core/model/service.ts';
import { startTimeline } from '../../../core/platform/start-timeline.ts';
import type { Clock } from '../../clock.ts';
import { type ObservationSink, type Place, type RunningArm, type Target, TargetError } from '../target.ts';
import { compiledProgram } from './compiled.ts';
import { Controller } from './controller.ts';
import { Deployment } from './deployment.ts';
import { PodPool } from './pod-pool.ts';
import { RouterProcess } from './router-process.ts';

/** A pod may take this much longer than its declared start-up before the bring-up is given up. */
const startPatienceSeconds = 60;
/** A pod that ended by itself so often before it was Ready does not become Ready. */
const hopelessCrashes = 2;

/** Pods of this target are processes that hold themselves to their CPU quota, which a program of others does not do. */
export function ownServiceRefusal(services: readonly string[]): string {
  const are = services.length === 1 ? 'is a service' : 'are services';
  return `${services.join(' and ')} ${are} of your own, and the embedded target runs the demo services alone: its pods keep to their CPU quota by themselves, which no other program does. Say --target kind (needs a Docker engine), or --target context --context NAME for a cluster that you have.`;
}

/**
 * The embedded target: each pod is an operating-system process with a CPU quota, in front of them a router, beside
 * them the project's own autoscaler loop. Everything is on 127.0.0.1. Its numbers are labelled `emulated`.
 *
 *   k6 ──► router ──► pod, pod, pod ...        (one port a service)
 *            ▲          │ CPU time
 *            └─ Ready ──┤
 *                       └──► readings every 15 s ──► autoscaler ──► replicas
 */
export class LocalTarget implements Target {
  readonly name = 'local';
  readonly #node: string;
  readonly #clock: Clock;

  /** `node` is the path of the Node binary that pods and router run on. */
  constructor(node: string, clock: Clock) {
    this.#node = node;
    this.#clock = clock;
  }

  /** Pods are made for each trial and end with it, so there is nothing to make ready or to remove. */
  async open(): Promise<Place> {
    return { kubernetes: null, cluster: null };
  }

  async close(): Promise<void> {}

  async bringUp(plan: TrialPlan, sink: ObservationSink, signal: AbortSignal): Promise<RunningArm> {
    const router = await RouterProcess.start(this.#node, await compiledProgram('router'), {
      ports: Object.fromEntries(Object.keys(plan.services).map((service) => [service, 0])),
      mode: plan.route,
      seed: plan.seed,
    });
    const pool = new PodPool(plan.arm.pool ?? Number.POSITIVE_INFINITY);
    const deployments: Deployment[] = pool.deployments;
    const stop = async () => {
      await Promise.all(deployments.map((deployment) => deployment.close()));
      await router.stop();
    };
    try {
      for (const [service, settings] of Object.entries(plan.services)) {
        if (!isDemo(settings)) throw new TargetError('start the services', ownServiceRefusal([service]));
        const deployment: Deployment = new Deployment(
          {
            service,
            plan: settings,
            program: await compiledProgram(settings.demo),
            node: this.#node,
            seed: plan.seed,
          },
          this.#clock,
          sink,
          pool,
          () => router.setEndpoints(service, endpointsOf(deployment)),
        );
        deployments.push(deployment);
      }
      const createdSeconds = this.#clock.now();
      for (const deployment of deployments) deployment.scaleTo(startReplicas(plan.arm));
      await this.#untilReady(deployments, plan, signal);
      const timeline = startTimeline(plan);
      // A slow host moves the whole line, so that the phases between its parts stay as planned.
      const lateSeconds = Math.max(0, this.#clock.now() - createdSeconds - timeline.metricsSeconds);
      const origin = createdSeconds + lateSeconds;
      const schedule = {
        metricsSeconds: origin + timeline.metricsSeconds,
        firstRoundSeconds: origin + timeline.firstRoundSeconds,
        loadSeconds: origin + timeline.loadSeconds,
      };
      const controller = new Controller(plan, deployments, this.#clock, sink);
      controller.start(schedule);
      let down: Promise<void> | null = null;
      return {
        url: (service) => router.url(service),
        loadAtSeconds: schedule.loadSeconds,
        takeDown: () => {
          down ??= controller.stop().then(stop);
          return down;
        },
      };
    } catch (error) {
      await stop();
      throw error;
    }
  }

  async #untilReady(deployments: readonly Deployment[], plan: TrialPlan, signal: AbortSignal): Promise<void> {
    const step = 'wait until all pods are Ready';
    const slowest = Math.max(...Object.values(plan.services).map((service) => service.startSeconds));
    const deadline = this.#clock.now() + slowest + startPatienceSeconds;
    for (;;) {
      const waiting = deployments.filter((deployment) => deployment.readyPods().length < deployment.desired);
      if (waiting.length === 0) return;
      const crashed = waiting
        .flatMap((d) => d.pods)
        .find((pod) => !pod.ready && pod.crashes >= hopelessCrashes);
      if (crashed !== undefined)
        throw new TargetError(
          step,
          `given up, because waiting does not mend it: ${crashed.name} has ended ${crashed.crashes} times; its last lines: ${crashed.lastLines.join(' | ')}`,
        );
      const now = this.#clock.now();
      if (now > deadline)
        throw new TargetError(
          step,
          waiting
            .map((d) => `${d.service}: ${d.readyPods().length} of ${d.desired} pods are Ready`)
            .join('; '),
        );
      await this.#clock.until(now + 0.1, signal);
    }
  }
}

function endpointsOf(deployment: Deployment) {
  return deployment
    .readyPods()
    .filter((pod) => pod.port !== null)
    .map((pod) => ({ name: pod.name, port: pod.port! }));
}
