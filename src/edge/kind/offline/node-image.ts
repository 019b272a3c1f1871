import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { programEnding, runProgram } from '../../exec/run-program.ts';
import type { Machine } from '../../tools/machine.ts';
import { ownerLabel } from '../ownership.ts';
import { copied } from './program-tree.ts';
import { hashOf, removedTree } from './step-cache.ts';
import { versions } from './versions.ts';

/** Changes when this file would make another image from the same parts. */
const recipe = '1';
const importSeconds = 600;

export interface NodeParts {
  /** Result folders of the steps. */
  readonly debian: string;
  readonly kubernetes: string;
  readonly images: string;
  /** clusters/node/files: what is laid over the root file system. */
  readonly files: string;
}

/** Name of the node image that these parts make. */
export async function nodeImageName(parts: NodeParts): Promise<string> {
  // The folders' names hold the hashes of what is in them; where the cache lies makes no difference.
  const made = [parts.debian, parts.kubernetes, parts.images].map((folder) => basename(folder));
  const key = hashOf([recipe, ...made, await treeHash(parts.files)]);
  return `peakproof/node:v${versions.kubernetes}-${key}`;
}

/** True where the engine has this image. */
export async function hasImage(name: string, machine: Machine): Promise<boolean> {
  const { env } = machine;
  const ending = await programEnding(['docker', 'image', 'inspect', '--format', '{{.Id}}', name], {
    env,
    timeoutSeconds: 60,
  });
  return ending.how === 'exited' && ending.exitCode === 0;
}

/**
 * Makes the node image in the engine: Debian's root file system, Kubernetes's programs and our files, with all images
 * of a cluster in its containerd, so that a new cluster loads nothing.
 */
export async function builtNodeImage(
  name: string,
  parts: NodeParts,
  cacheFolder: string,
  machine: Machine,
  abort?: AbortSignal,
): Promise<void> {
  const draft = await mkdtemp(join(cacheFolder, '.draft-node-'));
  const root = join(draft, 'root');
  const base = `${name}-base`;
  const options = {
    env: machine.env,
    timeoutSeconds: importSeconds,
    ...(abort === undefined ? {} : { abort }),
  };
  try {
    await runProgram(['cp', '-a', join(parts.debian, 'root'), root], options);
    await layOver(root, parts);
    await runProgram(
      [
        ...[
          'sh',
          '-c',
          'set -e; root=$1; shift; nice -n 15 tar -C "$root" -c . | docker import "$@"',
          'sh',
          root,
        ],
        ...['--change', 'ENV container=docker', '--change', `LABEL ${ownerLabel}=node`],
        ...['--change', 'ENTRYPOINT ["/usr/local/bin/entrypoint", "/sbin/init"]', '-', base],
      ],
      options,
    );
    await withPreloaded(name, base, [join(parts.images, 'images.tar')], machine, abort);
  } finally {
    await programEnding(['docker', 'image', 'rm', base], { env: machine.env, timeoutSeconds: 60 });
    await removedTree(draft, machine.env);
  }
}

/** Removes node images that no container uses, but for `keep`: each takes a gigabyte, and is made again in seconds. */
export async function removeOldNodeImages(keep: string, { env }: Machine): Promise<void> {
  const options = { env, timeoutSeconds: 60 };
  const format = ['--format', '{{.Repository}}:{{.Tag}}'];
  const { stdout } = await programEnding(['docker', 'image', 'ls', ...format, 'peakproof/node'], options);
  for (const name of stdout.split('\n'))
    if (name !== '' && name !== keep) await programEnding(['docker', 'image', 'rm', name], options);
}

/**
 * Makes the image `name` from `base` with the images of these archives in its containerd. Nothing is unpacked yet: a
 * layer over a layer cannot be, and a node does it in a second.
 */
export async function withPreloaded(
  name: string,
  base: string,
  archives: readonly string[],
  machine: Machine,
  abort?: AbortSignal,
): Promise<void> {
  const options = {
    env: machine.env,
    timeoutSeconds: importSeconds,
    ...(abort === undefined ? {} : { abort }),
  };
  const started = await runProgram(
    [
      ...['docker', 'run', '--detach', '--privileged', '--network', 'none', '--label', `${ownerLabel}=build`],
      ...['--stop-signal', 'SIGRTMIN+3', '--entrypoint', 'containerd', base, '--log-level', 'warn'],
    ],
    options,
  );
  const container = started.stdout.trim();
  try {
    const waiting =
      'for i in $(seq 150); do ctr version >/dev/null 2>&1 && exit 0; sleep 0.2; done; ctr version';
    await runProgram(['docker', 'exec', container, 'sh', '-c', waiting], options);
    for (const archive of archives)
      await runProgram(
        [
          ...['sh', '-c', 'docker exec -i "$1" ctr --namespace k8s.io images import --no-unpack - <"$2"'],
          ...['sh', container, archive],
        ],
        options,
      );
    await runProgram(
      [
        ...['docker', 'commit', '--change', `LABEL ${ownerLabel}=node`],
        ...['--change', 'ENTRYPOINT ["/usr/local/bin/entrypoint", "/sbin/init"]', '--change', 'CMD []'],
        ...[container, name],
      ],
      options,
    );
  } finally {
    await programEnding(['docker', 'rm', '--force', '--volumes', container], {
      env: machine.env,
      timeoutSeconds: 60,
    });
  }
}

async function layOver(root: string, { kubernetes, files, debian }: NodeParts): Promise<void> {
  for (const program of ['kubelet', 'kubeadm', 'kubectl'])
    await copied(join(kubernetes, 'bin', program), join(root, 'usr/bin', program));
  // What Debian starts by itself has no place in a node: HAProxy, timers, terminals, binfmt (which is the host's).
  for (const unit of ['multi-user', 'getty', 'timers', 'sysinit'])
    await rm(join(root, `etc/systemd/system/${unit}.target.wants`), { recursive: true, force: true });
  await cp(files, root, { recursive: true });
  for (const program of await readdir(join(files, 'usr/local/bin')))
    await chmod(join(root, 'usr/local/bin', program), 0o755);
  const wants = join(root, 'etc/systemd/system/multi-user.target.wants');
  await mkdir(wants, { recursive: true });
  await symlink('/etc/systemd/system/kubelet.service', join(wants, 'kubelet.service'));
  await symlink('/lib/systemd/system/containerd.service', join(wants, 'containerd.service'));
  for (const masked of ['systemd-binfmt.service', 'proc-sys-fs-binfmt_misc.automount', 'getty.target'])
    await symlink('/dev/null', join(root, 'etc/systemd/system', masked));
  await mkdir(join(root, 'etc/kubernetes/manifests'), { recursive: true });
  await writeFile(join(root, 'kind/version'), `v${versions.kubernetes}\n`);
  await cp(join(debian, 'packages.txt'), join(root, 'kind/packages.txt'));
}

/** Of names and contents of all files below a folder. */
export async function treeHash(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    hash.update(`${file.slice(folder.length)}\0`);
    hash.update(await readFile(file));
  }
  return hash.digest('hex');
}
