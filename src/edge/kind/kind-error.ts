/**
 * What keeps a kind cluster from being made, in a sentence that says what to do. `configuration`: the person's to
 * mend (a port that is taken, no engine); `tool`: something broke.
 */
export class KindError extends Error {
  override readonly name = 'KindError';
  readonly problem: 'configuration' | 'tool';
  constructor(problem: 'configuration' | 'tool', message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}
