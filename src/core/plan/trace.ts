import type { OpenProfile } from '../model/profile.ts';

/** One minute of a day of arrivals. */
export interface TraceRow {
  minute: number;
  arrivals: number;
}

/** Stretches that a day is averaged over: 24 minutes each. Finer ones would replay the noise of single minutes. */
const stretches = 60;

/**
 * A whole day squeezed into a trial: straight lines through the means of 60 equal stretches, flat at both ends,
 *
 *     ●──●       ● mean of a stretch, in its middle
 *    ╱    ╲      the lines enclose what the means do, so the day's arrivals are kept exactly
 *  ●─      ╲─●
 *
 * and scaled so that the highest mean becomes `peakPerSecond` journeys per second. Rows are one day in order, and at
 * least one of them has arrivals.
 */
export function compressTrace(
  rows: readonly TraceRow[],
  lengthSeconds: number,
  peakPerSecond: number,
): OpenProfile['points'] {
  const means = stretchMeans(rows);
  const scale = peakPerSecond / Math.max(...means);
  const width = lengthSeconds / means.length;
  const middle = means.map((mean, i) => ({ atSeconds: (i + 0.5) * width, perSecond: mean * scale }));
  return [
    { atSeconds: 0, perSecond: middle[0]!.perSecond },
    ...middle,
    { atSeconds: lengthSeconds, perSecond: middle.at(-1)!.perSecond },
  ];
}

/** Mean arrivals a minute in each stretch. A row that lies in two stretches is divided between them. */
function stretchMeans(rows: readonly TraceRow[]): number[] {
  const count = Math.min(stretches, rows.length);
  const width = rows.length / count;
  const sums = new Array<number>(count).fill(0);
  for (const [i, { arrivals }] of rows.entries())
    for (let stretch = Math.floor(i / width); stretch < count && stretch * width < i + 1; stretch++) {
      const inside = Math.min(i + 1, (stretch + 1) * width) - Math.max(i, stretch * width);
      sums[stretch]! += arrivals * Math.max(0, inside);
    }
  return sums.map((sum) => sum / width);
}
