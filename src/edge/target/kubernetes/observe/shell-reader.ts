import { type Running, type StartOptions, startProgram } from '../../../exec/start-program.ts';

/**
 * A script on a node that gives one answer for each line on its standard input, and ends an answer with the line `end`.
 * It ends with us, because a closed input ends its loop; one that broke is started again when it is next asked.
 */
export class ShellReader {
  readonly #argv: readonly string[];
  readonly #options: StartOptions;
  readonly #onAnswer: (lines: readonly string[]) => void;
  #running: Running | null = null;
  #lines: string[] = [];

  /** `shell`: a command that runs a script on the node, to which the script is added as the last argument. */
  constructor(
    shell: readonly string[],
    script: string,
    env: StartOptions['env'],
    onAnswer: (lines: readonly string[]) => void,
  ) {
    this.#argv = [...shell, script];
    this.#options = env === undefined ? {} : { env };
    this.#onAnswer = onAnswer;
  }

  async ask(): Promise<void> {
    this.#running ??= await this.#started();
    this.#running.stdin!.write('\n');
  }

  async stop(): Promise<void> {
    this.#running?.stdin?.end();
    // Its end on the node follows from the closed input; this is for the client outside.
    await this.#running?.stop(2);
  }

  async #started(): Promise<Running> {
    this.#lines = [];
    const running = await startProgram([...this.#argv], {
      ...this.#options,
      stdin: 'open',
      keepStdoutBytes: 0,
      onLine: (line, from) => {
        if (from === 'stderr') return;
        if (line !== 'end') this.#lines.push(line);
        else this.#onAnswer(this.#lines.splice(0));
      },
    });
    void running.ended.then(() => {
      if (this.#running === running) this.#running = null;
    });
    return running;
  }
}
