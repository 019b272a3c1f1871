import type { PodLine } from '../model/observation.ts';
import { secondsSince } from './since.ts';

/** The life of one pod, in seconds since the load started. */
export interface PodLife {
  name: string;
  service: string;
  createdSeconds: number | null;
  /** Stretches in which it was Ready; the last one has no end when it was Ready to the last. */
  ready: { fromSeconds: number; toSeconds: number }[];
  endedSeconds: number | null;
  endReason: string | null;
  /** How often its container was started again after the load began. */
  restarts: number;
  /** Why its container ended by itself the last time. */
  lastExit: string | null;
}

/** The life of a pod of which nothing was observed. */
export function unseenLife(name: string, service: string): PodLife {
  return {
    name,
    service,
    createdSeconds: null,
    ready: [],
    endedSeconds: null,
    endReason: null,
    restarts: 0,
    lastExit: null,
  };
}

/** One life for each pod, in the order in which they are first mentioned. */
export function podLives(lines: readonly PodLine[], loadStartSeconds: number): PodLife[] {
  const lives = new Map<string, PodLife>();
  for (const line of [...lines].sort((a, b) => a.at - b.at)) {
    const t = secondsSince(loadStartSeconds, line.at);
    let life = lives.get(line.pod);
    if (life === undefined) {
      life = unseenLife(line.pod, line.service);
      lives.set(line.pod, life);
    }
    if (line.event === 'started' && line.reason?.startsWith('restart') && t > 0) life.restarts++;
    const open = life.ready.at(-1);
    const isOpen = open !== undefined && open.toSeconds === Number.POSITIVE_INFINITY;
    if (line.event === 'created') life.createdSeconds ??= t;
    else if (line.event === 'ready') {
      if (!isOpen) life.ready.push({ fromSeconds: t, toSeconds: Number.POSITIVE_INFINITY });
    } else if (line.event !== 'started' && isOpen) open.toSeconds = t;
    if (line.event === 'ended' && life.endReason === null && t > 0) life.lastExit = line.reason;
    if (line.event === 'terminating') life.endReason = line.reason;
    // What took a pod away, and how its container then ended.
    else if (line.event === 'ended') life.endReason = joined(life.endReason, line.reason);
    else if (line.event === 'started') life.endReason = null;
    // A container that ended may be started again in the same pod.
    life.endedSeconds =
      line.event === 'ended'
        ? t
        : line.event === 'started' || line.event === 'ready'
          ? null
          : life.endedSeconds;
  }
  return [...lives.values()];
}

/** `scaled down (exit 0)`. */
function joined(taken: string | null, ended: string | null): string | null {
  return taken === null || ended === null || ended === taken ? (taken ?? ended) : `${taken} (${ended})`;
}

/** Whether a pod was Ready through all of [from, to]. */
export function isReadyThrough(life: PodLife, from: number, to: number): boolean {
  return life.ready.some((stretch) => stretch.fromSeconds <= from && stretch.toSeconds >= to);
}

export function firstReadySeconds(life: PodLife): number | null {
  return life.ready[0]?.fromSeconds ?? null;
}

/** How many of them were Ready through all of [from, to]. */
export function readyCount(lives: readonly PodLife[], from: number, to: number): number {
  return lives.filter((life) => isReadyThrough(life, from, to)).length;
}
