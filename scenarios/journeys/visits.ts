import { connectionEnds } from '../profiles/connections.ts';
import { loadOf, type PlanFile } from '../profiles/plan.ts';
import { type Journey, WindowOver } from './visitor.ts';
import { type RequestParams, type Response, windowVisitor } from './window-visitor.ts';

/** The modules of k6 that a load needs; an entry file hands them in, since only entry files may import them. */
export interface K6 {
  http: { request(method: string, url: string, body: string | null, params: RequestParams): Response };
  sleep(seconds: number): void;
  exec: {
    vu: { idInTest: number; iterationInScenario: number };
    scenario: { name: string; startTime: number };
  };
  served: { add(value: number, tags: Record<string, string>): void };
  /** Counts users as they begin: k6's own count is of all loads together. */
  users: { add(value: number): void };
}

/**
 * k6 ends a scenario some milliseconds after its length, and starts an idle user's next iteration at once: without a
 * pause, hundreds of users would spin through empty iterations just then.
 */
const lingerSeconds = 0.1;

/** A request that k6 interrupts at the end of the grace leaves no row at all, so it is timed out before: it counts. */
const beforeInterruptionMs = 500;

/** A function that takes the calling user of k6 through one journey; for k6 to call once an iteration. */
export function visits(file: PlanFile, { http, sleep, exec, served, users }: K6): (journey: Journey) => void {
  const { plan } = file;
  const means = {
    sleep,
    nowMs: Date.now,
    served: (durationMs: number, tags: Record<string, string>) => served.add(durationMs, tags),
  };
  // k6 gives each user modules of its own, so this counts one user's requests; who it is, is known on the first call.
  let ends: (() => boolean) | undefined;
  return (journey) => {
    const endMs = exec.scenario.startTime + plan.lengthSeconds * 1000;
    const user = exec.vu.idInTest;
    const { load, url } = loadOf(file, exec.scenario.name);
    if (ends === undefined && (plan.beside ?? []).length > 0) users.add(1);
    ends ??= connectionEnds(plan.connections, plan.seed, user);
    const request = (method: string, path: string, body: string | null, params: RequestParams) =>
      http.request(method, url + path, body, params);
    const visitor = windowVisitor(
      { ...means, request },
      {
        thinkSeconds: load.profile.thinkSeconds,
        endMs,
        giveUpMs: endMs + plan.graceSeconds * 1000 - beforeInterruptionMs,
        connectionEnds: ends,
      },
    );
    try {
      journey(visitor, user, exec.vu.iterationInScenario);
    } catch (error) {
      if (!(error instanceof WindowOver)) throw error;
      sleep(lingerSeconds);
    }
  };
}
