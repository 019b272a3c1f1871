import { homedir } from 'node:os';
import { type Clock, systemClock } from './edge/clock.ts';

/** Everything that a command may know of the process it runs in. Only this file and main.ts touch `process`. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly pid: number;
  /** The Node binary and its version. */
  readonly node: string;
  readonly nodeVersion: string;
  readonly clock: Clock;
  /** stdout is the product ... */
  print(text: string): void;
  /** ... and stderr the conversation: one line. */
  say(line: string): void;
  /** Rewrites the last line of stderr on a terminal; does nothing elsewhere. */
  sayLive(line: string): void;
  readonly stdoutColumns: number | null;
  readonly colour: boolean;
  readonly interactive: boolean;
  /** Aborted by the first SIGINT or SIGTERM; the reason is its name. */
  readonly signal: AbortSignal;
}

export function processWorld(): World {
  const { stdout, stderr, env } = process;
  const interactive = stderr.isTTY === true && env.TERM !== 'dumb';
  let live = false;
  const clearLive = () => {
    if (live) stderr.write('\r\u001b[K');
    live = false;
  };
  return {
    env,
    cwd: process.cwd(),
    home: homedir(),
    platform: process.platform,
    arch: process.arch,
    pid: process.pid,
    node: process.execPath,
    nodeVersion: process.versions.node,
    clock: systemClock(),
    print(text) {
      clearLive();
      stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    },
    say(line) {
      clearLive();
      stderr.write(`${line}\n`);
    },
    sayLive(line) {
      if (!interactive) return;
      stderr.write(`\r\u001b[K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
      live = true;
    },
    stdoutColumns: stdout.isTTY === true ? stdout.columns : null,
    // https://no-color.org: any value but the empty string switches colours off.
    colour: stdout.isTTY === true && !env.NO_COLOR,
    interactive,
    signal: firstSignal(),
  };
}

/** The first signal asks for an orderly end; a second one is left to Node's default, which ends the process. */
function firstSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => controller.abort(name));
  return controller.signal;
}
