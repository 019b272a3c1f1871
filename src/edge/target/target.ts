import type { HpaRound } from '../../core/model/hpa.ts';
import type {
  Environment,
  EventLine,
  NodeLine,
  PodLine,
  ReplicasLine,
  UsageLine,
} from '../../core/model/observation.ts';
import type { TargetName, TrialPlan } from '../../core/model/plan.ts';

/** Where what is seen of an arm goes. None of these may throw or wait. */
export interface ObservationSink {
  replicas(line: ReplicasLine): void;
  pod(line: PodLine): void;
  usage(line: UsageLine): void;
  node(line: NodeLine): void;
  hpa(line: HpaRound): void;
  event(line: EventLine): void;
  /** One line that a pod wrote. */
  log(pod: string, line: string): void;
  /** An object as it was applied to the cluster. */
  applied(manifest: object): void;
  /** An observer lost sight; what it saw before stays. */
  failed(observer: string, message: string): void;
}

/** What trials run on until the target is closed. */
export interface Place {
  /** Version; null where there is no Kubernetes. */
  kubernetes: string | null;
  /** Which cluster it is; null where there is none, or where nobody knows its age. */
  cluster: Environment['cluster'];
}

/** A place where arms can run. */
export interface Target {
  readonly name: TargetName;
  /** Makes the place ready, before the first trial of a block; `arm` is the block's, or null for all arms of a campaign. */
  open(arm: string | null, signal: AbortSignal): Promise<Place>;
  /** Brings up the services of a trial in the start state of its arm, and begins to observe. */
  bringUp(plan: TrialPlan, sink: ObservationSink, signal: AbortSignal): Promise<RunningArm>;
  /** After the block's last trial, also a failed one: removes what `open` and the trials made, unless it is to be kept. */
  close(keep: boolean): Promise<void>;
}

export interface RunningArm {
  /** Where a service gets its requests, without a slash at the end. Always on 127.0.0.1 for `local` and `kind`. */
  url(service: string): string;
  /** When the load is to start (epoch seconds): the start state is reached, and the seeded phase with it. */
  readonly loadAtSeconds: number;
  /** Stops observing and leaves nothing running. Safe to call twice. */
  takeDown(): Promise<void>;
}

/** An arm that could not be brought up, or that broke. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly step: string;
  constructor(step: string, message: string) {
    super(message);
    this.step = step;
  }
}
