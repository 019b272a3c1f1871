import { derivedSeed, type Random, seededRandom } from '../math/random.ts';
import type { CpuReading } from './metrics-window.ts';

/**
 * How often a kubelet reads a container's counters: ten seconds after the last time, and a random part of as much again
 * (defaultHousekeepingInterval of the kubelet, times up to two by `jitter(interval, 1.0)` of cAdvisor's
 * nextHousekeepingInterval). Every container has a rhythm of its own.
 */
const housekeepingSeconds = 10;

interface Rhythm {
  startTimeSeconds: number;
  random: Random;
  dueSeconds: number;
  held: CpuReading;
}

/**
 * What a kubelet has to hand over when metrics-server asks: not the counters of now, but those of each container's last
 * housekeeping, up to twenty seconds old. Together with the fifteen seconds between two askings it is the larger part of
 * the delay with which an autoscaler learns of a load.
 *
 *   container A   ●──────12 s──────●───────────18 s───────────●
 *   container B       ●────────15 s────────●──────11 s─────●
 *   asked                      ▲ (A: 4 s old, B: 8 s)         ▲
 */
export class Housekeeping {
  readonly #seed: number;
  #rhythms = new Map<string, Rhythm>();

  /** Rhythms follow from the seed and the pods' names. */
  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Counters of all pods that exist now; a reading is held when its container's is due. Pods left out are forgotten. */
  note(readings: readonly CpuReading[]): void {
    const rhythms = new Map<string, Rhythm>();
    for (const reading of readings) {
      const known = this.#rhythms.get(reading.pod);
      const rhythm = known?.startTimeSeconds === reading.startTimeSeconds ? known : this.#newRhythm(reading);
      if (reading.atSeconds >= rhythm.dueSeconds) {
        rhythm.held = reading;
        while (rhythm.dueSeconds <= reading.atSeconds)
          rhythm.dueSeconds += housekeepingSeconds * (1 + rhythm.random.next());
      }
      rhythms.set(reading.pod, rhythm);
    }
    this.#rhythms = rhythms;
  }

  /** The last reading of each pod. */
  held(): CpuReading[] {
    return [...this.#rhythms.values()].map((rhythm) => rhythm.held);
  }

  #newRhythm(reading: CpuReading): Rhythm {
    const { pod, startTimeSeconds } = reading;
    const random = seededRandom(derivedSeed(this.#seed, `housekeeping of ${pod}`));
    return { startTimeSeconds, random, dueSeconds: startTimeSeconds, held: reading };
  }
}
