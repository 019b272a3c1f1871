import { copyFile, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { runProgram } from '../../exec/run-program.ts';
import { sha256Of } from '../../store/file-hash.ts';
import { k6, kind, kubectl } from '../../tools/catalog.ts';
import { locateTool } from '../../tools/locate.ts';
import type { Machine } from '../../tools/machine.ts';
import { kindFolders } from '../folders.ts';
import type { BuildOptions } from '../images.ts';
import { kubectlPath } from '../kubectl.ts';
import { step } from '../steps.ts';
import { offlineImages } from './build.ts';
import { goArch } from './go-programs.ts';
import { demoArchiveName, nodeArchive, type Parcel, parcelIndex } from './parcel.ts';

const saveSeconds = 1800;
const goOn = 'Mend it and run `peakproof offline pack` again.';

/**
 * Writes the offline images, and the tools of this machine that a bench needs, into one file for a machine without any
 * network. What is not built yet is built first.
 */
export async function packedParcel(file: string, machine: Machine, options: BuildOptions): Promise<Parcel> {
  const { watcher, abort } = options;
  const images = await offlineImages(machine, options);
  const run = { env: machine.env, timeoutSeconds: saveSeconds, ...(abort === undefined ? {} : { abort }) };
  const scratch = await mkdtemp(join(kindFolders(machine).offline, '.draft-pack-'));
  const members: Parcel['members'] = [];
  const add = async (name: string, tool: Parcel['members'][number]['tool'] = null) => {
    const path = join(scratch, name);
    members.push({ file: name, sha256: await sha256Of(path), bytes: (await stat(path)).size, tool });
  };
  try {
    await step(
      'save images',
      watcher,
      goOn,
      async () => {
        await runProgram(['docker', 'save', '--output', join(scratch, nodeArchive), images.node], run);
        await add(nodeArchive);
        await copyFile(images.demo.archive, join(scratch, demoArchiveName));
        return { value: await add(demoArchiveName) };
      },
      abort,
    );
    await step(
      'save tools',
      watcher,
      goOn,
      async () => {
        for (const tool of [kind, kubectl, k6]) {
          const { found } = await locateTool(tool, machine);
          if (found === null) continue;
          const own = tool === kubectl ? await kubectlPath(machine, () => {}) : found.path;
          await copyFile(own, join(scratch, tool.name));
          const version = tool === kubectl ? tool.version : found.version;
          await add(tool.name, { name: tool.name as 'kind' | 'kubectl' | 'k6', version });
        }
        return { value: undefined, note: members.flatMap(({ tool }) => tool?.name ?? []).join(', ') };
      },
      abort,
    );
    const parcel: Parcel = {
      format: 1,
      arch: goArch(machine),
      nodeImage: images.node,
      demoImage: images.demo.name,
      members,
    };
    const target = resolve(file);
    await step(
      'write the file',
      watcher,
      goOn,
      async () => {
        await writeFile(join(scratch, parcelIndex), JSON.stringify(parcel, null, 2));
        await mkdir(dirname(target), { recursive: true });
        const names = [parcelIndex, ...members.map((member) => member.file)];
        await runProgram(['nice', '-n', '15', 'tar', '-C', scratch, '-cf', `${target}.tmp`, ...names], run);
        await rename(`${target}.tmp`, target);
        return { value: undefined, note: `${target}, ${Math.round((await stat(target)).size / 1e6)} MB` };
      },
      abort,
    );
    return parcel;
  } finally {
    await rm(scratch, { recursive: true, force: true });
    await rm(`${resolve(file)}.tmp`, { force: true });
  }
}
