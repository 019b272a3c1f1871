import { imageNames } from '../../../kind/offline/versions.ts';
import type { Images } from './manifests.ts';

/** Images of a cluster on this machine; they are put into its node and never pulled. */
export const localImages: Images = {
  demo: 'peakproof/demo:local',
  haproxy: imageNames.haproxy,
  dns: imageNames.coredns,
};
