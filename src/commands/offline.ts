import { Argument, Command } from 'commander';
import { offlineImages } from '../edge/kind/offline/build.ts';
import { loadedParcel } from '../edge/kind/offline/load.ts';
import { packedParcel } from '../edge/kind/offline/pack.ts';
import type { World } from '../world.ts';
import { CommandError, exitCodes } from './exit-code.ts';
import { buildOptions, onClusters } from './kind-machine.ts';

const explanation = `
build   makes all images of a cluster from Debian, Go and npm mirrors: ten minutes on two cores when nothing is
        cached, seconds afterwards. Needs Linux, root (for debootstrap), Go, debootstrap and a Docker engine, which is
        started if one is installed. Mirrors: GOPROXY, and PEAKPROOF_DEBIAN_MIRROR (default: Debian's own).
        A step that failed is taken up again by the next run.
pack    writes the images and the tools of a bench into FILE (about 1.5 GB), for a machine without any network.
load    takes FILE there: images into its engine, tools into its cache. Use the same version of peakproof on both.

Examples:
  sudo -E npx peakproof offline build
  sudo -E npx peakproof offline pack peakproof-offline.tar
  npx peakproof offline load peakproof-offline.tar`;

export function offlineCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('offline')
    .description('Clusters where no container registry can be reached: builds their images, or carries them.')
    .addArgument(new Argument('<what>', 'what to do').choices(['build', 'pack', 'load']))
    .argument('[file]', 'the file to pack into, or to load')
    .addHelpText('after', explanation)
    .action((what: 'build' | 'pack' | 'load', file: string | undefined) =>
      onClusters(world, async () => {
        if ((what === 'build') !== (file === undefined))
          throw new CommandError(
            what === 'build'
              ? '`offline build` takes no file; `offline pack FILE` writes one.'
              : `\`offline ${what}\` needs the name of the archive, e.g. peakproof-offline.tar.`,
          );
        world.print(await done(what, file ?? '', world));
        finish(exitCodes.complete);
      }),
    );
}

/** Does it, and returns what is printed of the result. */
async function done(what: 'build' | 'pack' | 'load', file: string, world: World): Promise<string> {
  const options = buildOptions(world);
  if (what === 'pack') {
    const { members } = await packedParcel(file, world, options);
    return members.map((member) => `${member.sha256}  ${member.file}`).join('\n');
  }
  if (what === 'load') {
    const { nodeImage } = await loadedParcel(file, world, options);
    return `${nodeImage} is loaded; \`peakproof up\` makes a cluster from it`;
  }
  const { node, demo } = await offlineImages(world, options);
  return `node image  ${node}\nservices    ${demo.name}, in ${demo.archive}`;
}
