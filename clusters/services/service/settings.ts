import type { ServiceEnvironment } from './messages.ts';

/** How one pod of a demo service behaves, read once from its environment. */
export interface ServiceSettings {
  /** PEAKPROOF_POD: goes into `x-pod` of every answer. */
  pod: string;
  /** HOST, default 127.0.0.1; a container sets 0.0.0.0. */
  host: string;
  /** PORT, default 8080; 0 is any free one. */
  port: number;
  /** PEAKPROOF_START_SECONDS, default 0: from the start of the process until it listens, as a slow application server. */
  startSeconds: number;
  /** PEAKPROOF_ROUTES over the service's own means: all CPU seconds of a request, Node's own work included, by route. */
  meanCpuSeconds: ReadonlyMap<string, number>;
  /** PEAKPROOF_CPU_VARIATION, default 0.5: standard deviation of the demand over its mean. */
  cpuVariation: number;
  /** PEAKPROOF_SEED, uint32, default 0. */
  seed: number;
  /** PEAKPROOF_CPU_QUOTA_CORES; null (not set) leaves the limit to the platform, as in a container. */
  cpuQuotaCores: number | null;
  /** PEAKPROOF_QUEUE_LIMIT, default 512: requests that may wait; one more is answered 503 at once. */
  queueLimit: number;
  /** PEAKPROOF_EXTRA_DELAY_SECONDS, default 0: added to every answer, costs no CPU and holds up nobody else. */
  extraDelaySeconds: number;
  /** PEAKPROOF_DEMAND_FACTOR, default 1: multiplies every demand (a slower version, a slower machine). */
  demandFactor: number;
  /** PEAKPROOF_DRAIN_SECONDS, default 10: the most that a SIGTERM waits for accepted requests. */
  drainSeconds: number;
  /** PEAKPROOF_READY_IN_TURN, 0 (default) or 1: /readyz waits behind the requests, as where it shares their workers. */
  readyInTurn: boolean;
  /** PEAKPROOF_SESSION_KEY. */
  sessionKey: string;
}

export type SettingsResult = { settings: ServiceSettings } | { problems: string[] };

/**
 * The settings in `environment`, or every problem in it: one sentence each, that names the variable and what it may hold.
 * `defaults` are the service's routes with their mean CPU seconds.
 */
export function serviceSettings(
  environment: Readonly<Record<string, string | undefined>>,
  defaults: ReadonlyMap<string, number>,
): SettingsResult {
  const problems: string[] = [];
  const text = (name: keyof ServiceEnvironment): string | undefined => environment[name] || undefined;

  function number(name: keyof ServiceEnvironment, fallback: number, from: number, to: number): number {
    const value = text(name);
    if (value === undefined) return fallback;
    const parsed = Number(value);
    if (value.trim() !== '' && parsed >= from && parsed <= to) return parsed;
    problems.push(`${name} is "${value}"; it must be a number from ${from} to ${to}.`);
    return fallback;
  }

  function integer(name: keyof ServiceEnvironment, fallback: number, from: number, to: number): number {
    const parsed = number(name, fallback, from, to);
    if (Number.isInteger(parsed)) return parsed;
    problems.push(`${name} is "${text(name)}"; it must be a whole number from ${from} to ${to}.`);
    return fallback;
  }

  const pod = text('PEAKPROOF_POD') ?? '';
  if (!/^[a-zA-Z0-9][\w.-]{0,252}$/.test(pod)) {
    problems.push(`PEAKPROOF_POD is "${pod}"; it must name the pod with letters, digits, ".", "_" and "-".`);
  }
  const settings: ServiceSettings = {
    pod,
    host: text('HOST') ?? '127.0.0.1',
    port: integer('PORT', 8080, 0, 65_535),
    startSeconds: number('PEAKPROOF_START_SECONDS', 0, 0, 3_600),
    meanCpuSeconds: routeMeans(text('PEAKPROOF_ROUTES'), defaults, problems),
    cpuVariation: number('PEAKPROOF_CPU_VARIATION', 0.5, 0, 5),
    seed: integer('PEAKPROOF_SEED', 0, 0, 0xffff_ffff),
    cpuQuotaCores:
      text('PEAKPROOF_CPU_QUOTA_CORES') === undefined
        ? null
        : number('PEAKPROOF_CPU_QUOTA_CORES', 1, 0.01, 1_024),
    queueLimit: integer('PEAKPROOF_QUEUE_LIMIT', 512, 1, 1_000_000),
    extraDelaySeconds: number('PEAKPROOF_EXTRA_DELAY_SECONDS', 0, 0, 600),
    demandFactor: number('PEAKPROOF_DEMAND_FACTOR', 1, 0, 1_000),
    drainSeconds: number('PEAKPROOF_DRAIN_SECONDS', 10, 0, 3_600),
    readyInTurn: integer('PEAKPROOF_READY_IN_TURN', 0, 0, 1) === 1,
    sessionKey: text('PEAKPROOF_SESSION_KEY') ?? 'a demonstration keeps no secret',
  };
  return problems.length > 0 ? { problems } : { settings };
}

/** The declared means with those of PEAKPROOF_ROUTES in their place; what is wrong with it is added to `problems`. */
function routeMeans(
  json: string | undefined,
  defaults: ReadonlyMap<string, number>,
  problems: string[],
): Map<string, number> {
  const means = new Map(defaults);
  if (json === undefined) return means;
  let routes: unknown;
  try {
    routes = JSON.parse(json);
  } catch (error) {
    problems.push(`PEAKPROOF_ROUTES is not JSON (${(error as Error).message}); ${routesHint(defaults)}`);
    return means;
  }
  if (typeof routes !== 'object' || routes === null || Array.isArray(routes)) {
    problems.push(`PEAKPROOF_ROUTES is not an object; ${routesHint(defaults)}`);
    return means;
  }
  for (const [route, demand] of Object.entries(routes as Record<string, unknown>)) {
    if (!defaults.has(route)) {
      problems.push(
        `PEAKPROOF_ROUTES names the route "${route}", which this service does not have; it has ${[...defaults.keys()].join(', ')}.`,
      );
      continue;
    }
    const cpuSeconds = (demand as { cpuSeconds?: unknown } | null)?.cpuSeconds;
    if (typeof cpuSeconds === 'number' && cpuSeconds >= 0 && cpuSeconds <= 60) means.set(route, cpuSeconds);
    else
      problems.push(`PEAKPROOF_ROUTES gives "${route}" no cpuSeconds from 0 to 60; ${routesHint(defaults)}`);
  }
  return means;
}

function routesHint(defaults: ReadonlyMap<string, number>): string {
  const [route = 'route', cpuSeconds = 0.005] = [...defaults][0] ?? [];
  return `write {"${route}": {"cpuSeconds": ${cpuSeconds}}}.`;
}
