/** One thing that is wrong with a campaign. */
export interface CampaignProblem {
  /** Keys and indices from the top; it may end in a key that is missing. */
  path: readonly (string | number)[];
  /** What was found and what to do, without the place. */
  message: string;
}

/** A value in a sentence. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 57)}...` : value}'`;
  if (Array.isArray(value)) return 'a list';
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'object' ? 'a map' : String(value);
}

/** `value` if it is a map, else an empty one: what a wrong type hides is not reported twice. */
export function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
