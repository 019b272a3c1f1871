import type { PodSample } from '../model/hpa.ts';

/** One reading of a pod's cumulative CPU time, as a kubelet hands it over. */
export interface CpuReading {
  pod: string;
  container: string;
  startTimeSeconds: number;
  atSeconds: number;
  cpuSeconds: number;
}

/** How often metrics-server reads (its flag --metric-resolution as shipped). */
export const metricResolutionSeconds = 15;
/** A younger container's first reading is too inaccurate to be used alone. */
const freshContainerSeconds = 10;

interface Point {
  startTimeSeconds: number;
  atSeconds: number;
  cpuSeconds: number;
}

/**
 * What metrics-server makes of cumulative CPU: the mean over the last two different readings. It is one part of the delay
 * between a load and the autoscaler's knowledge of it; the other is the age of what a kubelet hands over
 * ({@link ./housekeeping}). After a step, a sample shows it in full only when a whole window has passed.
 *
 *   readings   ●────────────────●─────────────●
 *   sample                      └ mean window ┘ → timestamp, window
 *
 * A container that is between 10 s and one period old at a reading gets a sample at once, counted from its start; any
 * other new one has none until its second reading. A reading that is no newer changes nothing. (`podStorage.Store` of
 * metrics-server 0.6 to 0.9.)
 */
export class MetricsWindow {
  #last = new Map<string, Point>();
  #samples = new Map<string, PodSample>();

  /** One reading of all pods that exist now; pods left out are forgotten. */
  store(readings: readonly CpuReading[]): void {
    const last = new Map<string, Point>();
    const samples = new Map<string, PodSample>();
    for (const reading of readings) {
      const { pod, startTimeSeconds, atSeconds, cpuSeconds } = reading;
      last.set(pod, { startTimeSeconds, atSeconds, cpuSeconds });
      const sample = this.#sample(reading);
      if (sample !== undefined) samples.set(pod, sample);
    }
    this.#last = last;
    this.#samples = samples;
  }

  /** What the metrics API answers now. */
  samples(): PodSample[] {
    return [...this.#samples.values()];
  }

  #sample(reading: CpuReading): PodSample | undefined {
    const { pod, container, startTimeSeconds, atSeconds, cpuSeconds } = reading;
    const ageSeconds = atSeconds - startTimeSeconds;
    if (ageSeconds >= freshContainerSeconds && ageSeconds < metricResolutionSeconds)
      return sampleBetween({ atSeconds: startTimeSeconds, cpuSeconds: 0 }, reading);
    const stored = this.#last.get(pod);
    if (stored === undefined || stored.startTimeSeconds !== startTimeSeconds) return undefined;
    if (atSeconds > stored.atSeconds) return sampleBetween(stored, { pod, container, atSeconds, cpuSeconds });
    return this.#samples.get(pod);
  }
}

function sampleBetween(
  from: Pick<Point, 'atSeconds' | 'cpuSeconds'>,
  to: Omit<CpuReading, 'startTimeSeconds'>,
): PodSample {
  const windowSeconds = to.atSeconds - from.atSeconds;
  const cores = (to.cpuSeconds - from.cpuSeconds) / windowSeconds;
  return {
    pod: to.pod,
    timestampSeconds: to.atSeconds,
    windowSeconds,
    containers: [{ name: to.container, usageMilli: { cpu: Math.round(cores * 1000) } }],
  };
}
