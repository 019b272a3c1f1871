import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../../src/core/math/random.ts';
import { runProgram } from '../../src/edge/exec/run-program.ts';
import { kindFolders } from '../../src/edge/kind/folders.ts';
import { goArch } from '../../src/edge/kind/offline/go-programs.ts';
import { writeImageArchive } from '../../src/edge/kind/offline/image-archive.ts';
import { type CachedStep, cachedFolder } from '../../src/edge/kind/offline/step-cache.ts';
import { versions } from '../../src/edge/kind/offline/versions.ts';
import { systemProgram } from '../../src/edge/kind/own-engine.ts';
import { machine, stepsOnStderr } from './lane.ts';

export const nginxImage = 'peakproof-test/nginx:1';

const config = `
daemon off;
worker_processes 1;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;
events { worker_connections 1024; }
http {
  access_log off;
  gzip on;
  gzip_comp_level 9;
  gzip_types text/plain;
  server {
    listen 8080;
    root /srv;
    location = /ready { return 204; }
  }
}
`;

/** Words in a seeded random order: compressing them is work, and they become smaller by it. */
function pageText(): string {
  const words = ['survey', 'answer', 'portal', 'census', 'household', 'submit', 'page', 'respondent'];
  const random = seededRandom(20);
  const word = () => words[Math.floor(random.next() * words.length)]! + Math.floor(random.next() * 1000);
  return Array.from({ length: 8_000 }, word).join(' ');
}

/** Debian's own nginx in an image of its own, made from the package mirror as the node image is, and kept. */
const nginxStep: CachedStep = {
  name: 'nginx of Debian, for the test of an own service',
  id: 'test-nginx',
  inputs: ['2', goArch(machine), versions.debianSuite, config, pageText()],
  async build(draft) {
    const root = join(draft, 'root');
    await mkdir(root);
    const mirror = machine.env.PEAKPROOF_DEBIAN_MIRROR || null;
    const env = { ...machine.env, PATH: `${machine.env.PATH ?? ''}:/usr/sbin:/sbin` };
    const debootstrap = systemProgram('debootstrap', machine)!;
    await runProgram(
      [
        ...['nice', '-n', '15', debootstrap, '--variant=minbase', '--include=nginx-light'],
        ...[versions.debianSuite, root, ...(mirror === null ? [] : [mirror])],
      ],
      { env, timeoutSeconds: 1200 },
    );
    const unread = 'var/cache/apt/archives/*.deb var/lib/apt/lists/* usr/share/doc usr/share/locale';
    await runProgram(['sh', '-c', `cd "$1" && rm -rf ${unread}`, 'sh', root], { env, timeoutSeconds: 120 });
    await writeFile(join(root, 'etc/nginx/nginx.conf'), config);
    await writeFile(join(root, 'srv/page.txt'), pageText());
    await mkdir(join(draft, 'scratch'));
    await writeImageArchive(
      join(draft, 'image.tar'),
      [{ name: nginxImage, folder: root, entrypoint: ['/usr/sbin/nginx'] }],
      { scratch: join(draft, 'scratch'), arch: goArch(machine), env },
    );
    await runProgram(['rm', '-rf', '--one-file-system', root], { env, timeoutSeconds: 300 });
  },
};

/** Puts it into the engine, as an image that a person has built. */
export async function nginxInEngine(): Promise<void> {
  const cache = { folder: kindFolders(machine).offline, watcher: stepsOnStderr, env: machine.env };
  const folder = await cachedFolder(nginxStep, cache);
  await runProgram(['docker', 'load', '--input', join(folder, 'image.tar')], {
    env: machine.env,
    timeoutSeconds: 300,
  });
}

export async function nginxOutOfEngine(): Promise<void> {
  await runProgram(['docker', 'rmi', nginxImage], { env: machine.env, timeoutSeconds: 60 });
}
