import type { StepWatcher } from '../edge/kind/steps.ts';
import type { World } from '../world.ts';

const marks = { done: '✓', kept: '✓', failed: '✗' } as const;
const shownSeconds = 0.1;

/** Tells the steps of a bring-up on stderr: a line for each that ends, and what is under way where there is a terminal. */
export function stepLines(world: World): StepWatcher {
  return {
    starts: (name) => world.sayLive(`… ${name}`),
    line: (text) => world.sayLive(`  ${text}`),
    ends(name, how, seconds, note) {
      const took = seconds >= shownSeconds ? ` ${seconds.toFixed(1)} s` : '';
      const details = [how === 'kept' ? 'there already' : null, note].filter(Boolean).join(', ');
      world.say(`${marks[how]} ${name}${took}${details === '' ? '' : ` (${details})`}`);
    },
  };
}
