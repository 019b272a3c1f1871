import { columnsOf } from '../names.ts';
import { light } from './palette.ts';
import { seriesField } from './series.ts';
import { rightMargin, type Spec } from './spec.ts';

/** One entry of a panel's legend. */
export interface Entry {
  name: string;
  colour: string;
  /** Key of the series that the entry names, where a reader may switch it. */
  series?: string;
  /** Drawn as a point and not as a line. */
  point?: boolean;
  /** As pale as the area that it names. */
  soft?: boolean;
  dash?: readonly number[];
  width?: number;
}

/** Pixels that a text takes at most at the charts' size of type, whichever sans-serif the reader has. */
export function textWidth(text: string): number {
  const columns = columnsOf(text);
  const wide = Math.max(0, columns - [...text].length);
  return (columns - 2 * wide) * 6.1 + wide * 10.8;
}

/**
 * Title and legend of a panel on one line above it. Drawn as marks because Vega's own legends take room that it can
 * only guess at without a canvas, and would stand one panel's width off from another's.
 */
export function heading(title: string, entries: readonly Entry[], width: number): Spec[] {
  const room = width + rightMargin - textWidth(title) * 1.08 - 14;
  const widthsWith = (mark: number, gap: number) =>
    entries.map((entry) => mark + 4 + textWidth(entry.name) + gap);
  const sum = (widths: readonly number[]) => widths.reduce((all, each) => all + each, 0);
  const [swatch, gap] = sum(widthsWith(16, 12)) - 12 > room ? [9, 7] : [16, 12];
  const widths = widthsWith(swatch, gap);
  const total = sum(widths) - gap;
  // Flush with the right edge; where title and legend would meet, the legend begins after the title.
  let left = Math.max(textWidth(title) * 1.08 + 14, width - total);
  const starts = widths.map((each) => {
    left += each;
    return left - each;
  });
  const texts = [
    { at: 0, text: title, colour: light.ink, weight: 600, entry: '' },
    ...entries.map((entry, i) => ({
      at: starts[i]! + swatch + 4,
      text: entry.name,
      colour: light.muted,
      weight: 400,
      entry: entryOf(entry),
    })),
  ];
  const swatches = entries.map((entry, i) => ({
    at: starts[i]!,
    to: starts[i]! + swatch,
    colour: entry.colour,
    dash: entry.dash ?? [],
    width: Math.max(1.5, entry.width ?? 1.5),
    point: entry.point === true,
    opacity: entry.soft === true ? 0.35 : 1,
    entry: entryOf(entry),
  }));
  const rules = swatches.filter((swatch) => !swatch.point);
  const points = swatches.filter((swatch) => swatch.point);
  const y = { value: -10 };
  const unscaled = (field: string, type: string): Spec => ({ field, type, scale: null, legend: null });
  const at = (field: string): Spec => ({ field, type: 'quantitative', scale: null, axis: null });
  return [
    {
      data: { values: texts },
      mark: {
        type: 'text',
        align: 'left',
        baseline: 'middle',
        fontWeight: { expr: 'datum.weight' },
        aria: true,
      },
      encoding: {
        ...seriesField('entry'),
        x: at('at'),
        y,
        text: { field: 'text' },
        color: unscaled('colour', 'nominal'),
      },
    },
    ...(rules.length === 0
      ? []
      : [
          {
            data: { values: rules },
            mark: { type: 'rule', aria: true },
            encoding: {
              ...seriesField('entry'),
              x: at('at'),
              x2: { field: 'to' },
              y,
              color: unscaled('colour', 'nominal'),
              strokeDash: unscaled('dash', 'nominal'),
              size: unscaled('width', 'quantitative'),
              opacity: unscaled('opacity', 'quantitative'),
            },
          },
        ]),
    ...(points.length === 0
      ? []
      : [
          {
            data: { values: points.map((point) => ({ ...point, at: point.to - 6 })) },
            mark: { type: 'point', filled: true, size: 36, opacity: 1, aria: true },
            encoding: { ...seriesField('entry'), x: at('at'), y, color: unscaled('colour', 'nominal') },
          },
        ]),
  ];
}

function entryOf(entry: Entry): string {
  return entry.series === undefined ? '' : `l:${entry.series}`;
}
