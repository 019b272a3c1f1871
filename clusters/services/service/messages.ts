/** What a demo service says to the process that started it, over Node's IPC channel. It is told nothing back. */

/** Sent once, when the service accepts connections. */
export interface ListeningMessage {
  type: 'listening';
  /** The TCP port, also where the settings asked for any free one (PORT=0). */
  port: number;
}

/** Sent every second; all figures count from the start of the process, as cpu.stat of a cgroup does. */
export interface ThrottlingMessage {
  type: 'throttling';
  /** Quota periods in which the process used CPU; 0 without a quota. */
  periods: number;
  throttledPeriods: number;
  throttledSeconds: number;
  /** User and system CPU time of the whole process. */
  cpuSeconds: number;
}

export type ServiceMessage = ListeningMessage | ThrottlingMessage;

/** The environment variables of a demo service; meaning, default and limits are in settings.ts. */
export interface ServiceEnvironment {
  PEAKPROOF_POD: string;
  PORT?: string;
  HOST?: string;
  PEAKPROOF_START_SECONDS?: string;
  /** JSON: {"route": {"cpuSeconds": mean}}; a route left out keeps the mean that the service declares. */
  PEAKPROOF_ROUTES?: string;
  PEAKPROOF_CPU_VARIATION?: string;
  PEAKPROOF_SEED?: string;
  PEAKPROOF_CPU_QUOTA_CORES?: string;
  PEAKPROOF_QUEUE_LIMIT?: string;
  PEAKPROOF_EXTRA_DELAY_SECONDS?: string;
  PEAKPROOF_DEMAND_FACTOR?: string;
  PEAKPROOF_DRAIN_SECONDS?: string;
  PEAKPROOF_READY_IN_TURN?: string;
  /** Signs the session tokens: the same for all pods of all services that share their users. */
  PEAKPROOF_SESSION_KEY?: string;
}

/** How a demo service ends, in its exit code and in the `reason` of its last log line. */
export const serviceExitCodes = {
  /** SIGTERM and everything accepted was answered or the drain time was over; or the parent has gone. */
  ended: 0,
  /** A bug, or a port that could not be bound. */
  failed: 1,
  /** The environment does not make valid settings; each problem is a line on stderr. */
  settings: 2,
} as const;
