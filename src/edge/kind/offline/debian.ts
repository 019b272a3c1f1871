import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../../exec/run-program.ts';
import type { Machine } from '../../tools/machine.ts';
import { KindError } from '../kind-error.ts';
import { systemProgram } from '../own-engine.ts';
import { goArch } from './go-programs.ts';
import type { CachedStep } from './step-cache.ts';
import { debianPackages, versions } from './versions.ts';

const bootstrapSeconds = 30 * 60;

/** Nothing of a running node reads these. */
const unread = [
  'var/cache/apt/archives/*.deb',
  'var/lib/apt/lists/*',
  'usr/share/doc/*',
  'usr/share/man/*',
  'usr/share/info/*',
  'usr/share/locale/*',
];

/**
 * A step that makes a Debian root file system in `root/`, and writes what is in it to `packages.txt`. Packages come
 * from PEAKPROOF_DEBIAN_MIRROR, or Debian's own mirror; debootstrap checks their signatures.
 */
export function debianStep(
  machine: Machine,
  watch: { onLine: (line: string) => void; abort?: AbortSignal },
): CachedStep {
  // Without one, debootstrap takes Debian's own.
  const mirror = machine.env.PEAKPROOF_DEBIAN_MIRROR || null;
  return {
    name: `Debian ${versions.debianSuite}`,
    id: 'debian',
    inputs: [goArch(machine), versions.debianSuite, ...debianPackages],
    async build(draft) {
      const debootstrap = systemProgram('debootstrap', machine);
      if (debootstrap === null)
        throw new KindError(
          'configuration',
          'There is no debootstrap, which makes the root file system of the node. Install it (Debian, Ubuntu: apt-get install debootstrap).',
        );
      const { stdout } = await runProgram(['id', '-u'], { env: machine.env, timeoutSeconds: 10 });
      if (stdout.trim() !== '0')
        throw new KindError(
          'configuration',
          'debootstrap makes device files, so this step needs root (sudo -E).',
        );
      const root = join(draft, 'root');
      await mkdir(root);
      const env = { ...machine.env, PATH: `${machine.env.PATH ?? ''}:/usr/sbin:/sbin` };
      await runProgram(
        [
          ...['nice', '-n', '15', debootstrap, '--variant=minbase', `--include=${debianPackages.join(',')}`],
          ...[versions.debianSuite, root, ...(mirror === null ? [] : [mirror])],
        ],
        { env, timeoutSeconds: bootstrapSeconds, ...watch },
      );
      const packages = await runProgram(['chroot', root, 'dpkg-query', '--show'], {
        env,
        timeoutSeconds: 60,
      });
      await writeFile(join(draft, 'packages.txt'), packages.stdout);
      await runProgram(['sh', '-c', `cd "$1" && rm -rf ${unread.join(' ')}`, 'sh', root], {
        env,
        timeoutSeconds: 120,
      });
    },
  };
}
