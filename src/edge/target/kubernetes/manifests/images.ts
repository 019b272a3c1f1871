import type { Images } from './manifests.ts';

/** Images of a cluster on this machine; they are put into its node and never pulled. */
export const localImages: Images = {
  demo: 'peakproof/demo:local',
  haproxy: 'peakproof/haproxy:2.6',
  dns: 'registry.k8s.io/coredns/coredns:v1.12.1',
};
