/** Why arms cannot run on the cluster that a context leads to: everything that is in the way, each with what to do. */
export class ContextError extends Error {
  override readonly name = 'ContextError';
  readonly problems: readonly string[];

  constructor(context: string, problems: readonly string[]) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super(
      [
        `The cluster of context ${context} has ${count}; nothing was changed on it:`,
        ...problems.map((problem) => `  ${problem}`),
      ].join('\n'),
    );
    this.problems = problems;
  }
}
