import { derivedSeed, type Random, seededRandom } from '../../../src/core/math/random.ts';

/**
 * CPU demands of one pod: log-normal with the route's mean, drawn from a sequence that `seed` and the pod's name fix.
 * For a mean m and a coefficient of variation c: sigma^2 = ln(1 + c^2), mu = ln m - sigma^2 / 2.
 */
export class DemandSource {
  readonly #random: Random;
  readonly #sigma: number;

  constructor(seed: number, pod: string, variation: number) {
    this.#random = seededRandom(derivedSeed(seed, pod));
    this.#sigma = Math.sqrt(Math.log1p(variation * variation));
  }

  /** CPU seconds of the next request of a route with this mean. */
  nextCpuSeconds(meanCpuSeconds: number): number {
    // Box and Muller; 1 - u keeps the logarithm away from 0.
    const radius = Math.sqrt(-2 * Math.log(1 - this.#random.next()));
    const normal = radius * Math.cos(2 * Math.PI * this.#random.next());
    return meanCpuSeconds * Math.exp(this.#sigma * normal - (this.#sigma * this.#sigma) / 2);
  }
}
