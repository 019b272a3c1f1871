import type { Pod } from '../model/trial.ts';
import { firstReadySeconds, type PodLife, unseenLife } from './pod-lives.ts';
import { secondsSince } from './since.ts';
import type { TrialFacts } from './trial-facts.ts';

/** Every pod that was seen, by its life or by its answers: by service, then by creation, then by name. */
export function podRecords(facts: TrialFacts): Pod[] {
  const lives = facts.lives ?? [];
  const known = new Set(lives.map((life) => life.name));
  const answeredOnly = [facts, ...facts.beside].flatMap(({ load, service }) =>
    [...load.pods.keys()]
      .filter((name) => !known.has(name))
      .map((name) => unseenLife(name, service ?? 'unknown')),
  );
  return [...lives, ...answeredOnly]
    .map((life) => podRecord(life, facts))
    .sort(
      (a, b) =>
        compare(a.service, b.service) ||
        (a.createdSeconds ?? 0) - (b.createdSeconds ?? 0) ||
        compare(a.name, b.name),
    );
}

function podRecord(life: PodLife, facts: TrialFacts): Pod {
  // Of the loads that ran side by side, the one that falls on this pod's service.
  const loaded = [facts, ...facts.beside].find(({ service }) => service === life.service);
  const load = (loaded ?? facts).load.pods.get(life.name);
  const usage = facts.usage.get(life.name);
  const outlived = life.endedSeconds !== null && life.endedSeconds > loadEndSeconds(facts);
  return {
    name: life.name,
    service: life.service,
    createdSeconds: life.createdSeconds,
    readySeconds: firstReadySeconds(life),
    firstServedSeconds: load?.firstServedSeconds ?? null,
    endedSeconds: outlived ? null : life.endedSeconds,
    endReason: outlived || life.endedSeconds === null ? null : endReasonOf(life, facts),
    requests: load?.requests ?? 0,
    meanResponseSeconds: load && load.requests > 0 ? load.sumSeconds / load.requests : null,
    shareOfFair: loaded?.shares?.overall(life) ?? null,
    cpuSeconds: usage?.cpuSeconds.growth(0, facts.lengthSeconds) ?? null,
    throttledSeconds: usage?.throttledSeconds.growth(0, facts.lengthSeconds) ?? null,
    lastLog: facts.observations.logs[life.name] ?? [],
  };
}

/** A cluster says of a pod only that it is deleted; whose doing that was stands in the events. */
function endReasonOf({ name, endReason }: PodLife, { observations }: TrialFacts): string | null {
  if (endReason === null || !/^deleted\b/.test(endReason)) return endReason;
  const events = observations.events ?? [];
  const scaled = events.some(
    ({ reason, message }) => reason === 'SuccessfulDelete' && message.includes(name),
  );
  const taken = events.find(
    ({ object, reason }) => object === name && /^(Evicted|Preempted|TaintManagerEviction)$/.test(reason),
  );
  const why = scaled ? 'scaled down' : taken === undefined ? 'deleted' : `${taken.reason}: ${taken.message}`;
  return endReason.replace('deleted', why);
}

/** The end of the load; taking the arm down afterwards ends every pod, and says nothing of them. */
function loadEndSeconds(facts: TrialFacts): number {
  const { loadEndSeconds: end } = facts.ending;
  return end === null || facts.loadStartSeconds === null
    ? facts.lengthSeconds
    : secondsSince(facts.loadStartSeconds, end);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
