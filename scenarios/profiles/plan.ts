/**
 * The part of a trial's plan that the load needs, as this folder's own type: k6 resolves no module outside it. A test
 * holds it to what the planner writes.
 */

export interface ClosedProfile {
  model: 'closed';
  users: number;
  rampSeconds: number;
  thinkSeconds: number;
}

export interface OpenProfile {
  model: 'open';
  points: readonly { readonly atSeconds: number; readonly perSecond: number }[];
  maxUsers: number;
  thinkSeconds: number;
}

export type Connections =
  | { policy: 'per-request' }
  | { policy: 'keep' }
  | { policy: 'rotate'; min: number; max: number };

export interface LoadPlan {
  scenario: { profile: ClosedProfile | OpenProfile };
  /** No request starts later than this after the start of the load. */
  lengthSeconds: number;
  /** A request under way may end this long after that. */
  graceSeconds: number;
  connections: Connections;
  seed: number;
}

export interface PlanFile {
  plan: LoadPlan;
  /** Where the service under load is, e.g. http://127.0.0.1:8080; paths are appended to it. */
  url: string;
}

/** Opens and reads the file that PEAKPROOF_PLAN names; `open` is k6's. Throws where no file is named. */
export function planFile(env: Record<string, string | undefined>, open: (path: string) => string): PlanFile {
  const path = env.PEAKPROOF_PLAN;
  if (!path)
    throw new Error(
      'PEAKPROOF_PLAN names no file, so there is no load to make: run the scenario through peakproof, or give k6 -e PEAKPROOF_PLAN=FILE with {"plan": ..., "url": ...}.',
    );
  return JSON.parse(open(path)) as PlanFile;
}
