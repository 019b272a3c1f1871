import type { TrialPlan } from '../model/plan.ts';
import type { Trial } from '../model/trial.ts';

/**
 * Why two trials may not be compared as arms: everything but the arm has to be alike. Each difference is one sentence.
 * `sameScenario` is false for the published layout, which sets one service's peak against another's.
 */
export function refusalsBetween(one: Trial, other: Trial, sameScenario = true): string[] {
  if (one.plan === null || other.plan === null)
    return ['at least one of them has no plan: what load was offered is unknown'];
  const a = one.plan;
  const b = other.plan;
  const out: string[] = [];
  const differ = (what: string, x: unknown, y: unknown) => {
    if (canonical(x) !== canonical(y)) out.push(`${what}: ${brief(x)} against ${brief(y)}`);
  };
  differ('target', a.target, b.target);
  differ('length in seconds', a.lengthSeconds, b.lengthSeconds);
  if (sameScenario) {
    differ('scenario', a.scenario.name, b.scenario.name);
    differ('profile', a.scenario.profile, b.scenario.profile);
    differ('visits', a.scenario.visits, b.scenario.visits);
  }
  differ('connections', a.connections, b.connections);
  differ('route', a.route, b.route);
  for (const service of new Set([...Object.keys(a.services), ...Object.keys(b.services)]))
    for (const [setting, x, y] of serviceSettings(a, b, service)) differ(`${service} ${setting}`, x, y);
  differ('k6', one.environment?.k6 ?? null, other.environment?.k6 ?? null);
  differ('Kubernetes', one.environment?.kubernetes ?? null, other.environment?.kubernetes ?? null);
  differ('processor', one.environment?.cpuModel ?? null, other.environment?.cpuModel ?? null);
  differ('cores', one.environment?.cores ?? null, other.environment?.cores ?? null);
  return out;
}

function serviceSettings(a: TrialPlan, b: TrialPlan, service: string): [string, unknown, unknown][] {
  const x = a.services[service];
  const y = b.services[service];
  if (x === undefined || y === undefined) return [['exists', x !== undefined, y !== undefined]];
  // A fixed arm starts no pod under load, so the start-up time of its pods is no part of what it offers.
  const startMatters = a.arm.kind !== 'fixed' && b.arm.kind !== 'fixed';
  return (Object.keys(x) as (keyof typeof x)[])
    .filter((setting) => setting !== 'startSeconds' || startMatters)
    .map((setting) => [setting, x[setting], y[setting]]);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
      : inner,
  );
}

function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
