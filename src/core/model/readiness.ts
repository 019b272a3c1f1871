import { z } from 'zod';

/** How the platform asks a pod whether it is ready for requests. */
export const readinessSchema = z.strictObject({
  /**
   * `tcp`: does it accept a connection? `http`: does it answer? The demo then answers in its turn, behind the requests
   * that wait, as where a health page shares its workers with the users.
   */
  probe: z.enum(['tcp', 'http']),
  /** One probe fails when it takes longer. Kubernetes' own default is 1. */
  timeoutSeconds: z.int().min(1).max(60),
});
export type Readiness = z.infer<typeof readinessSchema>;

/** TCP with time to spare, so that a saturated pod stays Ready and its CPU counts for the autoscaler. */
export const patientReadiness: Readiness = { probe: 'tcp', timeoutSeconds: 5 };

export const readinessPeriodSeconds = 1;
/** So many probes in a row fail before a Ready pod is unready. */
export const readinessFailures = 3;
