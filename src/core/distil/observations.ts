import type { HpaRound } from '../model/hpa.ts';
import type {
  EventLine,
  GeneratorLine,
  LoadLine,
  NodeLine,
  PodLine,
  ReplicasLine,
  UsageLine,
} from '../model/observation.ts';

/** What the observers of one trial wrote. null: not observed, which is not the same as "nothing happened". */
export interface Observations {
  load: LoadLine[] | null;
  replicas: ReplicasLine[] | null;
  pods: PodLine[] | null;
  usage: UsageLine[] | null;
  nodes: NodeLine[] | null;
  hpa: HpaRound[] | null;
  events: EventLine[] | null;
  generator: GeneratorLine[] | null;
  /** The last lines that each pod wrote, by pod name. */
  logs: Record<string, string[]>;
}
