import { rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Ending, Variables } from '../exec/ending.ts';
import { type Running, startProgram } from '../exec/start-program.ts';
import { canonicalJson } from '../store/canonical-json.ts';
import { recordingFiles } from '../store/recording-files.ts';
import { besideName, composedScript } from './composed-script.ts';
import { Conversation } from './conversation.ts';
import { k6Arguments, k6Environment, k6Settings } from './k6-command.ts';
import { k6Problem } from './k6-ending.ts';
import type { Load, LoadEnding, LoadRequest, RunningLoad } from './load.ts';
import { scenarioFiles } from './scenario-hash.ts';
import { Tap, type TapEnd } from './tap.ts';

/** After TERM, k6 ends its requests and writes what it has. */
const stopGraceSeconds = 10;
/** Bytes may be left in the pipe when k6 has gone; this long after the last of them we stop waiting for more. */
const silenceSeconds = 5;

/** k6 as a program on this machine. */
export class K6Load implements Load {
  readonly #k6Path: string;
  readonly #scenariosFolder: string;
  readonly #campaignFolder: string | null;
  readonly #env: Variables;
  readonly #clock: Clock;

  /** `campaignFolder`: where the campaign's own scripts are; null where it has none. */
  constructor(
    k6Path: string,
    scenariosFolder: string,
    env: Variables,
    clock: Clock,
    campaignFolder: string | null = null,
  ) {
    this.#k6Path = k6Path;
    this.#scenariosFolder = scenariosFolder;
    this.#campaignFolder = campaignFolder;
    this.#env = env;
    this.#clock = clock;
  }

  /** Where a scenario's script is: beside the campaign where it has a folder in its name, else in the package. */
  scriptPath(script: string): string {
    const isOwn = script.includes('/') && this.#campaignFolder !== null;
    return resolve(isOwn ? this.#campaignFolder! : this.#scenariosFolder, script);
  }

  /** Throws a ProgramError where k6 cannot be started, a StoreError where the files cannot be made. */
  async start(request: LoadRequest): Promise<RunningLoad> {
    const beside = request.beside ?? [];
    const scriptPaths = [request, ...beside].map(({ script }) => this.scriptPath(script));
    const folder = dirname(request.planPath);
    const scriptPath = await composedScript(scriptPaths, folder);
    const composed = scriptPath === scriptPaths[0] ? null : scriptPath;
    await keepScenario(scriptPaths, folder);
    const tap = new Tap({
      ...request,
      beside: beside.map((each, i) => ({ ...each, name: besideName(i) })),
      linesFromSeconds: request.startAtSeconds - 1,
    });
    const conversation = new Conversation(request.stderrPath);
    let running: Running;
    try {
      const { planPath, summaryPath = null } = request;
      // k6 has the wall clock alone.
      const startAtSeconds = request.startAtSeconds + this.#clock.wallOffset();
      const command = { k6Path: this.#k6Path, scriptPath, planPath, startAtSeconds, summaryPath };
      running = await startProgram(k6Arguments(command), {
        env: k6Environment(this.#env),
        setEnv: k6Settings,
        stdout: 'stream',
        onLine: (line) => conversation.line(line),
      });
    } catch (error) {
      await Promise.all([tap.end(), conversation.close(), removed(composed)]);
      throw error;
    }
    const drained = drainedInto(tap, running);
    const ticker = setInterval(() => request.onProgress(tap.tick()), 1000);
    const ended = async (): Promise<LoadEnding> => {
      const ending = await running.ended;
      await drained();
      clearInterval(ticker);
      request.onProgress(tap.tick());
      const [tapEnd] = await Promise.all([tap.end(), conversation.close(), removed(composed)]);
      const failures = [...tapEnd.failures];
      if (conversation.failure !== null) failures.push({ name: 'k6.stderr', message: conversation.failure });
      return loadEnding(ending, tapEnd, failures, scriptPath, request.startAtSeconds);
    };
    return {
      pid: running.pid,
      ended: ended(),
      stop: async () => {
        await running.stop(stopGraceSeconds);
      },
    };
  }
}

/** The texts of what k6 is about to run, so that a recording says what the load was without the checkout that it came from. */
async function keepScenario([script, ...beside]: readonly string[], folder: string): Promise<void> {
  const files = await scenarioFiles(script!, beside);
  if (files !== null)
    await writeFile(join(folder, recordingFiles.scenario), canonicalJson(Object.fromEntries(files)));
}

/** A composed script names places of this machine, and says nothing that the plan and the kept scenario do not. */
async function removed(composed: string | null): Promise<void> {
  if (composed !== null) await rm(composed, { force: true });
}

/** Feeds k6's stdout to the tap; the function waits until all of it is there. */
function drainedInto(tap: Tap, { stdout }: Running): () => Promise<void> {
  let lastMs = performance.now();
  const closed = new Promise<void>((done) => {
    stdout!.on('close', done);
    stdout!.on('error', () => done());
  });
  stdout!.on('data', (chunk: Buffer) => {
    lastMs = performance.now();
    tap.take(chunk);
  });
  return async () => {
    lastMs = performance.now();
    const watch = setInterval(() => {
      if (performance.now() - lastMs > silenceSeconds * 1000) stdout!.destroy();
    }, 200);
    await closed;
    clearInterval(watch);
  };
}

function loadEnding(
  ending: Ending,
  tap: TapEnd,
  observerFailures: { name: string; message: string }[],
  scriptPath: string,
  startAtSeconds: number,
): LoadEnding {
  const lost = observerFailures.find(({ name }) => name === 'stream' || name === 'requests');
  const invalid = tap.scan?.warnings.filter(({ severity }) => severity !== 'note') ?? [];
  // k6's own trouble explains an empty stream, so it comes first.
  const problem =
    k6Problem(ending, scriptPath) ??
    lost?.message ??
    invalid.find(({ severity }) => severity === 'invalid')?.message ??
    null;
  return {
    exitCode: ending.exitCode,
    problem,
    loadStartSeconds:
      tap.requests === 0 ? null : Math.max(startAtSeconds, tap.setupEndSeconds ?? startAtSeconds),
    loadEndSeconds: tap.lastEndSeconds,
    streamSha256: tap.streamSha256,
    streamBytes: tap.streamBytes,
    observerFailures: [
      ...observerFailures,
      ...invalid.map(({ code, message }) => ({ name: `stream: ${code}`, message })),
    ],
  };
}
