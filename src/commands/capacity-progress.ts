import type { TriedLoad } from '../core/model/capacity.ts';
import type { CapacityWatcher } from '../edge/record/capacity-run.ts';
import type { World } from '../world.ts';
import { durationText } from './duration.ts';

/** A live line on a terminal; a line for every load that was tried and for every search that ended. */
export function capacityWatcher(world: World): CapacityWatcher {
  return {
    tryStarts(_plan, { replicas, repeat }, perSecond) {
      world.say(`${replicas} ${pods(replicas)}, search ${repeat}: ${perSecond.toFixed(1)} requests/s`);
    },
    progress(_plan, { phase, leftSeconds, load }) {
      if (!world.interactive) return;
      const left = leftSeconds === null ? '' : `, ${durationText(leftSeconds)} left`;
      const rate = load?.perSecond == null ? '' : `, ${load.perSecond.toFixed(0)}/s`;
      world.sayLive(() => [`${phase}${left}${rate}`]);
    },
    tryEnds(tried) {
      const p95 = tried.p95Seconds === null ? '' : `, p95 ${tried.p95Seconds.toFixed(2)} s`;
      world.say(`  ${endingText(tried)}${p95}`);
    },
    searchEnds({ replicas, repeat }, step) {
      world.say(
        step.kind === 'found'
          ? `  ${replicas} ${pods(replicas)}, search ${repeat}: carries ${step.perSecond.toFixed(1)} requests/s (${step.lowPerSecond.toFixed(1)} held, ${step.highPerSecond.toFixed(1)} did not)`
          : `  ${replicas} ${pods(replicas)}, search ${repeat}: no capacity found`,
      );
    },
  };
}

function endingText({ held, missed }: TriedLoad): string {
  if (held === null) return 'not to be trusted; tried again';
  return held ? 'holds' : `does not hold (${missed.map(({ code }) => code).join(', ')})`;
}

function pods(n: number): string {
  return n === 1 ? 'replica' : 'replicas';
}
