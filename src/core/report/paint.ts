import type { Verdict } from '../model/verdict.ts';

export type Paint = (style: 'bold' | 'dim' | Verdict, text: string) => string;

const codes = { bold: 1, dim: 2, PASS: 32, FAIL: 31, INVALID: 35, INCONCLUSIVE: 33 } as const;

/** ANSI styles, or none of them. */
export function painter(colour: boolean): Paint {
  return (style, text) => (colour && text !== '' ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
}
