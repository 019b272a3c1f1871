import { fieldEnd, sameBytes } from './bytes.ts';

/**
 * Metrics by number, the http ones first. The last ones carry no fact for us; they are here because k6 writes them for
 * each iteration and a known name is skipped faster. Everything else is {@link other}.
 */
const known = [
  'http_reqs',
  'http_req_duration',
  'http_req_blocked',
  'http_req_connecting',
  'http_req_tls_handshaking',
  'http_req_sending',
  'http_req_waiting',
  'http_req_receiving',
  'http_req_failed',
  'served',
  'iteration_duration',
  'dropped_iterations',
  'vus',
  'vus_max',
  // A counter of our scenarios.
  'users_begun',
  'data_sent',
  'iterations',
  'data_received',
  'checks',
  // A header again: files were put one after the other.
  'metric_name',
];

const id = (name: string) => known.indexOf(name);
export const httpReqs = id('http_reqs');
export const httpReqDuration = id('http_req_duration');
export const httpReqBlocked = id('http_req_blocked');
export const httpReqReceiving = id('http_req_receiving');
export const httpReqFailed = id('http_req_failed');
export const served = id('served');
export const iterationDuration = id('iteration_duration');
export const droppedIterations = id('dropped_iterations');
export const vus = id('vus');
export const vusMax = id('vus_max');
export const usersBegun = id('users_begun');
export const dataSent = id('data_sent');
export const header = id('metric_name');
export const other = known.length;

/** Whether we tell a row of this metric by its scenario. */
export const isOfScenario = (metric: number) =>
  metric === iterationDuration || metric === droppedIterations || metric === usersBegun;

/** Whether the value of a row is a figure that we tell. */
export const hasFigure = (metric: number) =>
  metric <= httpReqBlocked || (metric >= httpReqFailed && metric <= vusMax && metric !== served);

export const metricOf = (name: string) => (known.includes(name) ? id(name) : other);

// Names with their comma, one after the other, to compare with the start of a row four bytes at a time.
const encoded = known.map((name) => new TextEncoder().encode(`${name},`));
/** Bytes of each name, comma included. */
export const nameLength = Uint8Array.from([...encoded.map((name) => name.length), 0]);
const offset = Int32Array.from(
  encoded.map((_, i) => encoded.slice(0, i).reduce((sum, n) => sum + n.length, 0)),
);

/** Bytes to keep free at the front of a scanner's buffer for {@link writeNames}. */
export const namesLength = encoded.reduce((sum, name) => sum + name.length, 0);

export function writeNames(bytes: Uint8Array): void {
  encoded.forEach((name, i) => {
    bytes.set(name, offset[i]!);
  });
}

/** Whether the row at `at` is of `metric`, with {@link writeNames} at the front of the buffer. */
export function isMetric(view: DataView, at: number, metric: number): boolean {
  return sameBytes(view, at, offset[metric]!, nameLength[metric]!);
}

/** The metric of the row at `at`. */
export function metricAt(bytes: Uint8Array, view: DataView, at: number, limit: number): number {
  const length = fieldEnd(bytes, at) + 1 - at;
  for (let metric = 0; metric < other; metric++) {
    if (nameLength[metric] === length && at + length <= limit && isMetric(view, at, metric)) return metric;
  }
  return other;
}
