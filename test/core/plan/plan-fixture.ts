import type { Arm } from '../../../src/core/model/arm.ts';
import type { DemoServicePlan } from '../../../src/core/model/service.ts';
import type { Unpredicted } from '../../../src/core/plan/model-platform.ts';

/** 5.68 ms a request at 0.1 core: 17.6 requests a second. */
export const servicePlan: DemoServicePlan = {
  demo: 'portal-demo',
  cpuCores: 0.1,
  startSeconds: 10,
  queueLimit: 512,
  routes: { page: { cpuSeconds: 0.00568 } },
  cpuVariation: 0.5,
  extraDelaySeconds: 0,
  demandFactor: 1,
};

export const fixedFive: Arm = { kind: 'fixed', replicas: 5 };
export const hpa: Arm = { kind: 'hpa', min: 5, max: 10, targetUtilization: 60 };

/** The reference load on one service, 600 s, unless something else is said. */
export function trialPlan(changes: Partial<Unpredicted> = {}): Unpredicted {
  const lengthSeconds = changes.lengthSeconds ?? 600;
  return {
    id: 'T-01.1',
    campaign: 'test',
    case: 'T-01',
    against: null,
    armName: 'fixed-5',
    arm: fixedFive,
    scenario: {
      name: 'portal-peak',
      title: 'portal',
      script: 'portal-peak.ts',
      service: 'portal',
      visits: { page: 4 },
      profile: { model: 'closed', users: 300, rampSeconds: 10, thinkSeconds: 1 },
    },
    beside: [],
    services: { portal: servicePlan, groupware: servicePlan },
    target: 'local',
    trial: 1,
    order: 1,
    seed: 1,
    block: null,
    warmUp: false,
    repeats: null,
    lengthSeconds,
    graceSeconds: 60,
    plateau: { fromSeconds: (lengthSeconds * 2) / 3, toSeconds: lengthSeconds },
    connections: { policy: 'per-request' },
    route: 'requests',
    pinningIsTheFactor: false,
    satisfiedSeconds: 1,
    sloSeconds: 3,
    phases: { loadAfterSyncSeconds: 7, metricsAfterSyncSeconds: 5 },
    published: null,
    ...changes,
  };
}
