import type { HpaRound } from '../../../../src/core/model/hpa.ts';
import type {
  EventLine,
  NodeLine,
  PodLine,
  ReplicasLine,
  UsageLine,
} from '../../../../src/core/model/observation.ts';
import type { ObservationSink } from '../../../../src/edge/target/target.ts';

/** A sink that keeps everything, for a test to look at. */
export class Observed implements ObservationSink {
  readonly replicasLines: ReplicasLine[] = [];
  readonly podLines: PodLine[] = [];
  readonly usageLines: UsageLine[] = [];
  readonly nodeLines: NodeLine[] = [];
  readonly rounds: HpaRound[] = [];
  readonly events: EventLine[] = [];
  readonly failures: { observer: string; message: string }[] = [];
  readonly manifests: object[] = [];
  readonly logs = new Map<string, string[]>();

  replicas(line: ReplicasLine): void {
    this.replicasLines.push(line);
  }
  pod(line: PodLine): void {
    this.podLines.push(line);
  }
  usage(line: UsageLine): void {
    this.usageLines.push(line);
  }
  node(line: NodeLine): void {
    this.nodeLines.push(line);
  }
  hpa(line: HpaRound): void {
    this.rounds.push(line);
  }
  event(line: EventLine): void {
    this.events.push(line);
  }
  log(pod: string, line: string): void {
    this.logs.set(pod, [...(this.logs.get(pod) ?? []), line]);
  }
  applied(manifest: object): void {
    this.manifests.push(manifest);
  }
  failed(observer: string, message: string): void {
    this.failures.push({ observer, message });
  }
}
