import type { LoadLine } from '../../core/model/observation.ts';
import type { LoadProgress } from '../../core/watch/trial-progress.ts';
import type { StrandPlaces } from './strand.ts';

/** Something that sends a trial's load: k6 on this machine, later k6 on the cluster. */
export interface Load {
  /** Starts the generator; it holds the load back until `startAtSeconds`. Rejects only if it cannot be started. */
  start(request: LoadRequest): Promise<RunningLoad>;
}

export interface LoadRequest {
  /** File name in scenarios/, or a path from the campaign's folder. */
  script: string;
  /** JSON {plan, url, besideUrls} for the scenario. */
  planPath: string;
  /** Epoch seconds at which the first user is to start. */
  startAtSeconds: number;
  /** Where the compact rows go (requests.csv.gz). */
  requestLogPath: string;
  /** Whether its users stay, as those of a closed load do. */
  usersStay?: boolean;
  /** Scenarios that the same generator runs beside it, in the order of the plan. */
  beside?: readonly BesideRequest[];
  /** Where the generator's own stream goes as it is, or null to keep its hash alone. */
  rawPath: string | null;
  /** Where the generator writes a summary of its own, to compare ours with; costs it memory for each request. */
  summaryPath?: string;
  /** Where the generator's conversation goes. */
  stderrPath: string;
  /** Called once a second of load, for load.ndjson. */
  onLoadLine(line: LoadLine): void;
  onProgress(progress: LoadProgress): void;
}

/** What is asked of a scenario that runs beside the main one. */
export interface BesideRequest extends StrandPlaces {
  script: string;
}

export interface RunningLoad {
  /** Process id of the generator, whose CPU and memory are watched; null where it is not a process of ours. */
  readonly pid: number | null;
  /** Never rejects: trouble is in `problem`. */
  readonly ended: Promise<LoadEnding>;
  /** Asks it to stop; `ended` follows. */
  stop(): Promise<void>;
}

export interface LoadEnding {
  exitCode: number | null;
  /** One sentence if the load did not run as planned; null when all is well. */
  problem: string | null;
  /** Epoch seconds at which the load really started: `startAtSeconds`, or later where the generator was late. */
  loadStartSeconds: number | null;
  loadEndSeconds: number | null;
  streamSha256: string | null;
  streamBytes: number | null;
  observerFailures: { name: string; message: string }[];
}
