import type { Histogram } from '../model/trial.ts';

/**
 * A log-linear histogram of times in whole microseconds, after HdrHistogram's idea.
 *
 *   value    0 … 255 | 256 … 511 | 512 … 1023 | 1024 … 2047 | …
 *   width          1 |         2 |          4 |           8 | …      128 bins in each doubling
 *
 * A bin is at most 1/128 of its lower edge wide, and a quantile answers with the middle of a bin, so it is at most
 * 1/256 (0.4 %) off; below 256 µs it is exact. Count, sum, least and greatest are exact. Merging adds bins, which
 * equals having recorded everything in one.
 */
export const significantBits = 7;
const binsPerDoubling = 1 << significantBits;
const unitSeconds = 1e-6;

/** Bin of a value: whole microseconds from 0 to 2^53. Shifts only, because logarithms are slow and round. */
export function binOf(micros: number): number {
  if (micros <= 0x7fffffff) {
    const shift = 24 - Math.clz32(micros);
    return shift <= 0 ? micros : (shift << significantBits) + (micros >>> shift);
  }
  // Above 2^31 (36 minutes) bitwise operators would wrap: take 24 bits off by division first.
  const high = Math.floor(micros / 0x1000000);
  const shift = 24 - Math.clz32(high);
  return ((shift + 24) << significantBits) + (high >>> shift);
}

/** The values of a bin: `width` whole microseconds from `low` on. */
export function binRange(bin: number): { low: number; width: number } {
  if (bin < 2 * binsPerDoubling) return { low: bin, width: 1 };
  const width = 2 ** ((bin >> significantBits) - 1);
  return { low: ((bin & (binsPerDoubling - 1)) + binsPerDoubling) * width, width };
}

export class LogLinearHistogram {
  /** Grows to the highest bin seen. 32 bits: four thousand million values a bin. */
  #counts = new Uint32Array(512);
  #count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  /** Counts one value, in whole microseconds. Throws a RangeError for anything that is not one. */
  record(micros: number): void {
    if (!(micros >= 0 && micros <= Number.MAX_SAFE_INTEGER))
      throw new RangeError(`${micros} is not a time in whole microseconds`);
    const bin = binOf(micros);
    if (bin >= this.#counts.length) this.#grow(bin);
    this.#counts[bin]!++;
    this.#count++;
    this.#sum += micros;
    if (micros < this.#min) this.#min = micros;
    if (micros > this.#max) this.#max = micros;
  }

  get count(): number {
    return this.#count;
  }

  get sumSeconds(): number {
    return this.#sum / 1e6;
  }

  get meanSeconds(): number | null {
    return this.#count === 0 ? null : this.#sum / this.#count / 1e6;
  }

  get minSeconds(): number | null {
    return this.#count === 0 ? null : this.#min / 1e6;
  }

  get maxSeconds(): number | null {
    return this.#count === 0 ? null : this.#max / 1e6;
  }

  /**
   * The value at rank q·(count − 1), ranks from 0, with a straight line between neighbours: what k6 calls p(100·q).
   * Each neighbour is the middle of its bin; the least and the greatest are exact. null when nothing was recorded.
   */
  quantileSeconds(q: number): number | null {
    if (this.#count === 0) return null;
    const rank = Math.min(1, Math.max(0, q)) * (this.#count - 1);
    const below = Math.floor(rank);
    const low = this.#valueAtRank(below);
    const high = below === rank ? low : this.#valueAtRank(below + 1);
    return (low + (high - low) * (rank - below)) / 1e6;
  }

  /** Adds everything that `other` recorded. */
  merge(other: LogLinearHistogram): this {
    for (let bin = 0; bin < other.#counts.length; bin++) this.#add(bin, other.#counts[bin]!);
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
    return this;
  }

  toJSON(): Histogram {
    const bins: number[] = [];
    const counts: number[] = [];
    this.#counts.forEach((count, bin) => {
      if (count === 0) return;
      bins.push(bin);
      counts.push(count);
    });
    return {
      significantBits,
      unitSeconds,
      count: this.#count,
      sumSeconds: this.sumSeconds,
      minSeconds: this.minSeconds,
      maxSeconds: this.maxSeconds,
      bins,
      counts,
    };
  }

  /** The histogram that `json` was written from. Throws a RangeError when its bins are not these bins. */
  static fromJSON(json: Histogram): LogLinearHistogram {
    if (json.significantBits !== significantBits || json.unitSeconds !== unitSeconds)
      throw new RangeError(
        `a histogram of ${json.significantBits} bits and ${json.unitSeconds} s cannot be read: this version has ${significantBits} bits and ${unitSeconds} s`,
      );
    const histogram = new LogLinearHistogram();
    json.bins.forEach((bin, i) => {
      const count = json.counts[i] ?? 0;
      histogram.#add(bin, count);
      histogram.#count += count;
    });
    if (histogram.#count !== json.count)
      throw new RangeError(`a histogram says ${json.count} values and its bins hold ${histogram.#count}`);
    histogram.#sum = Math.round(json.sumSeconds * 1e6);
    if (json.minSeconds !== null) histogram.#min = Math.round(json.minSeconds * 1e6);
    if (json.maxSeconds !== null) histogram.#max = Math.round(json.maxSeconds * 1e6);
    return histogram;
  }

  #valueAtRank(rank: number): number {
    if (rank <= 0) return this.#min;
    if (rank >= this.#count - 1) return this.#max;
    let seen = 0;
    for (let bin = 0; bin < this.#counts.length; bin++) {
      seen += this.#counts[bin]!;
      if (seen <= rank) continue;
      const { low, width } = binRange(bin);
      return Math.min(this.#max, Math.max(this.#min, low + (width - 1) / 2));
    }
    return this.#max;
  }

  #add(bin: number, count: number): void {
    if (count === 0) return;
    if (bin >= this.#counts.length) this.#grow(bin);
    const sum = this.#counts[bin]! + count;
    if (sum > 0xffffffff) throw new RangeError(`bin ${bin} of a histogram cannot hold ${sum} values`);
    this.#counts[bin] = sum;
  }

  #grow(bin: number): void {
    const grown = new Uint32Array(Math.max(bin + binsPerDoubling, Math.ceil(this.#counts.length * 1.5)));
    grown.set(this.#counts);
    this.#counts = grown;
  }
}
