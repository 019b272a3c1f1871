import { z } from 'zod';

/** How a trial scaled, as its record tells it. Times are seconds since the load started. */

const nullableNumber = z.number().nullable();

export const hpaSummarySchema = z.object({
  t: z.number(),
  service: z.string(),
  current: z.number(),
  desired: z.number(),
  minReplicas: z.number(),
  maxReplicas: z.number(),
  utilization: nullableNumber,
  targetUtilization: nullableNumber,
  /** Age of the newest CPU sample that it was decided on. */
  metricAgeSeconds: nullableNumber,
  /** Sentences of `explain`, English and Korean. */
  reasons: z.object({ en: z.array(z.string()), ko: z.array(z.string()) }),
});
export type HpaSummary = z.infer<typeof hpaSummarySchema>;

/** When each link of the chain happened; null for what did not happen or was not seen. */
export const scalingLagSchema = z.object({
  /** Offered load passes what the Ready pods can do. */
  overloadSeconds: nullableNumber,
  /** The HPA first reads a CPU sample above its target. */
  metricSeconds: nullableNumber,
  /** The HPA first asks for more. */
  decisionSeconds: nullableNumber,
  createdSeconds: nullableNumber,
  /** The first added pod is Ready ... */
  readySeconds: nullableNumber,
  /** ... and gets at least 80 % of its fair share. */
  fairShareSeconds: nullableNumber,
  /** The last added pod is Ready. */
  lastReadySeconds: nullableNumber,
});
export type ScalingLag = z.infer<typeof scalingLagSchema>;
