import { podsServiceOf, routerPortOf, routerStatsPort, serviceNamespace } from './names.ts';

/** Pods of one service that the router has a place for. */
export const routerPlaces = 40;
/** Services that the router is in front of: name, and port of their pods. */
export type Sites = Readonly<Record<string, number>>;

/** Where the router's own name server listens. */
const ownDns = '127.0.0.1:1053';

/**
 * HAProxy as the router of a cluster: each request goes to the Ready pod with the fewest open ones. Ready pods are the
 * addresses of a headless Service, asked for twice a second; a pod that leaves is out within a second and what it is
 * working on is let end. `ownNameServer`: see {@link corefile}; otherwise the cluster's name server is asked, which may
 * keep an answer for some seconds.
 */
export function haproxyConfig(sites: Sites, ownNameServer: boolean): string {
  const sorted = Object.keys(sites).sort();
  return `global
  maxconn 8000
  nbthread 1

resolvers pods
  ${ownNameServer ? `nameserver own ${ownDns}` : 'parse-resolv-conf'}
  accepted_payload_size 8192
  resolve_retries 3
  timeout resolve 500ms
  timeout retry 500ms
  hold valid 500ms
  hold obsolete 0s
  hold nx 0s
  hold other 30s
  hold refused 30s
  hold timeout 30s

defaults
  mode http
  balance leastconn
  # A connection to a pod serves one request, so each request can go to another pod.
  option http-server-close
  option redispatch 1
  retries 3
  timeout connect 5s
  timeout client 180s
  timeout server 180s
  timeout queue 180s
  timeout http-request 30s
  timeout http-keep-alive 75s

frontend stats
  bind :${routerStatsPort}
  http-request return status 200 content-type text/plain string ok if { path /ready }
  stats enable
  stats uri /stats
  stats show-legends
${sorted.map((service) => siteOf(service, sites[service]!, sorted)).join('')}`;
}

/** A pod of ours says who it is; for any other the router adds the address that it was reached at. */
function siteOf(service: string, port: number, services: readonly string[]): string {
  return `
frontend ${service}
  bind :${routerPortOf(service, services)}
  default_backend ${service}

backend ${service}
  http-response set-header X-Pod %si unless { res.hdr(X-Pod) -m found }
  server-template pod ${routerPlaces} ${podsServiceOf(service)}.${serviceNamespace}.svc.cluster.local:${port} resolvers pods resolve-prefer ipv4 init-addr none
`;
}

/**
 * A name server of the router's own, for Services of the cluster alone and without a cache. The cluster's name server
 * keeps an answer for 5 s and more, which would be added to every scale-up and would send requests to pods that left.
 */
export const corefile = `cluster.local:1053 {
  bind 127.0.0.1
  errors
  kubernetes cluster.local {
    ttl 0
  }
}
`;
