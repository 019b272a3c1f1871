/**
 * The controller counts in fixed-width integers, so a few results depend on how they wrap and truncate. Milli-bytes
 * times a hundred leave the range where a double is exact, hence bigint inside the sums.
 */

const leastInt32 = -2147483648;
const mostInt32 = 2147483647;

/** Sum of whole numbers as a signed 64-bit integer. */
export function sumInt64(values: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const value of values) sum += value;
  return BigInt.asIntN(64, sum);
}

/** `a × b ÷ c` toward zero, the product in 64 bits. `c` must not be 0. */
export function scaledInt64(a: bigint, b: bigint, c: bigint): bigint {
  return BigInt.asIntN(64, a * b) / c;
}

/** The lower 32 bits of a sum of integers, signed. */
export function wrappedInt32(value: number): number {
  return value | 0;
}

export function int32FromInt64(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}

/**
 * A double cut toward zero to a signed 32-bit integer. Outside the range (and for NaN) x86-64 answers with the
 * smallest integer, which is what nearly every control plane runs on; arm64 would saturate instead.
 */
export function int32FromDouble(value: number): number {
  const whole = Math.trunc(value);
  return whole >= leastInt32 && whole <= mostInt32 ? whole + 0 : leastInt32;
}

/** The starting points of a search for the smallest or the largest 32-bit number. */
export const int32Range = { least: leastInt32, most: mostInt32 } as const;
