/**
 * How ours are told from others', also after a crash: every node image carries this label, and a container has the
 * labels of its image. A cluster's name begins with the prefix besides.
 */
export const ownerLabel = 'io.peakproof';
export const clusterPrefix = 'peakproof-';

/** kind's own label; its value is the name of the cluster. */
export const kindLabel = 'io.x-k8s.kind.cluster';

/** The network that our nodes are in, so that nothing we do to it touches somebody else's cluster. */
export const networkName = 'peakproof';
