import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../exec/run-program.ts';
import type { Machine } from '../tools/machine.ts';
import { kindFolders } from './folders.ts';
import type { BuildOptions, ClusterImages } from './images.ts';
import { demoArchive } from './offline/build.ts';
import { goArch } from './offline/go-programs.ts';
import { hasImage, withPreloaded } from './offline/node-image.ts';
import { hashOf } from './offline/step-cache.ts';
import { imageNames, versions } from './offline/versions.ts';
import { step } from './steps.ts';

/** Images of registries, by digest. Of metrics-server each architecture has its own. */
const pulled = {
  node: `kindest/node:v${versions.kubernetes}@sha256:08497ee19eace7b4b5348db5c6a1591d7752b164530a36f855cb0f2bdcbadd48`,
  haproxy: 'haproxy:3.2-alpine@sha256:79799e8b2977e60802774fa53d29e6b54e045402cdd8a8b9fe43923e7095a047',
  metricsServer: {
    amd64:
      'registry.k8s.io/metrics-server/metrics-server@sha256:25d291fde59974547bac6f07fa9d6cf6f5bedd1f19d60c893311c5e741e0a42f',
    arm64:
      'registry.k8s.io/metrics-server/metrics-server@sha256:d0341e07a1cf2b751e684cba68e2a0c62d3c5d2d23501fd67dc384d517ec65de',
  },
} as const;

const pullSeconds = 900;
const goOn =
  'Where no registry can be reached: `peakproof offline build` makes the images from package mirrors, and `peakproof offline load FILE` takes them from a machine that has them.';

/**
 * Pulls the pinned images and makes the node image from them: kind's own, with metrics-server and HAProxy in it under
 * the names that the offline ones have, and with our label.
 */
export async function onlineImages(machine: Machine, options: BuildOptions): Promise<ClusterImages> {
  const { watcher, abort } = options;
  const arch = goArch(machine) === 'arm64' ? 'arm64' : 'amd64';
  const metricsServer = pulled.metricsServer[arch];
  const name = `peakproof/node:v${versions.kubernetes}-online-${hashOf(['1', pulled.node, pulled.haproxy, metricsServer])}`;
  const run = {
    env: machine.env,
    timeoutSeconds: pullSeconds,
    onLine: (line: string) => watcher.line(line),
    ...(abort === undefined ? {} : { abort }),
  };
  if (!(await hasImage(name, machine))) {
    for (const image of [pulled.node, pulled.haproxy, metricsServer])
      await step(
        `pull ${image.split('@')[0]}`,
        watcher,
        goOn,
        async () => ({ value: await runProgram(['docker', 'pull', '--quiet', image], run) }),
        abort,
      );
    const work = async () => {
      const { offline } = kindFolders(machine);
      await mkdir(offline, { recursive: true });
      const scratch = await mkdtemp(join(offline, '.draft-online-'));
      try {
        const archive = join(scratch, 'images.tar');
        await runProgram(['docker', 'tag', pulled.haproxy, imageNames.haproxy], run);
        await runProgram(['docker', 'tag', metricsServer, imageNames.metricsServer], run);
        const saved = [imageNames.haproxy, imageNames.metricsServer];
        await runProgram(['docker', 'save', '--output', archive, ...saved], run);
        await withPreloaded(name, pulled.node, [archive], machine, abort);
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
      return { value: name, note: name };
    };
    await step('node image', watcher, goOn, work, abort);
  }
  return { way: 'online', node: name, demo: await demoArchive(machine, options) };
}
