import { join } from 'node:path';
import { distilTrial } from '../../core/distil/distil-trial.ts';
import { emptyLoadNames } from '../../core/distil/k6csv/names.ts';
import { countLoadLines } from '../../core/distil/load-lines.ts';
import type { LoadWindow, Span } from '../../core/distil/load-window.ts';
import { PodNames } from '../../core/distil/pod-names.ts';
import { phasesOf, replicaSteps } from '../../core/distil/replica-steps.ts';
import { TrialAccumulator } from '../../core/distil/trial-accumulator.ts';
import type { Ending, LoadLine } from '../../core/model/observation.ts';
import type { Trial } from '../../core/model/trial.ts';
import type { Warning } from '../../core/model/warning.ts';
import { type Recording, readRecording } from './recording-reader.ts';
import { readRequestLog } from './request-log.ts';
import { StoreError } from './store-error.ts';

export interface DistilOptions {
  /** Counts the first seconds only: how imports of different lengths are cut to their common window. */
  lengthSeconds?: number;
}

/** The trial record of the recording in a folder. Throws a StoreError where the folder is no recording. */
export async function distilRecording(directory: string, options: DistilOptions = {}): Promise<Trial> {
  const recording = await readRecording(directory);
  const ending = recording.ending ?? cutOff;
  const loadStartSeconds = ending.loadStartSeconds ?? (await firstStartSeconds(recording.requests));
  const problems = [...recording.problems, ...(recording.imported?.warnings ?? [])];
  const podNames = new PodNames(recording.observations.pods ?? [], loadStartSeconds ?? 0);
  const tallied = async (service: string | null, requests: string | null, lines: readonly LoadLine[]) => {
    const names = emptyLoadNames();
    const window = windowOf(recording, service, loadStartSeconds ?? 0, options);
    const accumulator = new TrialAccumulator(window, names, podNames);
    if (requests !== null) {
      const { warnings } = await readRequestLog(requests, accumulator, names);
      problems.push(...warnings.map((found) => asSeenHere(found, directory, ending)));
    }
    countLoadLines(lines, accumulator);
    return accumulator.result();
  };
  const { plan, observations } = recording;
  const load = await tallied(plan?.scenario.service ?? null, recording.requests, observations.load ?? []);
  const beside = [];
  for (const [i, { requests, load: lines }] of recording.beside.entries())
    beside.push({ load: await tallied(plan!.beside[i]!.service, requests, lines ?? []), lines });
  return distilTrial({
    plan,
    importedAs: recording.imported?.id ?? null,
    environment: recording.environment,
    ending,
    planSha256: recording.planSha256,
    loadStartSeconds,
    load,
    beside,
    observations,
    problems,
  });
}

/**
 * A record names no place on the machine that it was made on. And requests that are missing from a trial which was
 * completed are no matter of its last second, but of a file that was damaged since.
 */
function asSeenHere(found: Warning, directory: string, ending: Ending): Warning {
  const here = (text: string) => text.replaceAll(join(directory, '/'), '');
  const facts = Object.entries(found.facts).map(([name, fact]) => [
    name,
    typeof fact === 'string' ? here(fact) : fact,
  ]);
  return {
    ...found,
    severity: ending.state === 'completed' && found.code === 'request-log-cut' ? 'invalid' : found.severity,
    message: here(found.message),
    facts: Object.fromEntries(facts),
  };
}

/** How a trial ended that could not say it. */
const cutOff: Ending = {
  state: 'aborted',
  where: null,
  message: 'the recording has no ending, so peakproof or its machine was stopped while it ran',
  k6ExitCode: null,
  loadStartSeconds: null,
  loadEndSeconds: null,
  clockJumpSeconds: 0,
  streamSha256: null,
  streamBytes: null,
  planSha256: null,
  observers: [],
  fingerprint: null,
};

/** `service`: whose pods give the phases their names. */
function windowOf(
  recording: Recording,
  service: string | null,
  loadStartSeconds: number,
  options: DistilOptions,
): LoadWindow {
  const source = recording.plan ?? recording.imported;
  if (source === null) throw new StoreError(`${recording.directory} says nowhere how long its trial was.`);
  const lengthSeconds = Math.min(source.lengthSeconds, options.lengthSeconds ?? Number.POSITIVE_INFINITY);
  const replicas = replicaSteps(recording.observations.replicas ?? [], loadStartSeconds);
  const ready = service === null ? undefined : replicas[service]?.ready;
  return {
    loadStartMicros: Math.round(loadStartSeconds * 1e6),
    lengthSeconds,
    plateau: source.plateau && within(source.plateau, lengthSeconds),
    phases: ready === undefined ? [] : phasesOf(ready, lengthSeconds),
    satisfiedSeconds: source.satisfiedSeconds,
    sloSeconds: source.sloSeconds,
  };
}

function within({ fromSeconds, toSeconds }: Span, lengthSeconds: number): Span | null {
  const to = Math.min(toSeconds, lengthSeconds);
  return to > fromSeconds ? { fromSeconds, toSeconds: to } : null;
}

/** For a recording that does not say when the load started: when its first request did; null without any. */
async function firstStartSeconds(requests: string | null): Promise<number | null> {
  if (requests === null) return null;
  let first = Number.POSITIVE_INFINITY;
  const sink = {
    request: (startMicros: number) => {
      first = Math.min(first, startMicros);
    },
  };
  await readRequestLog(requests, sink, emptyLoadNames());
  return Number.isFinite(first) ? first / 1e6 : null;
}
