import type { Series } from '../model/trial.ts';

/**
 * Requests a second that were answered as expected between two times; null where nothing was recorded. What is under way
 * when pods are added is answered by more pods than were there when it started, so that the capacity of a number of pods
 * shows in the answers of its stretch, and not in what started there. A column that is cut counts in proportion.
 */
export function answeredPerSecond(series: Series, fromSeconds: number, toSeconds: number): number | null {
  const { widthSeconds, completed } = series;
  let answered = 0;
  let seconds = 0;
  const end = Math.min(completed.length, Math.ceil(toSeconds / widthSeconds));
  for (let i = Math.max(0, Math.floor(fromSeconds / widthSeconds)); i < end; i++) {
    const overlap = Math.min(toSeconds, (i + 1) * widthSeconds) - Math.max(fromSeconds, i * widthSeconds);
    if (overlap <= 0) continue;
    answered += (completed[i]! * overlap) / widthSeconds;
    seconds += overlap;
  }
  return seconds > 0 ? answered / seconds : null;
}
