import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ending } from '../../core/model/observation.ts';
import type { TrialPlan } from '../../core/model/plan.ts';
import type { Profile } from '../../core/model/profile.ts';
import { ObservedTrial } from '../../core/watch/observed-trial.ts';
import type { LoadProgress, TrialPhase, TrialProgress } from '../../core/watch/trial-progress.ts';
import type { Clock } from '../clock.ts';
import { readFingerprint } from '../host/fingerprint.ts';
import type { Load, LoadEnding } from '../load/load.ts';
import { observeGenerator } from '../observe/generator.ts';
import type { RecordingWriter } from '../store/recording-writer.ts';
import { type RunningArm, type Target, TargetError } from '../target/target.ts';
import { Alarms } from './alarms.ts';
import { watchedSink } from './watched-sink.ts';

export interface RecorderParts {
  target: Target;
  load: Load;
  clock: Clock;
  /** Keeps k6's stream beside the compact rows. */
  keepRaw: boolean;
  signal: AbortSignal;
  onProgress(progress: TrialProgress): void;
}

/** k6 makes its virtual users before the load may start; this long, and a bit more for each user. */
const generatorLeadSeconds = { base: 3, perUser: 0.01 };
/** Beyond the grace period, a load that does not end is stopped. */
const patienceSeconds = 30;
const tellPeriodSeconds = 1;

/**
 * Runs one trial and ends its recording, whatever happens: bring up, settle, load, take down. Never
 * rejects for what happens to the trial; the ending says it.
 */
export async function recordTrial(
  plan: TrialPlan,
  writer: RecordingWriter,
  parts: RecorderParts,
): Promise<Ending> {
  return new TrialRun(plan, writer, parts).run();
}

class TrialRun {
  readonly #plan: TrialPlan;
  readonly #writer: RecordingWriter;
  readonly #parts: RecorderParts;
  readonly #alarms = new Alarms();
  readonly #seen: ObservedTrial;
  readonly #sink: ReturnType<typeof watchedSink>;
  #phase: TrialPhase = 'bringing up';
  #loadProgress: LoadProgress | null = null;
  #arm: RunningArm | null = null;
  /** The phase that was under way when the trial was stopped. */
  #reached: TrialPhase = 'bringing up';
  #phaseEndsSeconds: number | null = null;

  constructor(plan: TrialPlan, writer: RecordingWriter, parts: RecorderParts) {
    this.#plan = plan;
    this.#seen = new ObservedTrial(plan);
    this.#writer = writer;
    this.#sink = watchedSink(writer, this.#seen, this.#alarms, () => this.#tell());
    this.#parts = parts;
  }

  async run(): Promise<Ending> {
    const { clock } = this.#parts;
    const wallBefore = clock.wallOffset();
    let loadStartSeconds: number | null = null;
    let loadEnding: LoadEnding | null = null;
    let failure: { where: string; message: string } | null = null;
    const ticker = setInterval(() => this.#tell(), tellPeriodSeconds * 1000);
    const tell = () => this.#tell();
    this.#parts.signal.addEventListener('abort', tell, { once: true });
    try {
      this.#enter('bringing up', null);
      this.#arm = await this.#parts.target.bringUp(this.#plan, this.#sink, this.#parts.signal);
      loadStartSeconds = this.#arm.loadAtSeconds;
      this.#enter('settling', loadStartSeconds);
      loadEnding = await this.#runLoad(this.#arm);
      loadStartSeconds = loadEnding.loadStartSeconds ?? loadStartSeconds;
      if (loadEnding.problem !== null) failure = { where: 'load', message: loadEnding.problem };
    } catch (error) {
      failure = failureOf(error, this.#phase);
    } finally {
      this.#enter('taking down', null);
      await this.#arm?.takeDown();
      clearInterval(ticker);
      this.#parts.signal.removeEventListener('abort', tell);
    }
    const aborted = this.#parts.signal.aborted;
    return this.#writer.end({
      state: aborted ? 'aborted' : failure === null ? 'completed' : 'failed',
      where: aborted ? this.#reached : (failure?.where ?? null),
      message: aborted ? `stopped by ${String(this.#parts.signal.reason)}` : (failure?.message ?? null),
      k6ExitCode: loadEnding?.exitCode ?? null,
      loadStartSeconds: loadEnding === null ? null : loadStartSeconds,
      loadEndSeconds: loadEnding?.loadEndSeconds ?? null,
      clockJumpSeconds: clock.wallOffset() - wallBefore,
      streamSha256: loadEnding?.streamSha256 ?? null,
      streamBytes: loadEnding?.streamBytes ?? null,
      observers: loadEnding?.observerFailures ?? [],
      fingerprint: aborted ? null : await readFingerprint(),
    });
  }

