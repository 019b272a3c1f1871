import type { Ending, Environment } from '../../../src/core/model/observation.ts';
import { type CampaignPlan, campaignPlanSchema, type TrialPlan } from '../../../src/core/model/plan.ts';

/** Epoch seconds at which the load of every made-up trial starts. */
export const loadStart = 1_800_000_000;

const service = {
  demo: 'portal-demo' as const,
  cpuCores: 0.1,
  startSeconds: 10,
  queueLimit: 512,
  routes: { home: { cpuSeconds: 0.006 } },
  cpuVariation: 0.5,
  extraDelaySeconds: 0,
  demandFactor: 1,
};

/** A small closed trial: 300 users, 10 s ramp, 60 s, five fixed pods. */
export function samplePlan(changes: Partial<TrialPlan> = {}): TrialPlan {
  return {
    id: 'T-01.1',
    campaign: 'sample',
    case: 'T-01',
    against: null,
    armName: 'fixed-5',
    arm: { kind: 'fixed', replicas: 5 },
    scenario: {
      name: 'portal-peak',
      title: 'Portal peak',
      script: 'portal.ts',
      service: 'portal',
      visits: { home: 1 },
      profile: { model: 'closed', users: 300, rampSeconds: 10, thinkSeconds: 1 },
    },
    beside: [],
    services: { portal: service, groupware: { ...service, demo: 'groupware-demo' as const } },
    target: 'local',
    trial: 1,
    order: 1,
    seed: 20,
    block: null,
    warmUp: false,
    repeats: null,
    lengthSeconds: 60,
    graceSeconds: 60,
    plateau: { fromSeconds: 20, toSeconds: 60 },
    connections: { policy: 'per-request' },
    route: 'requests',
    pinningIsTheFactor: false,
    satisfiedSeconds: 1,
    sloSeconds: 3,
    phases: { loadAfterSyncSeconds: 3, metricsAfterSyncSeconds: 7 },
    published: null,
    prediction: null,
    notPredicted: null,
    ...changes,
  };
}

export function sampleCampaign(trials: TrialPlan[]): CampaignPlan {
  return campaignPlanSchema.parse({
    schema: 'peakproof/plan/1',
    campaign: 'sample',
    title: 'Sample',
    question: 'Does it work?',
    preset: 'quick',
    target: 'local',
    seed: 20,
    trials,
    additions: [],
    expectedSeconds: 100,
    quotaCores: 1,
  } satisfies CampaignPlan);
}

export const sampleEnvironment: Environment = {
  peakproof: '0.1.0',
  k6: 'v1.8.1',
  kubernetes: null,
  node: 'v20.20.2',
  os: 'linux',
  kernel: null,
  cpuModel: null,
  cores: 2,
  memoryBytes: 8e9,
  loadAverage1m: 0.1,
  gitCommit: null,
  gitDirty: null,
  scenarioSha256: null,
  cluster: null,
  fingerprint: null,
};

export function sampleEnding(changes: Partial<Ending> = {}): Ending {
  return {
    state: 'completed',
    where: null,
    message: null,
    k6ExitCode: 0,
    loadStartSeconds: loadStart,
    loadEndSeconds: loadStart + 60,
    clockJumpSeconds: 0.001,
    streamSha256: null,
    streamBytes: null,
    planSha256: null,
    observers: [],
    fingerprint: null,
    ...changes,
  };
}
