import type { RouterMode, RouterSettings } from './messages.ts';

export type SettingsResult = { settings: Required<RouterSettings> } | { problems: string[] };

const modes: readonly RouterMode[] = ['requests', 'connections'];

/** The settings in the JSON of PEAKPROOF_ROUTER, or every problem in it, one sentence each. */
export function routerSettings(json: string | undefined): SettingsResult {
  let given: Partial<Record<keyof RouterSettings, unknown>>;
  try {
    given = JSON.parse(json ?? '');
  } catch (error) {
    return {
      problems: [
        `PEAKPROOF_ROUTER is not JSON (${(error as Error).message}); write {"ports": {"service": 0}}.`,
      ],
    };
  }
  if (!isRecord(given))
    return { problems: ['PEAKPROOF_ROUTER is not an object; write {"ports": {"service": 0}}.'] };

  const problems: string[] = [];
  const { ports, mode = 'requests', seed = 0, timeoutSeconds = 60 } = given;
  if (!isRecord(ports) || Object.keys(ports).length === 0) {
    problems.push('PEAKPROOF_ROUTER.ports must give each service a port, or 0 for any free one.');
  } else {
    const taken = new Map<unknown, string>();
    for (const [service, port] of Object.entries(ports)) {
      const other = port === 0 ? undefined : taken.get(port);
      taken.set(port, service);
      if (!isInteger(port, 65_535)) {
        problems.push(`PEAKPROOF_ROUTER.ports.${service} is ${JSON.stringify(port)}; it must be 0 to 65535.`);
      } else if (other !== undefined) {
        problems.push(`PEAKPROOF_ROUTER.ports gives ${other} and ${service} the same port, ${port}.`);
      }
    }
  }
  if (!modes.includes(mode as RouterMode)) {
    problems.push(`PEAKPROOF_ROUTER.mode is ${JSON.stringify(mode)}; it must be ${modes.join(' or ')}.`);
  }
  if (!isInteger(seed, 0xffff_ffff)) {
    problems.push(
      `PEAKPROOF_ROUTER.seed is ${JSON.stringify(seed)}; it must be a whole number from 0 to 4294967295.`,
    );
  }
  if (typeof timeoutSeconds !== 'number' || !(timeoutSeconds > 0 && timeoutSeconds <= 3_600)) {
    problems.push(
      `PEAKPROOF_ROUTER.timeoutSeconds is ${JSON.stringify(timeoutSeconds)}; it must be above 0, up to 3600.`,
    );
  }
  for (const key of Object.keys(given)) {
    if (!['ports', 'mode', 'seed', 'timeoutSeconds'].includes(key)) {
      problems.push(`PEAKPROOF_ROUTER.${key} is unknown; there are ports, mode, seed and timeoutSeconds.`);
    }
  }
  if (problems.length > 0) return { problems };
  return { settings: { ports, mode, seed, timeoutSeconds } as Required<RouterSettings> };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInteger(value: unknown, to: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= to;
}
