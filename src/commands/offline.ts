import { Command } from 'commander';
import { kindFolders } from '../edge/kind/folders.ts';
import { offlineImages } from '../edge/kind/offline/build.ts';
import { loadedParcel } from '../edge/kind/offline/load.ts';
import { packedParcel } from '../edge/kind/offline/pack.ts';
import type { World } from '../world.ts';
import { exitCodes } from './exit-code.ts';
import { buildOptions, onClusters } from './kind-machine.ts';

export function offlineCommand(world: World, finish: (exitCode: number) => void): Command {
  const build = new Command('build')
    .description(
      'Makes all images of a cluster from Debian, Go and npm mirrors; no container registry is asked.',
    )
    .addHelpText(
      'after',
      `
Takes ten minutes on two cores when nothing is cached, and seconds afterwards. Needs Linux, root (for debootstrap), Go,
debootstrap, and a Docker engine, which is started if one is installed. Mirrors: GOPROXY, and PEAKPROOF_DEBIAN_MIRROR
(default http://deb.debian.org/debian). A step that failed is taken up again by the next run.

Example:
  sudo -E npx peakproof offline build`,
    )
    .action(() =>
      onClusters(async () => {
        const images = await offlineImages(world, buildOptions(world));
        world.print(`node image  ${images.node}`);
        world.print(`services    ${images.demo.name} (${images.demo.archive})`);
        world.print(`kept below  ${kindFolders(world).offline}`);
        finish(exitCodes.complete);
      }),
    );
  const pack = new Command('pack')
    .description('Writes the offline images and the tools into one file, for a machine without any network.')
    .argument('<file>', 'file to write, about 1.5 GB')
    .addHelpText('after', '\nExample:\n  sudo -E npx peakproof offline pack peakproof-offline.tar')
    .action((file: string) =>
      onClusters(async () => {
        const parcel = await packedParcel(file, world, buildOptions(world));
        for (const { file: member, sha256 } of parcel.members) world.print(`${sha256}  ${member}`);
        finish(exitCodes.complete);
      }),
    );
  const load = new Command('load')
    .description('Takes what `offline pack` has written: images into the engine, tools into the cache.')
    .argument('<file>', 'file that `peakproof offline pack` wrote, with the same version of peakproof')
    .addHelpText('after', '\nExample:\n  npx peakproof offline load peakproof-offline.tar')
    .action((file: string) =>
      onClusters(async () => {
        const parcel = await loadedParcel(file, world, buildOptions(world));
        world.print(`${parcel.nodeImage} is loaded; \`peakproof up\` makes a cluster from it`);
        finish(exitCodes.complete);
      }),
    );
  const offline = new Command('offline').description(
    'Clusters where no container registry can be reached: build the images, or carry them.',
  );
  for (const part of [build, pack, load]) offline.addCommand(part.copyInheritedSettings(offline));
  return offline;
}
