import type { Content } from './table.tsx';

/** A sentence with what stands between backquotes, as Markdown has it, set as code. */
export function withCode(sentence: string): Content[] {
  return sentence.split('`').map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part));
}
