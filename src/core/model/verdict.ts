import { z } from 'zod';

/**
 * The four endings of a judgement. One function makes them, and text, JSON, JUnit and the exit code are all
 * read from it.
 * - INVALID: the measurement is not to be trusted (also: there is no data).
 * - FAIL: it is to be trusted, and a threshold was missed.
 * - INCONCLUSIVE: too few trials, or a difference within the noise.
 * - PASS: everything that was asked for was seen.
 */
export const verdictSchema = z.enum(['PASS', 'FAIL', 'INVALID', 'INCONCLUSIVE']);
export type Verdict = z.infer<typeof verdictSchema>;

const precedence: readonly Verdict[] = ['INVALID', 'FAIL', 'INCONCLUSIVE', 'PASS'];

/** The verdict over several: the first of INVALID, FAIL, INCONCLUSIVE, PASS that occurs. Nothing at all is INVALID. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return precedence.find((candidate) => verdicts.includes(candidate)) ?? 'INVALID';
}
