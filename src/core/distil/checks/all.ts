import type { Check } from '../../model/trial.ts';
import type { Warning } from '../../model/warning.ts';
import type { TrialFacts } from '../trial-facts.ts';
import { blindHpaCheck } from './blind-hpa.ts';
import { dataCheck } from './data.ts';
import { errorCheck } from './errors.ts';
import type { Finding } from './finding.ts';
import { generatorCheck } from './generator.ts';
import { missingPodsCheck } from './missing-pods.ts';
import { nodesCheck } from './nodes.ts';
import { observersCheck } from './observers.ts';
import { planCheck } from './plan.ts';
import { plannedLoadCheck } from './planned-load.ts';
import { shareCheck } from './share.ts';
import { startStateCheck } from './start-state.ts';
import { clockCheck, stateCheck } from './state.ts';

/** In the order of printing: what makes the rest pointless comes first. */
const all: readonly ((facts: TrialFacts) => Finding)[] = [
  planCheck,
  stateCheck,
  dataCheck,
  clockCheck,
  startStateCheck,
  missingPodsCheck,
  plannedLoadCheck,
  generatorCheck,
  nodesCheck,
  shareCheck,
  errorCheck,
  blindHpaCheck,
  observersCheck,
];

/** What has to hold of each load by itself. The others are of the trial as a whole. */
const ofEachLoad: readonly ((facts: TrialFacts) => Finding)[] = [
  dataCheck,
  plannedLoadCheck,
  shareCheck,
  errorCheck,
  blindHpaCheck,
];

/** Everything that has to hold before a number of the trial may be trusted. */
export function checksOf(facts: TrialFacts): { checks: Check[]; warnings: Warning[] } {
  const findings = [
    ...all.map((one) => one(facts)),
    ...facts.beside.flatMap((load) => ofEachLoad.map((one) => ofBeside(one(load), load))),
  ];
  return {
    checks: findings.flatMap((found) => found.checks),
    warnings: findings.flatMap((found) => found.doubts),
  };
}

/** Names the load in each sentence, for a reader and for a translator; its doubts are about no figure of the main one. */
function ofBeside({ checks, doubts }: Finding, { plan }: TrialFacts): Finding {
  const { service } = plan!.scenario;
  return {
    checks: checks.map((check) => ({
      ...check,
      seen: `${service}: ${check.seen}`,
      facts: { ...check.facts, besideLoad: service },
    })),
    doubts: doubts.map((doubt) => ({
      ...doubt,
      message: `${service}: ${doubt.message}`,
      facts: { ...doubt.facts, besideLoad: service },
      metric: null,
    })),
  };
}
