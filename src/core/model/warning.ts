import { z } from 'zod';

/**
 * Doubt as data. `severity: 'invalid'` makes the trial INVALID, `'doubt'` is printed beside the numbers that it
 * qualifies, `'note'` is for the reader who asks.
 */
export const warningSchema = z.object({
  /** Stable and kebab-case, e.g. `pods-pinned`. Renderers translate by it. */
  code: z.string(),
  severity: z.enum(['invalid', 'doubt', 'note']),
  /** One English sentence: what was seen, why it matters, what to do. */
  message: z.string(),
  /** Which figure it qualifies, or null for the whole trial. */
  metric: z.string().nullable(),
  /** Numbers and names of the sentence, for translation and for machines. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type Warning = z.infer<typeof warningSchema>;

export function warning(
  code: string,
  severity: Warning['severity'],
  message: string,
  facts: Warning['facts'] = {},
  metric: string | null = null,
): Warning {
  return { code, severity, message, metric, facts };
}
