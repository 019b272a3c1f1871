import type { Campaign, Connections } from '../model/campaign.ts';
import type { CampaignPlan, ScenarioPlan, TargetName, TrialPlan } from '../model/plan.ts';
import type { OpenProfile } from '../model/profile.ts';
import { expectedSeconds, quotaCores } from './campaign-cost.ts';
import { definedOnly } from './defined-only.ts';
import { type CasePlan, plannedRepetition } from './repetition.ts';
import { type OwnFiles, servicePlanOf } from './service-plan.ts';

/** What a person may change on the command line; null keeps what the campaign says. */
export interface PlanChoices {
  preset: string;
  target: TargetName;
  lengthSeconds: number | null;
  /** Keep only cases of these arms. */
  arms: readonly string[] | null;
  cases: readonly string[] | null;
  trials: number | null;
  seed: number | null;
  route: Campaign['route'] | null;
  connections: Connections | null;
}

/** Slow requests may end this long after the window. */
const graceSeconds = 60;

/**
 * Turns a campaign into the list of trials, repetition by repetition, with everything that a trial needs and what is
 * expected of it. `openProfile` gives the compressed trace of a scenario with open load,
 * `own` what lies beside the campaign.
 */
export function planCampaign(
  written: Campaign,
  choices: PlanChoices,
  openProfile: (scenario: string, lengthSeconds: number) => OpenProfile | null,
  own: OwnFiles = { folder: null, manifests: new Map() },
): CampaignPlan {
  const campaign = {
    ...written,
    route: choices.route ?? written.route,
    connections: choices.connections ?? written.connections,
  };
  const preset = campaign.presets[choices.preset]!;
  const seed = choices.seed ?? campaign.seed;
  const lengthSeconds = choices.lengthSeconds ?? preset.lengthSeconds;
  const cases = (choices.cases ?? preset.cases).filter(
    (name) => choices.arms === null || choices.arms.includes(campaign.cases[name]!.arm),
  );
  const repetitions = choices.trials ?? preset.trials;
  const plans = cases.map((name) =>
    planCase(campaign, name, choices.target, lengthSeconds, openProfile, own),
  );
  const trials: TrialPlan[] = [];
  for (let repetition = 1; repetition <= repetitions; repetition++)
    trials.push(...plannedRepetition(plans, repetition, seed, trials.length + 1));
  return {
    schema: 'peakproof/plan/1',
    campaign: campaign.name,
    title: campaign.title,
    question: campaign.question ?? campaign.title,
    ...definedOnly({ titleKo: campaign.titleKo, questionKo: campaign.questionKo }),
    preset: choices.preset,
    target: choices.target,
    seed,
    ...(own.folder === null ? {} : { campaignFolder: own.folder }),
    trials,
    additions: [],
    expectedSeconds: expectedSeconds(trials),
    quotaCores: Math.max(0, ...trials.map(quotaCores)),
    ...(campaign.check === undefined ? {} : { check: campaign.check }),
  };
}

function planCase(
  campaign: Campaign,
  name: string,
  target: TargetName,
  lengthSeconds: number,
  openProfile: (scenario: string, lengthSeconds: number) => OpenProfile | null,
  own: OwnFiles,
): CasePlan {
  const chosen = campaign.cases[name]!;
  const scenarioPlan = (scenario: string) => scenarioPlanOf(campaign, scenario, lengthSeconds, openProfile);
  const services = Object.fromEntries(
    Object.entries(campaign.services).map(([service, settings]) => [
      service,
      servicePlanOf(settings, chosen.services?.[service] ?? {}, own.manifests.get(service)),
    ]),
  );
  return {
    campaign: campaign.name,
    case: name,
    against: chosen.against ?? null,
    armName: chosen.arm,
    arm: campaign.arms[chosen.arm]!,
    scenario: scenarioPlan(chosen.scenario),
    beside: (chosen.beside ?? []).map(scenarioPlan),
    services,
    target,
    lengthSeconds,
    graceSeconds,
    // The last third: by then an autoscaled arm has had its time, and every arm is judged over the same seconds.
    plateau: { fromSeconds: Math.floor((lengthSeconds * 2) / 3), toSeconds: lengthSeconds },
    connections: campaign.connections,
    route: campaign.route,
    pinningIsTheFactor: campaign.pinningIsTheFactor,
    satisfiedSeconds: campaign.satisfiedSeconds,
    sloSeconds: campaign.sloSeconds,
    published: chosen.published ?? null,
  };
}

function scenarioPlanOf(
  campaign: Campaign,
  name: string,
  lengthSeconds: number,
  openProfile: (scenario: string, lengthSeconds: number) => OpenProfile | null,
): ScenarioPlan {
  const { title, titleKo, script, service, visits, profile } = campaign.scenarios[name]!;
  return {
    name,
    title: title ?? name,
    ...definedOnly({ titleKo }),
    script,
    service,
    visits,
    profile: profile.model === 'closed' ? profile : openProfile(name, lengthSeconds)!,
  };
}
