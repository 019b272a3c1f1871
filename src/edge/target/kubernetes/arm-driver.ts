import type { TrialPlan } from '../../../core/model/plan.ts';
import type { Clock } from '../../clock.ts';
import type { ObservationSink } from '../target.ts';
import type { Api } from './api/api.ts';
import { merged } from './api/resources.ts';
import { serviceNamespace } from './manifests/names.ts';

/** Sets how many pods a service is to have, as `kubectl scale` does. */
export async function scaled(api: Api, service: string, replicas: number): Promise<void> {
  await merged(api, `/apis/apps/v1/namespaces/${serviceNamespace}/deployments/${service}/scale`, {
    spec: { replicas },
  });
}

/** Does during a trial what a calendar or a person does: raises an autoscaler's minimum, or scales by hand. */
export class ArmDriver {
  readonly #stopping = new AbortController();
  readonly #acts: Promise<void>[] = [];

  constructor(plan: TrialPlan, loadAtSeconds: number, api: Api, clock: Clock, sink: ObservationSink) {
    const { arm, scenario } = plan;
    const at = (
      seconds: number,
      service: string,
      reason: string,
      message: string,
      act: () => Promise<unknown>,
    ) => {
      const { signal } = this.#stopping;
      const tell = (type: 'Normal' | 'Warning', why: string, text: string) =>
        sink.event({ at: clock.now(), service, object: service, type, reason: why, message: text });
      this.#acts.push(
        (async () => {
          await clock.until(seconds, signal);
          await act();
          tell('Normal', reason, message);
        })().catch((error: unknown) => {
          if (!signal.aborted) tell('Warning', 'ArmNotDriven', `${message}: ${(error as Error).message}`);
        }),
      );
    };
    if (arm.kind === 'scheduled') {
      const service = arm.raise.service ?? scenario.service;
      const { min, leadSeconds } = arm.raise;
      const path = `/apis/autoscaling/v2/namespaces/${serviceNamespace}/horizontalpodautoscalers/${service}`;
      at(
        loadAtSeconds - leadSeconds,
        service,
        'MinimumRaised',
        `the calendar raised the minimum to ${min}`,
        () => merged(api, path, { spec: { minReplicas: min } }),
      );
    }
    if (arm.kind === 'manual')
      for (const { afterMinutes, replicas } of arm.steps)
        at(
          loadAtSeconds + afterMinutes * 60,
          scenario.service,
          'ManuallyScaled',
          `a person set ${replicas} replicas`,
          () => scaled(api, scenario.service, replicas),
        );
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the trial is over'));
    await Promise.all(this.#acts);
  }
}