  async #runLoad(arm: RunningArm): Promise<LoadEnding> {
    const { clock, load, signal, keepRaw } = this.#parts;
    const planPath = join(this.#writer.directory, 'load-plan.json');
    const { scenario, beside } = this.#plan;
    const url = arm.url(scenario.service);
    const besideUrls = beside.map(({ service }) => arm.url(service));
    await writeFile(planPath, `${JSON.stringify({ plan: this.#plan, url, besideUrls })}\n`);
    const users = [scenario, ...beside].reduce((sum, { profile }) => sum + usersOf(profile), 0);
    const lead = generatorLeadSeconds.base + generatorLeadSeconds.perUser * users;
    await clock.until(arm.loadAtSeconds - lead, signal);
    const endsSeconds = arm.loadAtSeconds + this.#plan.lengthSeconds;
    const running = await load.start({
      script: scenario.script,
      usersStay: scenario.profile.model === 'closed',
      planPath,
      startAtSeconds: arm.loadAtSeconds,
      requestLogPath: this.#writer.path('requests'),
      beside: beside.map(({ script, profile }, i) => ({
        script,
        usersStay: profile.model === 'closed',
        requestLogPath: this.#writer.besideRequests(i),
        onLoadLine: (line) => this.#writer.besideLoad(i, line),
      })),
      rawPath: keepRaw ? join(this.#writer.directory, 'k6.csv.gz') : null,
      stderrPath: this.#writer.path('generatorLog'),
      onLoadLine: (line) => {
        this.#writer.load(line);
        this.#seen.noteLoad(line);
      },
      onProgress: (progress) => {
        this.#loadProgress = progress;
      },
    });
    const unobserve = running.pid === null ? () => {} : observeGenerator(running.pid, clock, this.#sink);
    const stop = () => void running.stop();
    signal.addEventListener('abort', stop, { once: true });
    const deadline = setTimeout(
      stop,
      (endsSeconds + this.#plan.graceSeconds + patienceSeconds - clock.now()) * 1000,
    );
    const phases = [
      setTimeout(() => this.#enter('load', endsSeconds), (arm.loadAtSeconds - clock.now()) * 1000),
      setTimeout(() => this.#enter('grace', null), (endsSeconds - clock.now()) * 1000),
    ];
    try {
      if (signal.aborted) stop();
      return await running.ended;
    } finally {
      unobserve();
      signal.removeEventListener('abort', stop);
      for (const timer of [deadline, ...phases]) clearTimeout(timer);
    }
  }

  #enter(phase: TrialPhase, endsSeconds: number | null): void {
    if (phase !== 'taking down') this.#reached = phase;
    this.#phase = phase;
    this.#phaseEndsSeconds = endsSeconds;
    this.#tell();
  }

  #tell(): void {
    const atSeconds = this.#parts.clock.now();
    const stopping = this.#parts.signal.aborted && this.#phase !== 'taking down';
    const loadAtSeconds = this.#arm?.loadAtSeconds ?? null;
    this.#parts.onProgress({
      atSeconds,
      phase: stopping ? 'stopping' : this.#phase,
      leftSeconds:
        stopping || this.#phaseEndsSeconds === null ? null : Math.max(0, this.#phaseEndsSeconds - atSeconds),
      loadSeconds: loadAtSeconds === null || atSeconds < loadAtSeconds ? null : atSeconds - loadAtSeconds,
      load: this.#loadProgress,
      sight: this.#seen,
      alarms: this.#alarms.sentences,
    });
  }
}

/** Virtual users that k6 makes for a profile. */
function usersOf(profile: Profile): number {
  return profile.model === 'closed' ? profile.users : profile.maxUsers;
}

function failureOf(error: unknown, phase: string): { where: string; message: string } {
  if (error instanceof TargetError) return { where: error.step, message: error.message };
  return { where: phase, message: error instanceof Error ? error.message : String(error) };
}
