import type { Comparison } from '../model/comparison.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Lang } from './format.ts';
import { shown } from './names.ts';
import { sentenceOf } from './text.ts';

export interface CheckLine {
  trial: string;
  code: string;
  verdict: Verdict;
  sentence: string;
}

/** Checks in the order of the trials: those that were not passed, and those that were. */
export function checksOf(comparison: Comparison, lang: Lang): { open: CheckLine[]; passed: CheckLine[] } {
  const lines = comparison.checks.map((check) => ({
    trial: shown(check.trial, 40),
    code: shown(check.code, 40),
    verdict: check.verdict,
    sentence: shown(sentenceOf({ ...check, message: check.seen }, lang), 600),
  }));
  return {
    open: lines.filter((line) => line.verdict !== 'PASS'),
    passed: lines.filter((line) => line.verdict === 'PASS'),
  };
}
