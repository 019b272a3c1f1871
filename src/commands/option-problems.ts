import { type Command, InvalidArgumentError } from 'commander';

/**
 * Wrong values of options, collected, where commander would stop at the first: every wrong one is said at once, also
 * beside an unknown option or a missing one.
 */
export class OptionProblems {
  readonly #problems: string[] = [];

  /** Has all wrong values below `program` said before any verb begins. */
  watch(program: Command): void {
    this.#watchOptions(program);
    program.hook('preAction', (_program, command) => {
      const first = this.#problems.shift();
      if (first !== undefined) command.error(`error: ${first}`, { code: 'commander.invalidArgument' });
    });
  }

  /** What was found, but for what is being said: a line each, and none again. */
  rest(): string {
    return this.#problems
      .splice(0)
      .map((problem) => `${problem}\n`)
      .join('');
  }

  #watchOptions(command: Command): void {
    for (const option of command.options) {
      const parse = option.parseArg;
      if (parse === undefined) continue;
      option.parseArg = <T>(value: string, previous: T): T => {
        try {
          return parse.call(option, value, previous) as T;
        } catch (error) {
          if (!(error instanceof InvalidArgumentError)) throw error;
          this.#problems.push(`option '${option.flags}' argument '${value}' is invalid. ${error.message}`);
          return previous;
        }
      };
    }
    for (const below of command.commands) this.#watchOptions(below);
  }
}
