import exec from 'k6/execution';
import http from 'k6/http';
import { Trend } from 'k6/metrics';
import type { Options } from 'k6/options';

/** As many requests as k6 can send, with the rows and tags of our scenarios. */
export const options: Options = {
  scenarios: { load: { executor: 'constant-vus', vus: 50, duration: `${__ENV.FLOOD_SECONDS}s` } },
  discardResponseBodies: true,
  systemTags: ['status', 'method', 'name', 'scenario', 'error', 'error_code', 'expected_response', 'vu'],
};

const served = new Trend('served', true);

export default function flood(): void {
  const response = http.get(`${__ENV.FLOOD_URL}?${exec.vu.idInTest}`, { tags: { name: 'page' } });
  served.add(response.timings.duration, { pod: 'one', route: 'page' });
}
