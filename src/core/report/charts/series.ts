import type { Spec } from './spec.ts';

/**
 * The channel by which a mark says which series it belongs to, and a legend entry which series it names; the drawing
 * hands it on as `data-s` and `data-l`, and the page's script hides the marks whose entry is switched off. Keys hold
 * no name of anybody: `response/p99`, `case/0`. Series of one key are switched together in all charts of a scenario.
 */
export function seriesChannel(key: string): Spec {
  return { description: { value: `s:${key}` } };
}

/** The same where each datum has its own series in `field` (with its `s:` or `l:`, or empty). */
export function seriesField(field: string): Spec {
  return { description: { field, type: 'nominal' } };
}

export const caseSeries = (index: number) => `case/${index}`;
