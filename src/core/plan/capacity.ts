import type { ServicePlan, TrialPlan } from '../model/plan.ts';
import { isDemo } from '../model/service.ts';

type Scenario = Pick<TrialPlan['scenario'], 'visits'>;

/** Requests of one whole journey. */
export function requestsPerJourney(scenario: Scenario): number {
  return Object.values(scenario.visits).reduce((sum, visits) => sum + visits, 0);
}

/** What keeps a request longer than its CPU does. Of a service that is not ours nothing of the kind is known. */
export function delaysOf(service: ServicePlan): { queueLimit: number; extraDelaySeconds: number } {
  return isDemo(service) ? service : { queueLimit: Number.POSITIVE_INFINITY, extraDelaySeconds: 0 };
}

/** Mean CPU seconds of one request over the journey's mix of routes; null where the plan does not say what they cost. */
export function meanDemandSeconds(service: ServicePlan, scenario: Scenario): number | null {
  const { routes } = service;
  if (routes === null || Object.keys(scenario.visits).some((route) => routes[route] === undefined))
    return null;
  const burned = Object.entries(scenario.visits).reduce(
    (sum, [route, visits]) => sum + visits * routes[route]!.cpuSeconds,
    0,
  );
  return (burned / requestsPerJourney(scenario)) * (isDemo(service) ? service.demandFactor : 1);
}

/** Requests per second that one pod can answer at most: its CPU quota over the mean demand (utilization law). */
export function podCapacityPerSecond(service: ServicePlan, scenario: Scenario): number | null {
  const demand = meanDemandSeconds(service, scenario);
  return demand === null ? null : service.cpuCores / demand;
}
