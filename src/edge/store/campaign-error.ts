/** One problem at its place. */
export interface PlacedProblem {
  file: string;
  /** 1-based; null where the problem is the file itself. */
  line: number | null;
  column: number | null;
  /** Keys from the top, joined by dots; empty for the whole. */
  path: string;
  message: string;
}

/** A campaign with the traces that it names, or another YAML file, that cannot be used; the message lists every problem. */
export class CampaignError extends Error {
  override readonly name = 'CampaignError';
  readonly problems: readonly PlacedProblem[];

  constructor(file: string, problems: readonly PlacedProblem[], noun = 'campaign') {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super(
      [`The ${noun} ${file} has ${count}:`, ...problems.map((problem) => `  ${lineOf(problem)}`)].join('\n'),
    );
    this.problems = problems;
  }
}

function lineOf({ file, line, column, path, message }: PlacedProblem): string {
  const place = [file, line, column].filter((part) => part !== null).join(':');
  return path === '' ? `${place} ${message}` : `${place} ${path}: ${message}`;
}
