/**
 * Colours after Okabe and Ito ("Color Universal Design", 2008), which stay apart for colour-blind eyes; the dark
 * variants are lightened to keep their contrast. A chart is drawn in the light ones, and in the page each is replaced
 * by the CSS variable of its name, so that one picture serves light, dark and print.
 */
export const light = {
  ink: '#1b2530',
  muted: '#5b6672',
  rule: '#8a949e',
  grid: '#e4e7ea',
  paper: '#fefefe',
  blue: '#0072b2',
  vermillion: '#d55e00',
  green: '#00875f',
  purple: '#a8568a',
  orange: '#c98500',
  sky: '#4a9fd4',
  slate: '#6a7480',
} as const;
export type Ink = keyof typeof light;

export const dark: Record<Ink, string> = {
  ink: '#e8ecf0',
  muted: '#a5b0bb',
  rule: '#7c8792',
  grid: '#343c45',
  paper: '#161b21',
  blue: '#5db3ea',
  vermillion: '#ff8f4d',
  green: '#3fc79a',
  purple: '#dc9ac4',
  orange: '#f0b23c',
  sky: '#9ad0f5',
  slate: '#a9b4bf',
};

/** Lines of different cases in one chart, in this order; the first is the base and so the plainest. */
export const caseInks = ['slate', 'blue', 'vermillion', 'green', 'purple', 'orange', 'sky'] as const;

export function caseColour(index: number): string {
  return light[caseInks[index % caseInks.length]!];
}

/** ColorBrewer "Blues" (C. Brewer), few to many; the page turns it round for the dark. */
const ramp = ['#d9e8f5', '#abd0e6', '#6aaed6', '#3787c0', '#105ba4', '#06264f'];

/** The counterpart of the ramp for differences: ColorBrewer "Oranges", which colour-blind eyes tell from the blues. */
const counterRamp = ['#fdd9b4', '#fdb97d', '#f79043', '#dd6a1a', '#b14708', '#7f2704'];

/** `2 * steps` colours for differences: the first half, few to many, for less, the second for more. */
export function differenceColours(steps: number): [number, number, number][] {
  return [...coloursOf(counterRamp, steps), ...coloursOf(ramp, steps)];
}

/** `steps` colours from few to many, as [red, green, blue] of 0 to 255. */
export function rampColours(steps: number): [number, number, number][] {
  return coloursOf(ramp, steps);
}

function coloursOf(stops: readonly string[], steps: number): [number, number, number][] {
  const channels = stops.map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
  return Array.from({ length: steps }, (_, i) => {
    const place = (i / Math.max(1, steps - 1)) * (stops.length - 1);
    const below = Math.min(stops.length - 2, Math.floor(place));
    const part = place - below;
    const mixed = [0, 1, 2].map((channel) =>
      Math.round(channels[below]![channel]! * (1 - part) + channels[below + 1]![channel]! * part),
    );
    return [mixed[0]!, mixed[1]!, mixed[2]!];
  });
}
