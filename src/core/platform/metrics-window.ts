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
 * What metrics-server makes of cumulative CPU: the mean over the last two readings. It is the delay between a load
 * and the autoscaler's knowledge of it: after a step, a sample shows it in full only when a whole window has passed.
 *
 *   readings   ●───────15 s───────●───────15 s───────●
 *   sample                        └ mean over window ┘ → timestamp, window
 *
 * A container that is between 10 s and one window old at its first reading gets a sample at once, counted from its
 * start; any other new one has none until its second reading. (Behaviour of metrics-server 0.6 and later.)
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
      const previous = this.#previous(reading);
      if (previous === null) continue;
      const windowSeconds = atSeconds - previous.atSeconds;
      samples.set(pod, {
        pod,
        timestampSeconds: atSeconds,
        windowSeconds,
        containers: [
          {
            name: reading.container,
            usageMilli: { cpu: Math.round(((cpuSeconds - previous.cpuSeconds) / windowSeconds) * 1000) },
          },
        ],
      });
    }
    this.#last = last;
    this.#samples = samples;
  }

  /** What the metrics API answers now. */
  samples(): PodSample[] {
    return [...this.#samples.values()];
  }

  #previous(reading: CpuReading): Point | null {
    const ageSeconds = reading.atSeconds - reading.startTimeSeconds;
    if (ageSeconds >= freshContainerSeconds && ageSeconds < metricResolutionSeconds)
      return { ...reading, atSeconds: reading.startTimeSeconds, cpuSeconds: 0 };
    const stored = this.#last.get(reading.pod);
    if (stored === undefined || stored.startTimeSeconds !== reading.startTimeSeconds) return null;
    return reading.atSeconds > stored.atSeconds ? stored : null;
  }
}
