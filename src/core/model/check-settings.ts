import { z } from 'zod';
import { type MetricName, metricNames } from './metric.ts';

/** What a capacity check tolerates, as a person writes it (YAML): in a file of its own, or in a campaign. */

export const severitySchema = z.enum(['off', 'warn', 'error']);
export type Severity = z.infer<typeof severitySchema>;

/** Figures that are good neither high nor low by themselves, and one that is another in other words. */
type Unjudged = 'min' | 'max' | 'cpuSeconds' | 'processed';
const unjudged: readonly MetricName[] = ['min', 'max', 'cpuSeconds', 'processed'] satisfies Unjudged[];
export type CheckedMetric = Exclude<MetricName, Unjudged>;
export const checkedMetrics = metricNames.filter((name): name is CheckedMetric => !unjudged.includes(name));

const percentage = /^(\d{1,2}(?:\.\d+)?) ?%$/;

const asPercentage = "write a percentage below 100, such as '5%'";

const thresholdSchema = z.strictObject({
  /** Loss from which on it is a regression: percent of the baseline, or percentage points of a share or a score. */
  regression: z.string({ error: asPercentage }).regex(percentage, asPercentage).optional(),
  /** `error` decides, `warn` is said and decides nothing, `off` is not looked at. */
  severity: severitySchema.optional(),
});

export const checkSettingsSchema = z.strictObject({
  /** By metric; what is not said is as by default. */
  thresholds: z.strictObject(
    Object.fromEntries(checkedMetrics.map((name) => [name, thresholdSchema.optional()])) as Record<
      CheckedMetric,
      z.ZodOptional<typeof thresholdSchema>
    >,
  ),
});
export type CheckSettings = z.infer<typeof checkSettingsSchema>;

/** `5%` as 0.05. */
export function shareOf(percent: string): number {
  return Number(percentage.exec(percent)![1]) / 100;
}
