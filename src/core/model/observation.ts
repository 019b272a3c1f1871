import { z } from 'zod';
import { hpaRoundSchema } from './hpa.ts';

/**
 * Lines of the NDJSON files in a recording. `at` is always epoch seconds (fraction included) of one clock: the
 * monotonic clock of the harness, anchored once to the wall clock.
 */

const at = z.number();
const service = z.string();

/** replicas.ndjson: one line whenever a number changes. */
export const replicasLineSchema = z.object({
  at,
  service,
  desired: z.number(),
  /** Pods that exist and are not being deleted. */
  created: z.number(),
  ready: z.number(),
});

/** pods.ndjson: one line per step in the life of a pod. */
export const podLineSchema = z.object({
  at,
  service,
  pod: z.string(),
  event: z.enum(['created', 'started', 'ready', 'unready', 'terminating', 'ended']),
  /** Why it ended: `scaled down`, `exit 1`, `signal SIGKILL`, ... */
  reason: z.string().nullable(),
  /** Where routers reach it, on the line that says it is Ready: services that do not name their pods are told by it. */
  address: z.string().optional(),
});

/** usage.ndjson: cumulative counters of one pod, about once a second. */
export const usageLineSchema = z.object({
  at,
  service,
  pod: z.string(),
  cpuSeconds: z.number(),
  rssBytes: z.number().nullable(),
  periods: z.number().nullable(),
  throttledPeriods: z.number().nullable(),
  throttledSeconds: z.number().nullable(),
});

/** nodes.ndjson: one node, about once a second or as often as its source has news. Counters only grow. */
export const nodeLineSchema = z.object({
  at,
  node: z.string(),
  cores: z.number().nullable(),
  /** CPU that everything on the node has used; of a kind node, what its container has. */
  cpuSeconds: z.number().nullable(),
  /** Where the source tells no counter: the mean over the window that ends at `at`. */
  meanCores: z.number().nullable(),
  windowSeconds: z.number().nullable(),
  /** Time that its CPUs stood idle, all together; a kind node has those of its host. */
  idleSeconds: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  diskReadBytes: z.number().nullable(),
  diskWrittenBytes: z.number().nullable(),
  receivedBytes: z.number().nullable(),
  sentBytes: z.number().nullable(),
});

/** hpa.ndjson: one line per round, with everything the decision was made from. */
export const hpaLineSchema = hpaRoundSchema;

/** events.ndjson: what a person would see in `kubectl get events`. */
export const eventLineSchema = z.object({
  at,
  service: service.nullable(),
  object: z.string(),
  type: z.enum(['Normal', 'Warning']),
  reason: z.string(),
  message: z.string(),
});

/** generator.ndjson: health of the load generator and the host, once a second. */
export const generatorLineSchema = z.object({
  at,
  cpuSeconds: z.number().nullable(),
  rssBytes: z.number().nullable(),
  hostIdleShare: z.number().nullable(),
  hostStealShare: z.number().nullable(),
  cpuPressureShare: z.number().nullable(),
});

/** load.ndjson: what k6 says of itself, once a second. */
export const loadLineSchema = z.object({
  at,
  users: z.number().nullable(),
  maxUsers: z.number().nullable(),
  /** Journeys that ended since the load started, and journeys that could not start; both only grow. */
  iterations: z.number(),
  dropped: z.number(),
  /**
   * Of the journeys that ended since the line before: [whole epoch second in which it started, how many]. Planned
   * against started is judged by it. Absent: nobody said when journeys started.
   */
  starts: z.array(z.tuple([z.number(), z.number()])).optional(),
});

export type ReplicasLine = z.infer<typeof replicasLineSchema>;
export type PodLine = z.infer<typeof podLineSchema>;
export type UsageLine = z.infer<typeof usageLineSchema>;
export type NodeLine = z.infer<typeof nodeLineSchema>;
export type EventLine = z.infer<typeof eventLineSchema>;
export type GeneratorLine = z.infer<typeof generatorLineSchema>;
export type LoadLine = z.infer<typeof loadLineSchema>;

/** One request as recorded: a row of requests.csv.gz. */
export interface RequestRow {
  /** Epoch seconds when the user asked. */
  startSeconds: number;
  /** From the first byte sent to the last received: k6's http_req_duration. */
  durationSeconds: number;
  /** Waiting for a connection before that: k6's http_req_blocked. */
  blockedSeconds: number;
  /** HTTP status; 0 when no answer came. */
  status: number;
  expected: boolean;
  route: string;
  pod: string | null;
  /** k6's error text, or null. */
  error: string | null;
}

/**
 * State of the host beside a trial, without load of ours. Counters of seconds only grow: one before and one after a
 * trial say what happened between. null where the kernel does not tell.
 */
export const fingerprintSchema = z.object({
  /** The fastest of a few runs of a fixed task on one core. */
  cpuTaskSeconds: z.number(),
  loadAverage1m: z.number().nullable(),
  /** Of all CPUs together, idle time included; and what a hypervisor gave to other machines of it. */
  cpuTotalSeconds: z.number().nullable(),
  cpuStealSeconds: z.number().nullable(),
  /** Share of the time that these runs took in which some process waited for a CPU. */
  cpuPressureShare: z.number().nullable(),
  /** Time for which the container that we run in was held back by its CPU quota. */
  throttledSeconds: z.number().nullable(),
});
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** environment.json: where and with what a trial ran. */
export const environmentSchema = z.object({
  peakproof: z.string(),
  k6: z.string().nullable(),
  kubernetes: z.string().nullable(),
  node: z.string(),
  os: z.string(),
  kernel: z.string().nullable(),
  cpuModel: z.string().nullable(),
  cores: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  loadAverage1m: z.number().nullable(),
  gitCommit: z.string().nullable(),
  gitDirty: z.boolean().nullable(),
  /** SHA-256 over the scenario's script and all that it imports. */
  scenarioSha256: z.string().nullable().default(null),
  /** The cluster that it ran on. Trials with the same one are not independent of each other. */
  cluster: z.object({ name: z.string(), createdAt: z.string() }).nullable().default(null),
  /** Before the arm was brought up. */
  fingerprint: fingerprintSchema.nullable().default(null),
});
export type Environment = z.infer<typeof environmentSchema>;

/** ending.json: the last file of a recording; without it the trial was cut off. */
export const endingSchema = z.object({
  state: z.enum(['completed', 'aborted', 'failed']),
  /** The step that it ended in, when it is not completed. */
  where: z.string().nullable(),
  message: z.string().nullable(),
  k6ExitCode: z.number().nullable(),
  /** Epoch seconds; null if the load never started. */
  loadStartSeconds: z.number().nullable(),
  loadEndSeconds: z.number().nullable(),
  /** Wall clock minus monotonic clock over the trial; beyond a second the clock was set. */
  clockJumpSeconds: z.number(),
  /** SHA-256 of every byte that k6 wrote to its CSV stream. */
  streamSha256: z.string().nullable(),
  streamBytes: z.number().nullable(),
  planSha256: z.string().nullable(),
  /** After the arm was taken down. */
  fingerprint: fingerprintSchema.nullable().default(null),
  /** Observers that failed, with why. */
  observers: z.array(z.object({ name: z.string(), message: z.string() })),
});
export type Ending = z.infer<typeof endingSchema>;

/** ending.json as it lies in a recording. */
export const recordedEndingSchema = endingSchema.extend({
  /** Paths of all other files of the recording; null in one that was made before they were listed. */
  files: z.array(z.string()).nullable().default(null),
});
