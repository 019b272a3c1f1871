import type { Check } from '../../model/trial.ts';
import type { Verdict } from '../../model/verdict.ts';
import { type Warning, warning } from '../../model/warning.ts';

type Facts = Check['facts'];

/** What one check found: its verdict, and the doubts that stand beside the numbers although it was passed. */
export interface Finding {
  checks: Check[];
  doubts: Warning[];
}

/**
 * A code stands for one sentence, in which braces name facts; so a translation needs the code and the facts alone.
 * Facts are rounded before, so that they read the same in every language.
 */
export function check(code: string, verdict: Verdict, sentence: string, facts: Facts = {}): Check {
  return { code, verdict, seen: filled(sentence, facts), facts };
}

export function doubt(
  code: string,
  sentence: string,
  facts: Facts = {},
  metric: string | null = null,
): Warning {
  return warning(code, 'doubt', filled(sentence, facts), facts, metric);
}

export function note(code: string, sentence: string, facts: Facts = {}): Warning {
  return warning(code, 'note', filled(sentence, facts), facts);
}

export function finding(found: Check | null, ...doubts: Warning[]): Finding {
  return { checks: found === null ? [] : [found], doubts };
}

function filled(sentence: string, facts: Facts): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? 'unknown'));
}

/** Percent with one decimal. */
export function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}

/** Seconds with one decimal. */
export function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
