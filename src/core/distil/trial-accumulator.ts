import { LogLinearHistogram } from '../math/histogram.ts';
import type { Heat, Histogram, Stretch } from '../model/trial.ts';
import { HeatCells } from './heat-cells.ts';
import { JourneyCounts } from './journey-counts.ts';
import type { RequestNames } from './k6csv/names.ts';
import { LoadColumns } from './load-columns.ts';
import { earlyToleranceSeconds, type LoadWindow } from './load-window.ts';
import { type PodLoad, PodLoads } from './pod-loads.ts';
import { PodNames } from './pod-names.ts';
import type { LoadSink } from './sink.ts';
import { StretchTally } from './stretch-tally.ts';

/** Routes and kinds of error beyond these many are counted under one name, so that ids in URLs fill no memory. */
const mostRoutes = 200;
const mostErrors = 200;
const other = '(other)';

/** Everything that the requests of one trial say, counted. */
export interface LoadTally {
  window: LoadWindow;
  whole: Stretch;
  plateau: Stretch | null;
  phases: { name: string; stretch: Stretch }[];
  byRoute: Record<string, Histogram>;
  /** Ended not as expected; every route of `byRoute` has its number. */
  failedByRoute: Record<string, number>;
  errors: { kind: string; count: number }[];
  columns: LoadColumns;
  heat: Heat;
  /** By pod name; answers without a name are not in it. */
  pods: Map<string, PodLoad>;
  /** Requests that were left out because they started before the load or after the window. */
  startedBefore: number;
  startedAfter: number;
  journeys: JourneyCounts;
  maxUsers: number | null;
}

/**
 * Counts the requests of one trial as they come, in any order. Memory depends on the window, the routes and the pods,
 * never on the number of requests.
 */
export class TrialAccumulator implements LoadSink {
  readonly #window: LoadWindow;
  readonly #names: RequestNames;
  readonly #whole: StretchTally;
  readonly #plateau: StretchTally | null;
  readonly #phases: StretchTally[];
  readonly #columns: LoadColumns;
  readonly #journeys: JourneyCounts;
  readonly #heat: HeatCells;
  readonly #routeSlots: number[] = [];
  readonly #routes: { name: string; histogram: LogLinearHistogram; failed: number }[] = [];
  readonly #pods: PodLoads;
  readonly #errors = new Map<string, number>();
  #phase = 0;
  #startedBefore = 0;
  #startedAfter = 0;
  #maxUsers: number | null = null;

  /** `podNames` says whom an address in place of a pod's name means. */
  constructor(window: LoadWindow, names: RequestNames, podNames: PodNames = new PodNames([], 0)) {
    this.#window = window;
    this.#names = names;
    this.#whole = new StretchTally({ fromSeconds: 0, toSeconds: window.lengthSeconds }, window);
    this.#plateau = window.plateau && new StretchTally(window.plateau, window);
    this.#phases = window.phases.map((span) => new StretchTally(span, window));
    this.#columns = new LoadColumns(window.lengthSeconds);
    this.#journeys = new JourneyCounts(window, this.#columns.widthSeconds);
    this.#heat = new HeatCells(window.lengthSeconds);
    this.#pods = new PodLoads(names.pods, podNames, this.#columns.columns);
  }

