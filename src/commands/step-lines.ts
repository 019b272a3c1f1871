import type { StepWatcher } from '../edge/kind/steps.ts';
import type { World } from '../world.ts';

/** Without a terminal, a step that goes on says so this often. */
const plainPeriodSeconds = 60;
const marks = { done: '✓', kept: '✓', failed: '✗' } as const;

/** A line for every step that ends, with its time; on a terminal, what it is doing meanwhile. */
export function stepLines(world: World): StepWatcher {
  let heartbeat: NodeJS.Timeout | undefined;
  let name = '';
  let startedAt = 0;
  const live = (line: string) => world.sayLive(() => [line]);
  const elapsed = () => Math.round(world.clock.now() - startedAt);
  return {
    starts(starting) {
      name = starting;
      startedAt = world.clock.now();
      clearInterval(heartbeat);
      const seconds = world.interactive ? 1 : plainPeriodSeconds;
      heartbeat = setInterval(() => {
        if (world.interactive) live(`  … ${name}, ${elapsed()} s`);
        else world.say(`  … ${name}, ${elapsed()} s so far`);
      }, seconds * 1000);
      heartbeat.unref();
      live(`  … ${name}`);
    },
    line(text) {
      if (text.trim() !== '') live(`  … ${name}, ${elapsed()} s: ${text.trim()}`);
    },
    ends(ending, how, seconds, note) {
      clearInterval(heartbeat);
      const after = how === 'kept' ? 'kept' : `${seconds.toFixed(1)} s`;
      world.say(`${marks[how]} ${ending} (${after})${note === undefined ? '' : `: ${note}`}`);
    },
  };
}
