import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Machine } from '../../tools/machine.ts';
import { type GoBuild, goArch } from './go-programs.ts';
import { type ImageTree, writeImageArchive } from './image-archive.ts';
import { copied, copyWithLibraries } from './program-tree.ts';
import type { CachedStep } from './step-cache.ts';
import { imageNames } from './versions.ts';

/** Changes when this file would put something else into an image from the same parts. */
const recipe = '2';

/** What kube-proxy runs: one program under six names, and the tools beside it. */
const proxyPrograms = ['/usr/sbin/xtables-nft-multi', '/usr/sbin/conntrack', '/usr/sbin/ip', '/usr/bin/kmod'];
const tableNames = ['iptables', 'ip6tables'].flatMap((name) => [name, `${name}-save`, `${name}-restore`]);

/** Folders that steps before this one have filled. */
export interface Parts {
  readonly programs: Readonly<Record<GoBuild, string>>;
  readonly debian: string;
}

/**
 * A step that puts all images a cluster starts with into `images.tar`: those of kubeadm, metrics-server and HAProxy.
 * The last one is Debian's, whose libraries come from the root file system of the node.
 */
export function clusterImagesStep(parts: Parts, machine: Machine): CachedStep {
  const { programs, debian } = parts;
  return {
    name: 'images of a cluster',
    id: 'images',
    inputs: [
      recipe,
      // The folders' names hold the hashes of what is in them.
      ...[...Object.values(programs), debian].map((folder) => basename(folder)),
      ...Object.values(imageNames),
    ],
    async build(draft) {
      const trees = join(draft, 'trees');
      const root = join(debian, 'root');
      const { env } = machine;
      const images: ImageTree[] = [];
      const plain: [keyof typeof imageNames, GoBuild, string][] = [
        ['apiServer', 'kubernetes', 'kube-apiserver'],
        ['controllerManager', 'kubernetes', 'kube-controller-manager'],
        ['scheduler', 'kubernetes', 'kube-scheduler'],
        ['proxy', 'kubernetes', 'kube-proxy'],
        ['etcd', 'etcd', 'etcd'],
        ['coredns', 'coredns', 'coredns'],
        ['pause', 'pause', 'pause'],
        ['metricsServer', 'metrics-server', 'metrics-server'],
      ];
      for (const [image, build, program] of plain) {
        const folder = join(trees, image);
        await copied(join(programs[build], 'bin', program), join(folder, 'usr/local/bin', program));
        // kubeadm's manifests name the program of its own components; the others are run by what their image says.
        images.push({ name: imageNames[image], folder, entrypoint: [`/usr/local/bin/${program}`] });
      }
      await addNetworkTools(join(trees, 'proxy'), root, machine);

      const haproxy = join(trees, 'haproxy');
      await copyWithLibraries(['/usr/sbin/haproxy'], { root, into: haproxy, env });
      images.push({ name: imageNames.haproxy, folder: haproxy, entrypoint: ['/usr/sbin/haproxy'] });
      await mkdir(join(draft, 'scratch'));
      const options = { scratch: join(draft, 'scratch'), arch: goArch(machine), env };
      // Every program may want a place for temporary files.
      for (const { folder } of images) await mkdir(join(folder, 'tmp'), { recursive: true, mode: 0o1777 });
      await writeImageArchive(join(draft, 'images.tar'), images, options);
      await rm(trees, { recursive: true });
    },
  };
}

async function addNetworkTools(into: string, root: string, { env }: Machine): Promise<void> {
  // Matches and targets of iptables are libraries that it opens by name, and that need others themselves.
  const plugins: string[] = [];
  for (const architecture of await readdir(join(root, 'usr/lib'))) {
    const folder = `/usr/lib/${architecture}/xtables`;
    if (existsSync(join(root, folder)))
      plugins.push(...(await readdir(join(root, folder))).map((name) => `${folder}/${name}`));
  }
  await copyWithLibraries([...proxyPrograms, ...plugins], { root, into, env });
  for (const name of tableNames) await symlink('xtables-nft-multi', join(into, 'usr/sbin', name));
}
