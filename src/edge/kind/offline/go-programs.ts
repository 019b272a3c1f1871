import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../../exec/run-program.ts';
import type { Machine } from '../../tools/machine.ts';
import { programsOnPath } from '../../tools/machine.ts';
import { KindError } from '../kind-error.ts';
import type { CachedStep } from './step-cache.ts';
import { versions } from './versions.ts';

/** Go's name of the architecture that images are made for: this machine's. */
export function goArch(machine: Machine): string {
  return machine.arch === 'x64' ? 'amd64' : machine.arch;
}

const kubernetesPrograms = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
  'kubelet',
  'kubeadm',
  'kubectl',
] as const;

/** What is built from Go modules: a folder below clusters/node/go with the pinned module, and packages to build. */
const builds = {
  kubernetes: {
    title: `Kubernetes ${versions.kubernetes}`,
    packages: kubernetesPrograms.map((program) => `k8s.io/kubernetes/cmd/${program}`),
    output: '',
  },
  etcd: { title: `etcd ${versions.etcd}`, packages: ['go.etcd.io/etcd/server/v3'], output: 'etcd' },
  coredns: {
    title: `CoreDNS ${versions.coredns}`,
    packages: ['github.com/coredns/coredns'],
    output: 'coredns',
  },
  'metrics-server': {
    title: `metrics-server ${versions.metricsServer}`,
    packages: ['sigs.k8s.io/metrics-server/cmd/metrics-server'],
    output: 'metrics-server',
  },
  pause: { title: 'pause', packages: ['.'], output: 'pause' },
} as const;

export type GoBuild = keyof typeof builds;
export const goBuilds = Object.keys(builds) as GoBuild[];

const buildSeconds = 60 * 60;

/**
 * A step that builds static programs from one pinned module into `bin/`.
 * @param modules the folder clusters/node/go
 */
export async function goStep(
  which: GoBuild,
  modules: string,
  machine: Machine,
  watch: { onLine: (line: string) => void; abort?: AbortSignal },
): Promise<CachedStep> {
  const { title, packages, output } = builds[which];
  const module = join(modules, which);
  const files = which === 'pause' ? ['go.mod', 'main.go'] : ['go.mod', 'go.sum'];
  const pinned = await Promise.all(files.map((file) => readFile(join(module, file), 'utf8')));
  const linking = ldflags(which);
  return {
    name: title,
    id: `go-${which}`,
    inputs: [goArch(machine), linking, ...packages, ...pinned],
    async build(draft) {
      const [go] = programsOnPath('go', machine);
      if (go === undefined)
        throw new KindError(
          'configuration',
          'There is no go on PATH. Install Go 1.24 or newer: https://go.dev/dl/.',
        );
      const bin = join(draft, 'bin');
      await mkdir(bin);
      const argv = ['nice', '-n', '15', go, 'build', '-mod=readonly', '-trimpath', '-ldflags', linking];
      // What the person has set for another module must not change what is built here.
      const setEnv = { CGO_ENABLED: '0', GOOS: 'linux', GOARCH: goArch(machine), GOFLAGS: '', GOWORK: 'off' };
      await runProgram([...argv, '-o', `${bin}/${output}`, ...packages], {
        cwd: module,
        env: machine.env,
        setEnv,
        timeoutSeconds: buildSeconds,
        ...watch,
      });
    },
  };
}

/** kubeadm refuses a Kubernetes that does not say its version, and that is stamped while linking. */
function ldflags(which: GoBuild): string {
  if (which !== 'kubernetes') return '-s -w';
  const [major, minor] = versions.kubernetes.split('.');
  const stamps = {
    gitVersion: `v${versions.kubernetes}`,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
    gitCommit: 'from-module',
    buildDate: '1970-01-01T00:00:00Z',
  };
  const settings = Object.entries(stamps).map(
    ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
  );
  return ['-s -w', ...settings].join(' ');
}