  request(
    startMicros: number,
    durationMicros: number,
    blockedMicros: number,
    status: number,
    expected: boolean,
    route: number,
    pod: number,
    error: number,
  ): void {
    let start = (startMicros - this.#window.loadStartMicros) / 1e6;
    if (start < 0) {
      if (start < -earlyToleranceSeconds) {
        this.#startedBefore++;
        return;
      }
      start = 0;
    }
    if (start >= this.#window.lengthSeconds) {
      this.#startedAfter++;
      return;
    }
    const micros = durationMicros + blockedMicros;
    const end = start + micros / 1e6;
    const startColumn = this.#columns.at(start);
    const endColumn = this.#columns.at(end);
    const podSlot = this.#pods.slot(pod, end);
    const podLoad = this.#pods.all[podSlot]!.load;
    this.#columns.started[startColumn]!++;
    if (endColumn >= 0) {
      podLoad.served[endColumn]!++;
      (expected ? this.#columns.completed : this.#columns.failed)[endColumn]!++;
    }
    podLoad.firstServedSeconds = Math.min(podLoad.firstServedSeconds ?? end, end);

    const plateau = this.#plateau && contains(this.#plateau, start) ? this.#plateau : null;
    const phase = this.#phaseAt(start);
    if (!expected) {
      this.#whole.failed();
      plateau?.failed();
      phase?.failed();
      this.#countError(status, error);
      this.#routes[this.#route(route)]!.failed++;
      return;
    }
    this.#whole.processed(micros);
    plateau?.processed(micros);
    phase?.processed(micros);
    this.#columns.response(startColumn, micros);
    podLoad.requests++;
    podLoad.sumSeconds += micros / 1e6;
    const routeSlot = this.#route(route);
    this.#routes[routeSlot]!.histogram.record(micros);
    this.#heat.count(start, micros / 1e6, routeSlot, podSlot);
  }

  iteration(endMicros: number, durationMicros: number): void {
    this.journeysStarted(endMicros - durationMicros, 1);
    this.journeysEnded(endMicros, 1);
  }

  journeysStarted(atMicros: number, count: number): void {
    this.#journeys.startedAt(atMicros, count);
    const column = this.#columns.at(this.#seconds(atMicros));
    if (column >= 0) this.#columns.journeys[column]! += count;
  }

  journeysEnded(atMicros: number, count: number): void {
    this.#journeys.endedAt(atMicros, count);
  }

  dropped(atMicros: number, count: number): void {
    this.#journeys.droppedAt(atMicros, count);
    const at = this.#seconds(atMicros);
    const column = this.#columns.at(at);
    if (column < 0) return;
    this.#columns.dropped[column]! += count;
    this.#whole.dropped(count);
    if (this.#plateau && contains(this.#plateau, at)) this.#plateau.dropped(count);
    this.#phaseAt(at)?.dropped(count);
  }

  users(atMicros: number, active: number): void {
    const column = this.#columns.at(this.#seconds(atMicros));
    if (column >= 0) this.#columns.users[column] = active;
  }

  maxUsers(_atMicros: number, existing: number): void {
    this.#maxUsers = Math.max(this.#maxUsers ?? 0, existing);
  }

  result(): LoadTally {
    const routes = [...this.#routes].sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      window: this.#window,
      whole: this.#whole.toStretch(),
      plateau: this.#plateau?.toStretch() ?? null,
      phases: this.#phases.map((phase, i) => ({
        name: this.#window.phases[i]!.name,
        stretch: phase.toStretch(),
      })),
      byRoute: Object.fromEntries(routes.map(({ name, histogram }) => [name, histogram.toJSON()])),
      failedByRoute: Object.fromEntries(routes.map(({ name, failed }) => [name, failed])),
      errors: [...this.#errors]
        .map(([kind, count]) => ({ kind, count }))
        .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
      columns: this.#columns,
      heat: this.#heat.toHeat(
        this.#routes.map(({ name }) => name),
        this.#pods.all.map(({ name }) => name),
      ),
      pods: new Map(this.#pods.all.slice(1).map(({ name, load }) => [name, load])),
      startedBefore: this.#startedBefore,
      startedAfter: this.#startedAfter,
      journeys: this.#journeys,
      maxUsers: this.#maxUsers,
    };
  }

  #seconds(micros: number): number {
    return (micros - this.#window.loadStartMicros) / 1e6;
  }

  /** Requests come nearly in order, so that the phase is mostly the one of the request before. */
  #phaseAt(start: number): StretchTally | undefined {
    const phases = this.#phases;
    while (this.#phase > 0 && start < phases[this.#phase]!.span.fromSeconds) this.#phase--;
    while (this.#phase < phases.length - 1 && start >= phases[this.#phase]!.span.toSeconds) this.#phase++;
    const phase = phases[this.#phase];
    return phase && contains(phase, start) ? phase : undefined;
  }

  #route(id: number): number {
    const known = this.#routeSlots[id];
    if (known !== undefined) return known;
    const name = this.#routes.length < mostRoutes - 1 ? this.#names.routes.text(id) : other;
    let slot = this.#routes.findIndex((route) => route.name === name);
    if (slot < 0) slot = this.#routes.push({ name, histogram: new LogLinearHistogram(), failed: 0 }) - 1;
    this.#routeSlots[id] = slot;
    return slot;
  }

  #countError(status: number, error: number): void {
    const text = this.#names.errors.text(error);
    const said = status > 0 ? `HTTP ${status}` : text === '' ? 'no answer' : text;
    const kind = this.#errors.has(said) || this.#errors.size < mostErrors - 1 ? said : other;
    this.#errors.set(kind, (this.#errors.get(kind) ?? 0) + 1);
  }
}

function contains(stretch: StretchTally, seconds: number): boolean {
  return seconds >= stretch.span.fromSeconds && seconds < stretch.span.toSeconds;
}
