/** Upper bounds in seconds; the last bucket of every histogram is +Inf. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] as const;

interface Durations {
  /** Not yet cumulative; one more than `bounds`. */
  counts: number[];
  sumSeconds: number;
}

/** Figures that are read when somebody asks. */
export interface Gauges {
  pod: string;
  service: string;
  ready: boolean;
  inFlight: number;
  queueLength: number;
  cpuSeconds: number;
  demandSeconds: number;
  quotaPeriods: number;
  throttledPeriods: number;
  throttledSeconds: number;
  /** Epoch seconds. */
  startTimeSeconds: number;
}

/** Counts answers and prints them in the Prometheus text format. */
export class RequestMetrics {
  readonly #answers = new Map<string, Map<number, number>>();
  readonly #durations = new Map<string, Durations>();

  /** `status` 499 is a client that left before its answer, as nginx counts it. */
  count(route: string, status: number, durationSeconds: number): void {
    const byStatus = this.#answers.get(route) ?? new Map<number, number>();
    this.#answers.set(route, byStatus);
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    let durations = this.#durations.get(route);
    if (!durations) {
      durations = { counts: new Array(bounds.length + 1).fill(0), sumSeconds: 0 };
      this.#durations.set(route, durations);
    }
    let bucket = 0;
    while (bucket < bounds.length && durationSeconds > bounds[bucket]!) bucket++;
    durations.counts[bucket]!++;
    durations.sumSeconds += durationSeconds;
  }

  text(gauges: Gauges): string {
    const lines: string[] = [];
    const family = (name: string, type: string, help: string): void => {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    };
    const single = (name: string, type: string, help: string, value: number): void => {
      family(name, type, help);
      lines.push(`${name} ${value}`);
    };

    family('peakproof_requests_total', 'counter', 'Requests answered, by route and status.');
    for (const [route, byStatus] of this.#answers) {
      for (const [status, count] of byStatus) {
        lines.push(`peakproof_requests_total{route="${route}",status="${status}"} ${count}`);
      }
    }
    const duration = 'peakproof_request_duration_seconds';
    family(duration, 'histogram', 'Time from the arrival of a request to its answer.');
    for (const [route, { counts, sumSeconds }] of this.#durations) {
      let below = 0;
      for (const [i, count] of counts.entries()) {
        below += count;
        lines.push(`${duration}_bucket{route="${route}",le="${bounds[i] ?? '+Inf'}"} ${below}`);
      }
      lines.push(
        `${duration}_sum{route="${route}"} ${sumSeconds}`,
        `${duration}_count{route="${route}"} ${below}`,
      );
    }
    family('peakproof_pod_info', 'gauge', 'Which pod this is.');
    lines.push(`peakproof_pod_info{pod="${gauges.pod}",service="${gauges.service}"} 1`);
    single('peakproof_ready', 'gauge', 'Whether the pod wants requests.', gauges.ready ? 1 : 0);
    single(
      'peakproof_requests_in_flight',
      'gauge',
      'Requests accepted and not yet answered.',
      gauges.inFlight,
    );
    single('peakproof_queue_length', 'gauge', 'Requests that wait for the worker.', gauges.queueLength);
    single('peakproof_demand_seconds_total', 'counter', 'CPU time drawn for requests.', gauges.demandSeconds);
    single('process_cpu_seconds_total', 'counter', 'CPU time of the process.', gauges.cpuSeconds);
    single('process_start_time_seconds', 'gauge', 'Start, since the epoch.', gauges.startTimeSeconds);
    single('peakproof_cpu_periods_total', 'counter', 'Quota periods with work.', gauges.quotaPeriods);
    single(
      'peakproof_cpu_throttled_periods_total',
      'counter',
      'Periods stood still in.',
      gauges.throttledPeriods,
    );
    single('peakproof_cpu_throttled_seconds_total', 'counter', 'Time stood still.', gauges.throttledSeconds);
    return `${lines.join('\n')}\n`;
  }
}
