/**
 * The part of a trial's plan that the load needs, as this folder's own type: k6 resolves no module outside it. A test
 * holds it to what the planner writes.
 */

export interface ClosedProfile {
  model: 'closed';
  users: number;
  fromSeconds?: number | undefined;
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

export interface Load {
  profile: ClosedProfile | OpenProfile;
}

export interface LoadPlan {
  scenario: Load;
  /** Loads that the same k6 sends beside it, each by the function `beside0`, `beside1`, ... of the composed script. */
  beside?: readonly Load[];
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
  /** The same for each of `beside`. */
  besideUrls?: readonly string[];
}

/** Name of the load at `index` of `beside`: of k6's scenario, and of the function that it calls. */
export function besideName(index: number): string {
  return `beside${index}`;
}

/** The load that k6's scenario `name` sends, and where to. */
export function loadOf({ plan, url, besideUrls }: PlanFile, name: string): { load: Load; url: string } {
  const { beside = [] } = plan;
  const index = beside.findIndex((_, i) => besideName(i) === name);
  return index < 0 ? { load: plan.scenario, url } : { load: beside[index]!, url: besideUrls![index]! };
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
