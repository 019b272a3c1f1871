export type K6CsvProblem =
  | 'empty'
  | 'binary'
  | 'other-format'
  | 'no-header'
  | 'missing-columns'
  | 'no-rows'
  | 'endless-row';

/** The stream is not k6's CSV. The message says what was seen and what to do. */
export class K6CsvError extends Error {
  readonly problem: K6CsvProblem;

  constructor(problem: K6CsvProblem, message: string) {
    super(message);
    this.name = 'K6CsvError';
    this.problem = problem;
  }
}
