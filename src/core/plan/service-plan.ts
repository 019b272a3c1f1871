import type { Campaign } from '../model/campaign.ts';
import { patientReadiness } from '../model/readiness.ts';
import type { ManifestFacts, Service, ServicePlan } from '../model/service.ts';
import { definedOnly } from './defined-only.ts';

/** What lies beside a campaign and is the user's own. */
export interface OwnFiles {
  /** Where its scripts and manifests are looked for; null where it has none. */
  folder: string | null;
  /** By service. */
  manifests: ReadonlyMap<string, ManifestFacts>;
}

type Changes = NonNullable<Campaign['cases'][string]['services']>[string];

/**
 * One service of a trial, with what its case changes. Milliseconds are for the person who writes the campaign; from here
 * on there are seconds.
 */
export function servicePlanOf(
  service: Service,
  changes: Changes,
  facts: ManifestFacts | undefined,
): ServicePlan {
  // Changes that its kind does not have were refused with the campaign.
  const settings = { ...service, ...definedOnly(changes) } as Service;
  if ('demo' in settings)
    return {
      demo: settings.demo,
      cpuCores: settings.cpuCores,
      startSeconds: settings.startSeconds,
      queueLimit: settings.queueLimit,
      routes: inSeconds(settings.routes),
      cpuVariation: settings.cpuVariation,
      extraDelaySeconds: settings.extraDelayMs / 1000,
      demandFactor: settings.demandFactor,
      ...(settings.readiness === undefined ? {} : { readiness: settings.readiness }),
    };
  const { port, startSeconds, routes } = settings;
  const common = { port, startSeconds, routes: routes === undefined ? null : inSeconds(routes) };
  if ('manifests' in settings) {
    if (facts === undefined) throw new TypeError(`the manifests ${settings.manifests} have not been read`);
    return { manifests: settings.manifests, deployment: settings.deployment, ...common, ...facts };
  }
  return {
    image: settings.image,
    ...common,
    cpuCores: settings.cpuCores,
    readiness: settings.readiness ?? { ...patientReadiness, path: '/' },
    memory: settings.memory,
    env: Object.fromEntries(Object.entries(settings.env).map(([name, value]) => [name, String(value)])),
    command: settings.command ?? null,
    args: settings.args ?? null,
  };
}

function inSeconds(routes: Readonly<Record<string, { cpuMs: number }>>) {
  return Object.fromEntries(
    Object.entries(routes).map(([route, { cpuMs }]) => [route, { cpuSeconds: cpuMs / 1000 }]),
  );
}
