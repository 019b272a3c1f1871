import type { LoadSink } from '../sink.ts';
import { httpReqBlocked, httpReqDuration, httpReqFailed, httpReqReceiving, httpReqs } from './metrics.ts';

/** What the columns after the value say: the same in all rows of one request. */
export interface TailFacts {
  /** HTTP status, 0 without an answer. */
  status: number;
  /** 1 yes, 0 no, -1 where the column is missing or empty. */
  expected: number;
  route: number;
  error: number;
  /** 0 where the row does not say. */
  scenario: number;
  /** Number of the virtual user from 1, or 0 where the row does not say. */
  vu: number;
}

const mostUsers = 1_000_000;

/**
 * Puts rows together into requests.
 *
 *   http_reqs, http_req_duration, http_req_blocked, ..., http_req_failed     one group: same stamp, same tags, adjacent
 *        └── the group is complete ──► held for its virtual user ──► served (says the pod) ──► sink
 *
 * Sorted or merged files break groups apart: then a duration stands alone, without the wait before it. A held request
 * that gets no `served` row goes out with the user's next request, or at the end, and its pod is not observed.
 */
export class Requests {
  readonly #sink: LoadSink;
  open = false;
  #end = 0;
  #duration = -1;
  #blocked = -1;
  #failed = -1;
  #status = 0;
  #expected = -1;
  #route = 0;
  #error = 0;
  #scenario = 0;
  #vu = 0;

  #heldStart = new Float64Array(64);
  #heldDuration = new Float64Array(64);
  #heldBlocked = new Float64Array(64);
  #heldStatus = new Int32Array(64);
  #heldRoute = new Int32Array(64);
  #heldError = new Int32Array(64);
  #heldScenario = new Int32Array(64);
  /** 0 nothing held, 1 unexpected, 2 expected. */
  #heldState = new Uint8Array(64);

  requests = 0;
  /** Requests whose group was broken, so that the wait before them is not known. */
  alone = 0;

  constructor(sink: LoadSink) {
    this.#sink = sink;
  }

  /**
   * A row of an http metric. `after` is the metric of the row before; `continues` when stamp and tags are those of that
   * row. Requests that ended in the same second can have all of that in common, so a figure is taken only where it
   * stands directly behind the one that k6 writes before it.
   */
  row(
    metric: number,
    after: number,
    endMicros: number,
    micros: number,
    continues: boolean,
    tail: TailFacts,
  ): void {
    if (!(continues && this.open && follows(metric, after))) {
      if (this.open) this.close();
      this.open = true;
      this.#end = endMicros;
      this.#duration = -1;
      this.#blocked = -1;
      this.#failed = -1;
      this.#status = tail.status;
      this.#expected = tail.expected;
      this.#route = tail.route;
      this.#error = tail.error;
      this.#scenario = tail.scenario;
      this.#vu = tail.vu;
    }
    if (metric === httpReqDuration) this.#duration = Math.max(micros, 0);
    else if (metric === httpReqBlocked) this.#blocked = Math.max(micros, 0);
    else if (metric === httpReqFailed) {
      this.#failed = micros;
      this.close();
    }
  }

  /** The group is over: rows of something else follow. */
  close(): void {
    this.open = false;
    const duration = this.#duration;
    if (duration < 0) return;
    this.requests++;
    let blocked = this.#blocked;
    if (blocked < 0) {
      this.alone++;
      blocked = 0;
    }
    const start = this.#end - duration - blocked;
    const expected =
      this.#expected >= 0
        ? this.#expected === 1
        : this.#failed >= 0
          ? this.#failed === 0
          : this.#status >= 200 && this.#status < 400;
    const vu = this.#vu;
    if (vu === 0 || vu > mostUsers) {
      this.#sink.request(
        start,
        duration,
        blocked,
        this.#status,
        expected,
        this.#route,
        0,
        this.#error,
        this.#scenario,
      );
      return;
    }
    if (vu >= this.#heldState.length) this.#growTo(vu);
    if (this.#heldState[vu] !== 0) this.served(vu, 0);
    this.#heldStart[vu] = start;
    this.#heldDuration[vu] = duration;
    this.#heldBlocked[vu] = blocked;
    this.#heldStatus[vu] = this.#status;
    this.#heldRoute[vu] = this.#route;
    this.#heldError[vu] = this.#error;
    this.#heldScenario[vu] = this.#scenario;
    this.#heldState[vu] = expected ? 2 : 1;
  }

  /** The pod that answered the last request of a virtual user. */
  served(vu: number, pod: number): void {
    const state = this.#heldState[vu];
    // Undefined beyond the users seen so far; 0 when the request is missing from the stream.
    if (state === undefined || state === 0) return;
    this.#heldState[vu] = 0;
    this.#sink.request(
      this.#heldStart[vu]!,
      this.#heldDuration[vu]!,
      this.#heldBlocked[vu]!,
      this.#heldStatus[vu]!,
      state === 2,
      this.#heldRoute[vu]!,
      pod,
      this.#heldError[vu]!,
      this.#heldScenario[vu]!,
    );
  }

  /** The stream is over: what is still held goes out. */
  end(): void {
    if (this.open) this.close();
    for (let vu = 0; vu < this.#heldState.length; vu++) if (this.#heldState[vu] !== 0) this.served(vu, 0);
  }

  #growTo(vu: number): void {
    const length = 2 * vu;
    this.#heldStart = grown(this.#heldStart, new Float64Array(length));
    this.#heldDuration = grown(this.#heldDuration, new Float64Array(length));
    this.#heldBlocked = grown(this.#heldBlocked, new Float64Array(length));
    this.#heldStatus = grown(this.#heldStatus, new Int32Array(length));
    this.#heldRoute = grown(this.#heldRoute, new Int32Array(length));
    this.#heldError = grown(this.#heldError, new Int32Array(length));
    this.#heldScenario = grown(this.#heldScenario, new Int32Array(length));
    this.#heldState = grown(this.#heldState, new Uint8Array(length));
  }
}

/** Whether k6 writes a row of `metric` directly behind one of `after` in the same request. */
function follows(metric: number, after: number): boolean {
  if (metric === httpReqDuration) return after === httpReqs;
  if (metric === httpReqBlocked) return after === httpReqDuration;
  if (metric === httpReqFailed) return after === httpReqReceiving;
  return metric !== httpReqs;
}

function grown<T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
