import { alpha, moreTrialsNeeded, trialsToDetect } from '../../math/sample-size.ts';
import type { Loss } from './loss.ts';

/** Beyond it the answer is another threshold, or a quieter machine, and not more trials. */
const most = 100;

/**
 * About how many trials of each side would decide a figure that is undecided, if the further ones scatter as those
 * that are there; null where more than a hundred would. `sizes` are the trials that observed it, `spread` their standard deviation
 * about their side's centre (null: unknown), `claims` how many figures share the risk.
 *
 * The interval shrinks with the square root of the number of trials, and has to end before the threshold; or, for a loss
 * beyond the threshold, before none.
 */
export function trialsToDecide(
  loss: Loss,
  sizes: readonly [number, number],
  spread: number | null,
  claims: number,
): number | null {
  const there = Math.min(...sizes);
  const enough = there + moreTrialsNeeded(there, there, claims);
  const { value, interval, bound } = loss;
  if (interval === null || !Number.isFinite(value)) {
    const found = spread === null ? enough : trialsToDetect(bound, spread, alpha / claims, most);
    return found === null ? null : Math.max(enough, found);
  }
  const beyond = value >= bound;
  const reach = beyond ? value - interval.low : interval.high - value;
  const room = beyond ? value : bound - value;
  const shrunk = room <= 0 ? Number.POSITIVE_INFINITY : Math.ceil(there * (reach / room) ** 2);
  const needed = Math.max(enough, shrunk, there + 1);
  return needed > most ? null : needed;
}
