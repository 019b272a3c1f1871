import { createHash } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HpaRound } from '../../core/model/hpa.ts';
import {
  type Ending,
  type Environment,
  type EventLine,
  environmentSchema,
  type GeneratorLine,
  type LoadLine,
  type NodeLine,
  type PodLine,
  type ReplicasLine,
  recordedEndingSchema,
  type UsageLine,
} from '../../core/model/observation.ts';
import { type TrialPlan, trialPlanSchema } from '../../core/model/plan.ts';
import { filesBelow } from './folders.ts';
import { writeJson } from './json-file.ts';
import { besideFiles, logFileName, type ObserverName, recordingFiles } from './recording-files.ts';

/** What the writer adds to an ending by itself. */
export type EndingSeen = Omit<Ending, 'planSha256' | 'observers'> & { observers?: Ending['observers'] };

/**
 * Writes the recording of one trial as it happens. A line is handed to the system at once and whole, so that a crash
 * costs at most the last one. Nothing here throws into an observer: one that fails, or whose file cannot be written,
 * loses its own series, and the ending says so.
 */
export class RecordingWriter {
  readonly directory: string;
  readonly #streams = new Map<string, WriteStream>();
  readonly #failures = new Map<string, string>();
  readonly #unwritable = new Set<string>();
  #planSha256: string | null = null;
  #ended = false;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** Makes the folder and writes what is known before the trial. Throws when the disk refuses. */
  static async create(
    directory: string,
    plan: TrialPlan,
    environment: Environment,
  ): Promise<RecordingWriter> {
    await mkdir(join(directory, recordingFiles.logs), { recursive: true });
    const writer = new RecordingWriter(directory);
    const text = await writeJson(join(directory, recordingFiles.plan), trialPlanSchema, plan);
    writer.#planSha256 = createHash('sha256').update(text).digest('hex');
    await writeJson(join(directory, recordingFiles.environment), environmentSchema, environment);
    return writer;
  }

  /** Path of a file that somebody else writes: the requests, the generator's own words. */
  path(file: 'plan' | 'requests' | 'generatorLog'): string {
    return join(this.directory, recordingFiles[file]);
  }

  /** SHA-256 of plan.json as it was written. */
  get planSha256(): string | null {
    return this.#planSha256;
  }

  /** Path of the requests of a load that runs beside the main one. */
  besideRequests(index: number): string {
    return join(this.directory, besideFiles(index).requests);
  }

  load(line: LoadLine): void {
    this.#line('load', line);
  }
  besideLoad(index: number, line: LoadLine): void {
    this.#append(besideFiles(index).load, 'load', `${JSON.stringify(line)}\n`);
  }
  replicas(line: ReplicasLine): void {
    this.#line('replicas', line);
  }
  pod(line: PodLine): void {
    this.#line('pods', line);
  }
  usage(line: UsageLine): void {
    this.#line('usage', line);
  }
  node(line: NodeLine): void {
    this.#line('nodes', line);
  }
  hpa(line: HpaRound): void {
    this.#line('hpa', line);
  }
  event(line: EventLine): void {
    this.#line('events', line);
  }
  generator(line: GeneratorLine): void {
    this.#line('generator', line);
  }
  /** An object as it was applied to the cluster. */
  applied(manifest: object): void {
    this.#append(recordingFiles.manifests, 'manifests', `${JSON.stringify(manifest)}\n`);
  }
  /** One line that a pod wrote. */
  log(pod: string, line: string): void {
    this.#append(join(recordingFiles.logs, logFileName(pod)), 'logs', `${line}\n`);
  }

  /** Notes that an observer failed; the first reason is kept. What it wrote so far stays. */
  observerFailed(name: ObserverName | (string & {}), message: string): void {
    if (!this.#failures.has(name)) this.#failures.set(name, message);
  }

  /** Flushes everything to the disk and writes the ending, the last file of a recording. */
  async end(ending: EndingSeen): Promise<Ending> {
    this.#ended = true;
    await Promise.all([...this.#streams.values()].map(closed));
    for (const { name, message } of ending.observers ?? []) this.observerFailed(name, message);
    const whole: Ending = {
      ...ending,
      planSha256: this.#planSha256,
      observers: [...this.#failures].map(([name, message]) => ({ name, message })),
    };
    const files = (await filesBelow(this.directory)).filter((path) => path !== recordingFiles.ending);
    await writeJson(join(this.directory, recordingFiles.ending), recordedEndingSchema, { ...whole, files });
    return whole;
  }

  #line(name: ObserverName, line: object): void {
    this.#append(recordingFiles[name], name, `${JSON.stringify(line)}\n`);
  }

  #append(file: string, observer: string, text: string): void {
    if (this.#ended || this.#unwritable.has(file)) return;
    let stream = this.#streams.get(file);
    if (stream === undefined) {
      stream = createWriteStream(join(this.directory, file), { flush: true });
      stream.on('error', (error) => {
        this.#unwritable.add(file);
        this.observerFailed(observer, `${file} cannot be written: ${error.message}`);
      });
      this.#streams.set(file, stream);
    }
    stream.write(text);
  }
}

function closed(stream: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.closed) return resolve();
    stream.on('close', () => resolve());
    stream.end();
  });
}
