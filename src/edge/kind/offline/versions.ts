/**
 * Everything that goes into the offline images, pinned. The Go modules below clusters/node/go hold the same versions with
 * the checksums of all that they depend on; a test compares them. The images of kubeadm have the names and versions
 * that `kubeadm config images list` of this Kubernetes prints.
 */
export const versions = {
  kubernetes: '1.34.3',
  etcd: '3.6.5',
  coredns: '1.12.1',
  metricsServer: '0.9.0',
  pause: '3.10.1',
  debianSuite: 'bookworm',
} as const;

/** Packages of the node's root file system, beside Debian's smallest variant. HAProxy is cut out of it. */
export const debianPackages = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'containerd',
  'runc',
  'containernetworking-plugins',
  'iptables',
  'iproute2',
  'conntrack',
  'ethtool',
  'socat',
  'kmod',
  'mount',
  'procps',
  'util-linux',
  'ca-certificates',
  'haproxy',
] as const;

const registry = 'registry.k8s.io';

/** Names of images inside a cluster. They are the same with an offline and an online node image. */
export const imageNames = {
  apiServer: `${registry}/kube-apiserver:v${versions.kubernetes}`,
  controllerManager: `${registry}/kube-controller-manager:v${versions.kubernetes}`,
  scheduler: `${registry}/kube-scheduler:v${versions.kubernetes}`,
  proxy: `${registry}/kube-proxy:v${versions.kubernetes}`,
  etcd: `${registry}/etcd:${versions.etcd}-0`,
  coredns: `${registry}/coredns/coredns:v${versions.coredns}`,
  pause: `${registry}/pause:${versions.pause}`,
  metricsServer: `peakproof/metrics-server:v${versions.metricsServer}`,
  /** Debian's own offline, Docker's own online: our tag, not its version. */
  haproxy: 'peakproof/haproxy:1',
} as const;
