import type { Refusal } from '../model/comparison.ts';
import type { TrialPlan } from '../model/plan.ts';
import type { Trial } from '../model/trial.ts';

/**
 * Why two trials may not be compared as arms: everything but the arm has to be alike. Each difference is one sentence.
 * `sameScenario` is false for the published layout, which sets one service's peak against another's.
 */
export function refusalsBetween(one: Trial, other: Trial, sameScenario = true): Refusal[] {
  if (one.plan === null || other.plan === null)
    return [
      {
        code: 'no-plan',
        message: 'at least one of them has no plan: what load was offered is unknown',
        facts: {},
      },
    ];
  const a = one.plan;
  const b = other.plan;
  const out: Refusal[] = [];
  const differ = (code: string, what: string, x: unknown, y: unknown, facts: Refusal['facts'] = {}) => {
    if (canonical(x) === canonical(y)) return;
    const said = { one: brief(x), other: brief(y) };
    out.push({
      code: `${code}-differs`,
      message: `${what}: ${said.one} against ${said.other}`,
      facts: { ...facts, ...said },
    });
  };
  differ('target', 'target', a.target, b.target);
  differ('length', 'length in seconds', a.lengthSeconds, b.lengthSeconds);
  if (sameScenario) {
    differ('scenario', 'scenario', a.scenario.name, b.scenario.name);
    differ('profile', 'profile', a.scenario.profile, b.scenario.profile);
    differ('visits', 'visits', a.scenario.visits, b.scenario.visits);
    differ('beside', 'what runs beside', besideOf(a), besideOf(b));
  }
  differ('connections', 'connections', a.connections, b.connections);
  differ('route', 'route', a.route, b.route);
  for (const service of new Set([...Object.keys(a.services), ...Object.keys(b.services)]))
    for (const [setting, x, y] of serviceSettings(a, b, service))
      differ('service', `${service} ${setting}`, x, y, { service, setting });
  const scripts = [one, other].map(({ environment }) => environment?.scenarioSha256 ?? null);
  if (sameScenario && !scripts.includes(null)) differ('script', 'scenario script', scripts[0], scripts[1]);
  const environments = [one.environment, other.environment] as const;
  for (const [code, name, key] of hostSettings)
    differ(code, name, environments[0]?.[key] ?? null, environments[1]?.[key] ?? null);
  return out;
}

const hostSettings = [
  ['k6', 'k6', 'k6'],
  ['kubernetes', 'Kubernetes', 'kubernetes'],
  ['processor', 'processor', 'cpuModel'],
  ['cores', 'cores', 'cores'],
] as const;

/** Settings that stand for a change of the service itself, not of what it runs on. */
const putIn: ReadonlySet<string> = new Set([
  'demandFactor',
  'extraDelaySeconds',
  'readiness',
  'image',
  'env',
  'command',
  'args',
]);

/** What runs beside a trial's load, without what is expected of it. */
function besideOf({ beside }: TrialPlan) {
  const loads = beside.map(({ name, profile, visits }) => ({ name, profile, visits }));
  return loads.sort((x, y) => (x.name < y.name ? -1 : 1));
}

function serviceSettings(a: TrialPlan, b: TrialPlan, service: string): [string, unknown, unknown][] {
  const x = a.services[service];
  const y = b.services[service];
  if (x === undefined || y === undefined) return [['exists', x !== undefined, y !== undefined]];
  // A fixed arm starts no pod under load, so the start-up time of its pods is no part of what it offers.
  const startMatters = a.arm.kind !== 'fixed' && b.arm.kind !== 'fixed';
  // Of one arm with itself, an effect that was put in on purpose is what is looked for; between two arms it would pass
  // for a difference of theirs.
  const oneArm = canonical(a.arm) === canonical(b.arm);
  const [settings, others] = [new Map(Object.entries(x)), new Map(Object.entries(y))];
  return [...new Set([...settings.keys(), ...others.keys()])]
    .filter((setting) => setting !== 'startSeconds' || startMatters)
    .filter((setting) => !oneArm || !putIn.has(setting))
    .map((setting) => [setting, settings.get(setting) ?? null, others.get(setting) ?? null]);
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
