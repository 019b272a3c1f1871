import type { ServicePlan, TrialPlan } from '../model/plan.ts';

type Scenario = Pick<TrialPlan['scenario'], 'visits'>;

/** Requests of one whole journey. */
export function requestsPerJourney(scenario: Scenario): number {
  return Object.values(scenario.visits).reduce((sum, visits) => sum + visits, 0);
}

/** Mean CPU seconds of one request over the journey's mix of routes. */
export function meanDemandSeconds(service: ServicePlan, scenario: Scenario): number {
  const burned = Object.entries(scenario.visits).reduce(
    (sum, [route, visits]) => sum + visits * (service.routes[route]?.cpuSeconds ?? 0),
    0,
  );
  return (burned / requestsPerJourney(scenario)) * service.demandFactor;
}

/** Requests per second that one pod can answer at most: its CPU quota over the mean demand (utilization law). */
export function podCapacityPerSecond(service: ServicePlan, scenario: Scenario): number {
  return service.cpuCores / meanDemandSeconds(service, scenario);
}
