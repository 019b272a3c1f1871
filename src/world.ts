import { type Clock, systemClock } from './edge/clock.ts';
import { type Drawing, LiveBlock } from './edge/terminal/live-block.ts';

/** Everything that a command may know of the process it runs in. Only this file and main.ts touch `process`. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
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
  /** Rewrites the last lines of stderr on a terminal; does nothing elsewhere. What is printed or said next ends them. */
  sayLive(drawing: Drawing): void;
  readonly stdoutColumns: number | null;
  /** Whether stdout, and whether stderr, is a terminal that is to have colours. */
  readonly colour: boolean;
  readonly liveColour: boolean;
  readonly interactive: boolean;
  /** Aborted by the first SIGINT or SIGTERM; the reason is its name. */
  readonly signal: AbortSignal;
}

export function processWorld(): World {
  const { stdout, stderr, env } = process;
  const interactive = stderr.isTTY === true && env.TERM !== 'dumb';
  // A reader that has seen enough (`| head`) closes the pipe; that is no failure of ours.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    stderr.write(`peakproof: standard output cannot be written (${error.code}), so the result is lost.\n`);
    process.exit(1);
  });
  // Nobody listens any more (`2>&1 | head`, a closed terminal): the work goes on, and cleans up behind itself.
  stderr.on('error', () => {});
  const live = interactive ? new LiveBlock(stderr) : null;
  return {
    env,
    cwd: process.cwd(),
    platform: process.platform,
    arch: process.arch,
    pid: process.pid,
    node: process.execPath,
    nodeVersion: process.versions.node,
    clock: systemClock(),
    print(text) {
      live?.clear();
      stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    },
    say(line) {
      live?.clear();
      stderr.write(`${line}\n`);
    },
    sayLive(drawing) {
      live?.draw(drawing);
    },
    stdoutColumns: stdout.isTTY === true ? stdout.columns : null,
    // https://no-color.org: any value but the empty string switches colours off.
    colour: stdout.isTTY === true && !env.NO_COLOR,
    liveColour: interactive && !env.NO_COLOR,
    interactive,
    signal: firstSignal(),
  };
}

/** npm and the terminal both pass a Ctrl-C on, so the same wish arrives twice within moments. */
const sameWishMs = 1000;

/** The first signal asks for an orderly end; a later one, from somebody who will not wait, ends the process at once. */
function firstSignal(): AbortSignal {
  const controller = new AbortController();
  let firstMs = 0;
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (controller.signal.aborted) {
        if (performance.now() - firstMs > sameWishMs) process.exit(name === 'SIGINT' ? 130 : 143);
        return;
      }
      firstMs = performance.now();
      controller.abort(name);
    });
  return controller.signal;
}
