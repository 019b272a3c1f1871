/** Names that manifests, observers and the commands agree on. */

/** Where the services under test live; the quota of the pool counts pods here. */
export const serviceNamespace = 'peakproof';
/** Where the router lives, so that its pod is not part of the pool. */
export const routerNamespace = 'peakproof-router';

/** Labels of our own prefix: Deployments of others keep theirs, whatever selects them by those. */
export const partOfLabel = { 'peakproof/managed': 'true' } as const;
export const partOfSelector = 'peakproof/managed=true';
export const nameLabel = 'peakproof/name';

export const routerName = 'router';
/** Only container of a pod that we specify. */
export const containerName = 'app';
/** Where the demo services listen. */
export const demoPort = 8080;
/** First port of the router. */
const routerPort = 8080;
export const routerStatsPort = 8404;

/** Node ports, by the place of a service among all in the order of their names. */
const firstRouterNodePort = 30_080;
const firstDirectNodePort = 30_090;
const mostServices = 3;

/** Every node port that may be in use: what a cluster on this machine has to map to 127.0.0.1. */
export const nodePorts: readonly number[] = [firstRouterNodePort, firstDirectNodePort].flatMap((first) =>
  Array.from({ length: mostServices }, (_, place) => first + place),
);

/** Node port where a service gets its requests: balanced one by one, or (as kube-proxy does) by connection. */
export function nodePortOf(
  service: string,
  services: readonly string[],
  route: 'requests' | 'connections',
): number {
  const place = placeOf(service, services);
  return (route === 'requests' ? firstRouterNodePort : firstDirectNodePort) + place;
}

/** Port of the router that serves a service. */
export function routerPortOf(service: string, services: readonly string[]): number {
  return routerPort + placeOf(service, services);
}

function placeOf(service: string, services: readonly string[]): number {
  const place = [...services].sort().indexOf(service);
  if (place < 0) throw new TypeError(`there is no service ${service}`);
  if (place >= mostServices)
    throw new TypeError(
      `a campaign on Kubernetes can have ${mostServices} services, because that many ports are mapped; ${service} is one more`,
    );
  return place;
}

/** The headless Service that lists a service's Ready pods. */
export function podsServiceOf(service: string): string {
  return `${service}-pods`;
}

/** The Service where kube-proxy balances connections. */
export function directServiceOf(service: string): string {
  return `${service}-direct`;
}

export function labelsOf(name: string): Record<string, string> {
  return { [nameLabel]: name, ...partOfLabel };
}
