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
import { registryImages } from './registry-images.ts';
import { step } from './steps.ts';

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
  const metricsServer = registryImages.metricsServer[arch];
  const name = `peakproof/node:v${versions.kubernetes}-online-${hashOf(['1', registryImages.node, registryImages.haproxy, metricsServer])}`;
  const run = {
    env: machine.env,
    timeoutSeconds: pullSeconds,
    onLine: (line: string) => watcher.line(line),
    ...(abort === undefined ? {} : { abort }),
  };
  if (!(await hasImage(name, machine))) {
    for (const image of [registryImages.node, registryImages.haproxy, metricsServer])
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
        await runProgram(['docker', 'tag', registryImages.haproxy, imageNames.haproxy], run);
        await runProgram(['docker', 'tag', metricsServer, imageNames.metricsServer], run);
        const saved = [imageNames.haproxy, imageNames.metricsServer];
        await runProgram(['docker', 'save', '--output', archive, ...saved], run);
        await withPreloaded(name, registryImages.node, [archive], machine, abort);
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
      return { value: name, note: name };
    };
    await step('node image', watcher, goOn, work, abort);
  }
  return { way: 'online', node: name, demo: await demoArchive(machine, options) };
}
