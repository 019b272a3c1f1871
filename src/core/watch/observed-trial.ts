import type { HpaRound } from '../model/hpa.ts';
import type { GeneratorLine, LoadLine, PodLine, ReplicasLine } from '../model/observation.ts';
import type { TrialPlan } from '../model/plan.ts';
import type { TrialSight, WaitingPod } from './trial-progress.ts';

/** k6 marks every second of load; a mark further off than this was late. The same figure as in the trial's check. */
const lateBeatSeconds = 0.1;
const rememberedBeats = 10;

/** Keeps the latest of what the observers of a trial write, in as little memory as that takes. */
export class ObservedTrial implements TrialSight {
  readonly #service: string;
  readonly #replicas = new Map<string, ReplicasLine>();
  readonly #waiting = new Map<string, WaitingPod>();
  readonly #beats: number[] = [];
  #round: HpaRound | null = null;
  #hostIdleShare: number | null = null;

  constructor(plan: Pick<TrialPlan, 'scenario'>) {
    this.#service = plan.scenario.service;
  }

  noteReplicas(line: ReplicasLine): void {
    this.#replicas.set(line.service, line);
  }

  notePod({ at, service, pod, event }: PodLine): void {
    const waits = event === 'created' || event === 'unready';
    if (waits) this.#waiting.set(pod, { service, pod, sinceSeconds: at });
    else if (event !== 'started') this.#waiting.delete(pod);
  }

  noteRound(round: HpaRound): void {
    if (round.service === this.#service) this.#round = round;
  }

  noteGenerator({ hostIdleShare }: GeneratorLine): void {
    this.#hostIdleShare = hostIdleShare;
  }

  noteLoad({ at, users }: LoadLine): void {
    if (users === null) return;
    this.#beats.push(at);
    if (this.#beats.length > rememberedBeats + 1) this.#beats.shift();
  }

  get replicas(): ReadonlyMap<string, ReplicasLine> {
    return this.#replicas;
  }
  get round(): HpaRound | null {
    return this.#round;
  }
  get waitingPods(): readonly WaitingPod[] {
    return [...this.#waiting.values()];
  }
  get hostIdleShare(): number | null {
    return this.#hostIdleShare;
  }
  get lateBeats(): { late: number; of: number } {
    const gaps = this.#beats.slice(1).map((at, i) => at - this.#beats[i]!);
    return { late: gaps.filter((gap) => Math.abs(gap - 1) > lateBeatSeconds).length, of: gaps.length };
  }
}
