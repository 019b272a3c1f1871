import type { LoadLine } from '../model/observation.ts';
import type { TrialAccumulator } from './trial-accumulator.ts';

/**
 * Hands what k6 said each second to the accumulator. A line's counts grew since the line before it, so they are placed
 * half a second before it; starts of journeys come with their own second, and are placed in its middle.
 */
export function countLoadLines(lines: readonly LoadLine[], accumulator: TrialAccumulator): void {
  let before = { iterations: 0, dropped: 0 };
  for (const line of lines) {
    const atMicros = Math.round(line.at * 1e6);
    const justBefore = atMicros - 500_000;
    if (line.users !== null) accumulator.users(atMicros, line.users);
    if (line.maxUsers !== null) accumulator.maxUsers(atMicros, line.maxUsers);
    if (line.dropped > before.dropped) accumulator.dropped(justBefore, line.dropped - before.dropped);
    if (line.iterations > before.iterations)
      accumulator.journeysEnded(justBefore, line.iterations - before.iterations);
    for (const [second, count] of line.starts ?? [])
      accumulator.journeysStarted(second * 1e6 + 500_000, count);
    before = line;
  }
}
