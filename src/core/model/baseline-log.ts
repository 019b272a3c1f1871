import { z } from 'zod';
import { findingSchema } from './capacity-check.ts';
import { metricNameSchema } from './metric.ts';
import { verdictSchema } from './verdict.ts';

/** Who accepted which baseline, when and why, and what changed by it. */

export const acceptanceSchema = z.object({
  /** ISO date and time. */
  acceptedAt: z.string(),
  /** As git knows the person; null: nobody said. */
  by: z.string().nullable(),
  because: z.string(),
  campaign: z.string(),
  /** The commit that was measured; null where the trials do not agree on one. */
  gitCommit: z.string().nullable(),
  /** True where it was accepted with doubts that would have refused it. */
  forced: z.boolean(),
  doubts: z.array(z.string()),
  /** Of the check against the baseline before; null for the first. */
  verdict: verdictSchema.nullable(),
  cases: z.array(z.object({ case: z.string(), trials: z.number() })),
  /** Medians before and after; `finding` null where the two could not be compared. */
  changes: z.array(
    z.object({
      case: z.string(),
      metric: metricNameSchema,
      before: z.number().nullable(),
      after: z.number().nullable(),
      finding: findingSchema.nullable(),
    }),
  ),
});
export type Acceptance = z.infer<typeof acceptanceSchema>;

export const baselineLogSchema = z.object({
  schema: z.literal('peakproof/baseline/1'),
  /** The newest last. */
  accepted: z.array(acceptanceSchema),
});
export type BaselineLog = z.infer<typeof baselineLogSchema>;
