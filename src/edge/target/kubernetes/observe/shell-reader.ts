import { endingPhrase } from '../../../exec/ending.ts';
import { type Running, type StartOptions, startProgram } from '../../../exec/start-program.ts';

/** An answer that takes longer is none; the shell is then left to end, and another one is asked. */
const patienceSeconds = 5;

interface Asked {
  answered(lines: readonly string[]): void;
  failed(error: Error): void;
}

/**
 * A script on a node that gives one answer for each line on its standard input, and ends an answer with the line `end`.
 * It ends with us, because a closed input ends its loop; one that broke is started again when it is next asked.
 */
export class ShellReader {
  readonly #argv: readonly string[];
  readonly #options: StartOptions;
  #running: Running | null = null;
  #asked: Asked | null = null;
  #lines: string[] = [];

  /** `shell`: a command that runs a script on the node, to which the script is added as the last argument. */
  constructor(shell: readonly string[], script: string, env: StartOptions['env']) {
    this.#argv = [...shell, script];
    this.#options = env === undefined ? {} : { env };
  }

  /**
   * The lines of one answer. To be asked one at a time.
   * @throws Error when the shell ended or did not answer in time
   */
  async ask(): Promise<readonly string[]> {
    const running = this.#running ?? (await this.#started());
    this.#running = running;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<readonly string[]>((resolve, reject) => {
        this.#asked = { answered: resolve, failed: reject };
        timer = setTimeout(
          () => reject(new Error(`no answer within ${patienceSeconds} s`)),
          patienceSeconds * 1000,
        );
        running.stdin!.write('\n');
      });
    } catch (error) {
      this.#running = null;
      void running.stop(2);
      throw error;
    } finally {
      clearTimeout(timer);
      this.#asked = null;
    }
  }

  async stop(): Promise<void> {
    this.#running?.stdin?.end();
    // Its end on the node follows from the closed input; this is for the client outside.
    await this.#running?.stop(2);
  }

  async #started(): Promise<Running> {
    this.#lines = [];
    const running = await startProgram(this.#argv, {
      ...this.#options,
      stdin: 'open',
      keepStdoutBytes: 0,
      onLine: (line, from) => {
        if (from === 'stderr') return;
        if (line !== 'end') this.#lines.push(line);
        else this.#asked?.answered(this.#lines.splice(0));
      },
    });
    void running.ended.then((ending) => {
      if (this.#running !== running) return;
      this.#running = null;
      const said = ending.stderr.trim();
      this.#asked?.failed(
        new Error(`the shell on the node ${endingPhrase(ending)}${said === '' ? '' : `: ${said}`}`),
      );
    });
    return running;
  }
}
