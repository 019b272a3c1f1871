import { sleep } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import type { Options } from 'k6/options';
// In a copy outside the package: a journey of your own, and './node_modules/peakproof/scenarios/journeys/visits.ts' etc.
import { shopJourney } from './journeys/shop.ts';
import { visits } from './journeys/visits.ts';
import { loadOptions } from './profiles/options.ts';
import { planFile } from './profiles/plan.ts';
import { heldStart } from './profiles/start.ts';

// The same for every service: the URL, the users and the length come from the plan.
const file = planFile(__ENV, open);
const users = new Counter('users_begun');
const visit = visits(file, { http, sleep, exec, served: new Trend('served', true), users });
http.setResponseCallback(http.expectedStatuses({ min: 200, max: 299 }));

export const options: Options = loadOptions(file.plan);

export function setup(): void {
  heldStart(__ENV, sleep, Date.now);
}

export default function ownServicePeak(): void {
  visit(shopJourney);
}
