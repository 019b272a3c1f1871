import { ProgramError } from '../exec/program-error.ts';
import { KindError } from './kind-error.ts';

/** Told of every step of something long. None of these may throw. */
export interface StepWatcher {
  starts(name: string): void;
  /** What a program under way has printed. */
  line(text: string): void;
  /** `kept`: it was done before, and its result was found. `note` is for a person. */
  ends(name: string, how: 'done' | 'kept' | 'failed', seconds: number, note?: string): void;
}

/** What a step returns, with a word on it. */
export interface StepResult<T> {
  readonly value: T;
  readonly how?: 'done' | 'kept';
  readonly note?: string;
}

/**
 * Runs one named step. Its failure carries the name, the command with the end of its output, and `advice`: how to go on.
 * @throws KindError; the abort's reason if it was aborted
 */
export async function step<T>(
  name: string,
  watcher: StepWatcher,
  advice: string,
  work: () => Promise<StepResult<T>>,
  abort?: AbortSignal,
): Promise<T> {
  abort?.throwIfAborted();
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1000;
  watcher.starts(name);
  try {
    const { value, how = 'done', note } = await work();
    watcher.ends(name, how, seconds(), note);
    return value;
  } catch (error) {
    watcher.ends(name, 'failed', seconds());
    abort?.throwIfAborted();
    if (!(error instanceof ProgramError) && !(error instanceof KindError)) throw error;
    const problem = error instanceof KindError ? error.problem : 'tool';
    throw new KindError(problem, `The step "${name}" failed. ${error.message}\n${advice}`, { cause: error });
  }
}
