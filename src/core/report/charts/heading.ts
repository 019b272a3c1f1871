import { columnsOf } from '../names.ts';
import { light } from './palette.ts';
import type { Spec } from './spec.ts';

/** One entry of a panel's legend. */
export interface Entry {
  name: string;
  colour: string;
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
  const swatch = 16;
  const widths = entries.map((entry) => swatch + 4 + textWidth(entry.name) + 12);
  const total = widths.reduce((sum, each) => sum + each, 0) - 12;
  // Flush with the right edge; where title and legend would meet, the legend begins after the title.
  let left = Math.max(textWidth(title) * 1.08 + 14, width - total);
  const starts = widths.map((each) => {
    left += each;
    return left - each;
  });
  const texts = [
    { at: 0, text: title, colour: light.ink, weight: 600 },
    ...entries.map((entry, i) => ({
      at: starts[i]! + swatch + 4,
      text: entry.name,
      colour: light.muted,
      weight: 400,
    })),
  ];
  const swatches = entries.map((entry, i) => ({
    at: starts[i]!,
    to: starts[i]! + swatch,
    colour: entry.colour,
    dash: entry.dash ?? [],
    width: Math.max(1.5, entry.width ?? 1.5),
  }));
  const y = { value: -10 };
  const unscaled = (field: string, type: string): Spec => ({ field, type, scale: null, legend: null });
  const at = (field: string): Spec => ({ field, type: 'quantitative', scale: null, axis: null });
  return [
    {
      data: { values: texts },
      mark: { type: 'text', align: 'left', baseline: 'middle', fontWeight: { expr: 'datum.weight' } },
      encoding: { x: at('at'), y, text: { field: 'text' }, color: unscaled('colour', 'nominal') },
    },
    ...(swatches.length === 0
      ? []
      : [
          {
            data: { values: swatches },
            mark: { type: 'rule' },
            encoding: {
              x: at('at'),
              x2: { field: 'to' },
              y,
              color: unscaled('colour', 'nominal'),
              strokeDash: unscaled('dash', 'nominal'),
              size: unscaled('width', 'quantitative'),
            },
          },
        ]),
  ];
}
