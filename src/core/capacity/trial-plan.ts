import { derivedSeed, seededRandom } from '../math/random.ts';
import type { Campaign } from '../model/campaign.ts';
import type { CapacityQuestion } from '../model/capacity.ts';
import type { TrialPlan } from '../model/plan.ts';
import type { OpenProfile } from '../model/profile.ts';
import { planCampaign } from '../plan/plan-campaign.ts';
import type { OwnFiles } from '../plan/service-plan.ts';

/** The campaign that describes the services, and what lies beside it. */
export interface AskedCampaign {
  campaign: Campaign;
  own: OwnFiles;
}

/** One search: a number of replicas, and which repeat of it. */
export interface Search {
  replicas: number;
  repeat: number;
}

/** Until a journey's requests come at an even pace, and queues have found their length, nothing is judged. */
const settledShare = 0.5;

/** The plan of one try: `perSecond` requests offered evenly to a fixed number of replicas. */
export function tryPlan(
  { campaign, own }: AskedCampaign,
  question: CapacityQuestion,
  { replicas, repeat }: Search,
  attempt: number,
  order: number,
  perSecond: number,
): TrialPlan {
  const id = `${replicas}-replicas.${repeat}.${attempt}`;
  const { lengthSeconds, level, requestsPerJourney } = question;
  const scenario = campaign.scenarios[question.scenario]!;
  const profile = constantProfile(question, scenario.profile.thinkSeconds, perSecond);
  const name = `${replicas}-replicas`;
  const plan = planCampaign(
    {
      ...campaign,
      // The others would idle, and take room and start-up from the one that is asked about.
      services: { [scenario.service]: campaign.services[scenario.service]! },
      sloSeconds: level.withinSeconds,
      arms: { [name]: { kind: 'fixed', replicas } },
      scenarios: {
        [question.scenario]: {
          ...scenario,
          profile: {
            model: 'open',
            trace: 'constant',
            peakPerSecond: perSecond / requestsPerJourney,
            maxUsers: profile.maxUsers,
            thinkSeconds: profile.thinkSeconds,
          },
        },
      },
      cases: { [name]: { arm: name, scenario: question.scenario } },
      presets: { capacity: { lengthSeconds, cases: [name], trials: 1 } },
    },
    {
      preset: 'capacity',
      target: question.target,
      lengthSeconds: null,
      arms: null,
      cases: null,
      trials: null,
      seed: derivedSeed(question.seed, id),
      route: null,
      connections: null,
    },
    () => profile,
    own,
  ).trials[0]!;
  return {
    ...plan,
    id,
    trial: repeat,
    order,
    plateau: { fromSeconds: Math.floor(lengthSeconds * settledShare), toSeconds: lengthSeconds },
  };
}

function constantProfile(question: CapacityQuestion, thinkSeconds: number, perSecond: number): OpenProfile {
  const { lengthSeconds, level, requestsPerJourney } = question;
  const journeys = perSecond / requestsPerJourney;
  // Little's law, with every answer as slow as the level allows twice over: users must not be what limits the load.
  const secondsOfJourney = requestsPerJourney * (thinkSeconds + 2 * level.withinSeconds);
  return {
    model: 'open',
    points: [
      { atSeconds: 0, perSecond: journeys },
      { atSeconds: lengthSeconds, perSecond: journeys },
    ],
    maxUsers: Math.max(10, Math.ceil(journeys * secondsOfJourney)),
    thinkSeconds,
  };
}

/**
 * Where a search begins: what is expected of the replicas, up to a tenth beside it by the seed, so that repeats do not halve
 * the same loads and agree for that reason alone.
 */
export function startPerSecond(question: CapacityQuestion, { replicas, repeat }: Search): number {
  const perReplica = question.predictedPerReplica ?? unknownPerReplica;
  const beside = seededRandom(derivedSeed(question.seed, `start ${replicas} ${repeat}`)).next();
  return replicas * perReplica * (0.85 + 0.2 * beside);
}

/** Nothing is known of a service: brackets grow from here, a quarter at each step. */
const unknownPerReplica = 10;
