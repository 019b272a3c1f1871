import { type Profile, plannedRate, plannedUsers } from '../model/profile.ts';

/**
 * Requests as a fluid: users think for exactly Z, ask, and wait in one queue in front of all Ready pods.
 *
 *   new users ──►┌───────┐   completions = min(capacity, in service / S)
 *          ┌────►│ queue │─────────────┬──► journey over (open load)
 *          │     └───────┘             │
 *          └────── think Z ◄───────────┘
 *
 * It is the fluid limit of a closed (or open) network with one station. In saturation it obeys the asymptotic bounds
 * X = C and R = N / C - Z (Denning & Buzen 1978), which is where these tests live; its transients show what a
 * capacity that arrives late costs. It knows no randomness, so it has no tail: it predicts means alone.
 */
export interface FluidLoad {
  profile: Profile;
  requestsPerJourney: number;
  lengthSeconds: number;
}

export class FluidQueue {
  readonly stepSeconds: number;
  readonly #load: FluidLoad;
  readonly #thinkSteps: number;
  readonly #completions: number[] = [];
  readonly #rejections: number[] = [];
  /** Requests waiting or in service. */
  queue = 0;
  /** Journeys under way (open load). */
  #journeys = 0;
  /** Requests started in the window, those of them refused, and the area under the number waiting. */
  started = 0;
  rejected = 0;
  done = 0;
  waitedSeconds = 0;

  constructor(load: FluidLoad, stepSeconds: number) {
    this.#load = load;
    this.stepSeconds = stepSeconds;
    this.#thinkSteps = Math.max(1, Math.round(load.profile.thinkSeconds / stepSeconds));
  }

  /** Seconds since the load started. */
  get now(): number {
    return this.#completions.length * this.stepSeconds;
  }

  /**
   * One step with `capacityPerSecond` of Ready pods that each answer an unloaded request in `unloadedSeconds` and
   * hold at most `queueLimit` in all. Returns the requests completed in it.
   */
  step(capacityPerSecond: number, unloadedSeconds: number, queueLimit: number): number {
    const arrivals = this.now < this.#load.lengthSeconds ? this.#arrivals(this.now) : 0;
    const room = Math.max(0, queueLimit - this.queue);
    const accepted = Math.min(arrivals, room + capacityPerSecond * this.stepSeconds);
    const rejected = arrivals - accepted;
    this.queue += accepted;
    const possible = Math.min(capacityPerSecond, this.queue / unloadedSeconds) * this.stepSeconds;
    const completed = Math.min(this.queue, possible);
    this.queue -= completed;
    this.started += arrivals;
    this.rejected += rejected;
    this.done += completed;
    // Completions are first come, first served: what is done beyond the window's arrivals cannot occur, because
    // arrivals stop with the window.
    this.waitedSeconds += this.queue * this.stepSeconds + Math.min(completed, accepted) * unloadedSeconds;
    this.#completions.push(completed);
    this.#rejections.push(rejected);
    return completed;
  }

  #arrivals(now: number): number {
    const { profile, requestsPerJourney } = this.#load;
    const back = this.#completions.length - this.#thinkSteps;
    const thought = back >= 0 ? this.#completions[back]! + this.#rejections[back]! : 0;
    if (profile.model === 'closed')
      return (
        thought + plannedUsers(profile, now + this.stepSeconds) - (now === 0 ? 0 : plannedUsers(profile, now))
      );
    const over = thought / requestsPerJourney;
    this.#journeys = Math.max(0, this.#journeys - over);
    const offered = plannedRate(profile, now + this.stepSeconds / 2) * this.stepSeconds;
    const begun = Math.min(offered, Math.max(0, profile.maxUsers - this.#journeys));
    this.#journeys += begun;
    return thought - over + begun;
  }
}
