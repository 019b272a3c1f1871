import { searchesOf } from '../core/capacity/capacity.ts';
import { type AskedCampaign, tryPlan } from '../core/capacity/trial-plan.ts';
import type { CapacityQuestion } from '../core/model/capacity.ts';
import type { TargetName } from '../core/model/plan.ts';
import { podCapacityPerSecond, requestsPerJourney } from '../core/plan/capacity.ts';
import { nameAdvice } from '../core/plan/nearest-name.ts';
import { exactPercent } from '../core/report/format.ts';
import { packageRoot } from '../edge/package-root.ts';
import { readCampaignFile } from '../edge/store/campaign-file.ts';
import type { CapacityOptions } from './capacity.ts';
import { durationText, parseDuration } from './duration.ts';
import { CommandError } from './exit-code.ts';

/** Requests that end in the judged seconds, over those that are offered in them: what 20 s and a hundred requests can tell. */
const completedShare = 0.95;
const mostTries = 14;
/** Judging begins when the first journeys have ended, and the requests of all come at an even pace. */
const journeysBeforeJudging = 1.25;
/** Bracketing takes two loads and halving a quarter to a twentieth three, mostly. */
const usualTries = 5;
/** Bringing replicas up, waiting for their metrics' phase, taking them down. */
const aroundSeconds = 20;

/** The campaign that describes the services. @throws CampaignError with every problem */
export async function capacityCampaign(nameOrPath: string): Promise<AskedCampaign> {
  return readCampaignFile(nameOrPath, packageRoot());
}

/** What was asked, checked. @throws CommandError with every problem */
export async function capacityQuestion(
  options: CapacityOptions,
  target: TargetName,
): Promise<CapacityQuestion> {
  const asked = await capacityCampaign(options.campaign);
  const { campaign } = asked;
  const problems: string[] = [];
  const names = Object.keys(campaign.scenarios);
  const scenario = options.scenario ?? names[0]!;
  if (!names.includes(scenario))
    problems.push(`--scenario ${scenario} is not in this campaign${nameAdvice(scenario, names)}`);
  const number = (flag: string, text: string, low: number, high: number, whole: boolean): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= low && value <= high) || (whole && !Number.isInteger(value)))
      problems.push(`${flag} ${text}: write a ${whole ? 'whole ' : ''}number from ${low} to ${high}.`);
    return value;
  };
  const share = (flag: string, text: string, low: number, high: number): number =>
    number(flag, text.replace(/%$/, ''), low, high, false) / 100;
  const replicas = [
    ...new Set(options.replicas.split(',').map((text) => number('--replicas', text, 1, 200, true))),
  ].sort((a, b) => a - b);
  const lengthSeconds = parseDuration(options.length, '--length');
  if (lengthSeconds < 10 || lengthSeconds > 3600)
    problems.push(
      `--length ${options.length}: a load lasts from 10 s to 1 h, so that half of it can be judged.`,
    );
  const journey = campaign.scenarios[scenario];
  const journeySeconds =
    journey === undefined ? 0 : requestsPerJourney(journey) * journey.profile.thinkSeconds;
  if (lengthSeconds / 2 < journeySeconds * journeysBeforeJudging)
    problems.push(
      `--length ${options.length}: a journey of ${scenario} takes ${journeySeconds} s of thinking alone, so that its requests come evenly only after that. Take ${Math.ceil(2 * journeysBeforeJudging * journeySeconds)} s or more.`,
    );
  const withinSeconds =
    options.within === undefined ? campaign.sloSeconds : parseDuration(options.within, '--within');
  if (withinSeconds <= 0) problems.push(`--within ${options.within}: no answer takes no time.`);
  const checked = {
    repeats: number('--repeats', options.repeats, 1, 100, true),
    resolution: share('--resolution', options.resolution, 0.5, 50),
    seed: options.seed === undefined ? campaign.seed : number('--seed', options.seed, 0, 0xffffffff, true),
    level: {
      withinSeconds,
      share: share('--share', options.share, 1, 100),
      errorRate: share('--errors', options.errors, 0, 100),
      completedShare,
    },
  };
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
  const chosen = campaign.scenarios[scenario]!;
  const question: CapacityQuestion = {
    schema: 'peakproof/capacity-question/1',
    campaign: campaign.name,
    campaignFile: options.campaign,
    scenario,
    title: chosen.title ?? scenario,
    service: chosen.service,
    target,
    replicas,
    lengthSeconds,
    mostTries,
    requestsPerJourney: requestsPerJourney(chosen),
    predictedPerReplica: null,
    ...checked,
  };
  return { ...question, predictedPerReplica: predictedPerReplica(asked, question) };
}

/** Of the model; null where the campaign does not say what a request costs. */
function predictedPerReplica(campaign: AskedCampaign, question: CapacityQuestion): number | null {
  const plan = onePod(campaign, question);
  const perSecond = podCapacityPerSecond(plan.services[question.service]!, plan.scenario);
  return perSecond !== null && Number.isFinite(perSecond) ? perSecond : null;
}

/** Cores that the most replicas may use. */
export function quotaCores(campaign: AskedCampaign, question: CapacityQuestion): number {
  const { services } = onePod(campaign, question);
  return Math.max(...question.replicas) * services[question.service]!.cpuCores;
}

/** A plan of the smallest try, for what it says of the services. */
export function onePod(campaign: AskedCampaign, question: CapacityQuestion) {
  return tryPlan(campaign, question, { replicas: 1, repeat: 1 }, 1, 1, question.requestsPerJourney);
}

/** What the search will take, before it begins. */
export function costText(question: CapacityQuestion): string {
  const searches = searchesOf(question).length;
  const seconds = searches * usualTries * (question.lengthSeconds + aroundSeconds);
  const { level } = question;
  return [
    `Capacity of ${question.service} under ${question.title}: ${question.replicas.join(', ')} replicas, ${question.repeats} ${question.repeats === 1 ? 'search' : 'searches'} each.`,
    `A load holds when ${exactPercent(level.share, 'en')} of its requests are answered within ${level.withinSeconds} s, at most ${exactPercent(level.errorRate, 'en')} fail, and ${exactPercent(level.completedShare, 'en')} of what is offered ends.`,
    `About ${usualTries} loads of ${question.lengthSeconds} s a search: ${durationText(seconds)} in all.`,
  ].join('\n');
}
