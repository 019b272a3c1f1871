import { rejected } from './rank-sum.ts';
import { studentQuantile } from './student.ts';

/** The risk of calling chance a difference, over all claims of a comparison together. */
export const alpha = 0.05;
/** The probability with which a difference of the detectable size is found. */
export const power = 0.8;

/** Whether `m` and `n` trials can reach the level at all: whether their most extreme order is rare enough. */
export function reaches(m: number, n: number, level: number): boolean {
  return m > 0 && n > 0 && 2 / divisions(m, n) <= level * (1 + 1e-12);
}

/**
 * Trials of each of two cases that a claim needs at the least: the smallest n with 2 / C(2n, n) <= alpha / metrics.
 * `metrics` is how many are claimed at once: under Holm's rule the first of them has to reach alpha / metrics.
 */
export function trialsNeeded(metrics: number, risk = alpha): number {
  return 1 + moreTrialsNeeded(1, 1, metrics, risk);
}

/** How many more trials of each case a claim needs when `m` and `n` are there; 0 when they are enough. */
export function moreTrialsNeeded(m: number, n: number, metrics: number, risk = alpha): number {
  let more = 0;
  while (!reaches(m + more, n + more, risk / metrics)) more++;
  return more;
}

/**
 * The shift that the rank test at `level` finds with probability `power` in `m` and `n` trials whose values scatter with
 * standard deviation `spread` about their arm's centre; null where the test can find nothing.
 *
 *   shift = (t(1 - level' / 2) + t(power)) * spread * sqrt((1 / m + 1 / n) / (3 / pi))
 *
 * t are Student's quantiles with m + n - 2 degrees of freedom, level' is the level that the discrete test really has, and
 * 3 / pi is Pitman's efficiency of the rank test against the t-test for normal values. Checked by simulation, a shift of
 * this size is found in 75 to 80 of 100 campaigns for 4 to 20 trials.
 * Note: normal quantiles in its place promise 80 % and find 57 % with five trials.
 */
export function detectableShift(m: number, n: number, spread: number, level: number): number | null {
  const outside = rejected(m, n, level);
  if (outside === null) return null;
  const freedom = m + n - 2;
  const quantiles = studentQuantile(1 - outside.level / 2, freedom) + studentQuantile(power, freedom);
  return quantiles * spread * Math.sqrt((1 / m + 1 / n) * (Math.PI / 3));
}

/**
 * About how many trials of each of two cases find a shift of this size: {@link detectableShift} solved for equal numbers, at
 * the nominal level. Null where more than `most` would be needed.
 */
export function trialsToDetect(shift: number, spread: number, level: number, most: number): number | null {
  const finds = (n: number) => {
    const quantiles = studentQuantile(1 - level / 2, 2 * n - 2) + studentQuantile(power, 2 * n - 2);
    return quantiles * spread * Math.sqrt((2 / n) * (Math.PI / 3)) <= shift;
  };
  if (!finds(most)) return null;
  let [tooFew, enough] = [1, most];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (finds(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

/** Standard deviation of the values about the mean of their own sample; null with fewer than three values together. */
export function pooledSpread(a: readonly number[], b: readonly number[]): number | null {
  const freedom = a.length + b.length - 2;
  return freedom < 1 || a.length === 0 || b.length === 0
    ? null
    : Math.sqrt((squaresAboutMean(a) + squaresAboutMean(b)) / freedom);
}

function squaresAboutMean(values: readonly number[]): number {
  // Sorted, so that the last digit does not depend on the order of running.
  const ascending = [...values].sort((x, y) => x - y);
  const mean = ascending.reduce((sum, value) => sum + value, 0) / ascending.length;
  return ascending.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** C(m + n, m): in how many ways m + n values may be divided between two cases. */
function divisions(m: number, n: number): number {
  let ways = 1;
  for (let i = 1; i <= Math.min(m, n); i++) ways = (ways * (Math.max(m, n) + i)) / i;
  return ways;
}
