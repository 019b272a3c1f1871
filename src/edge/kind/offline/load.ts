import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ProgramError } from '../../exec/program-error.ts';
import { runProgram } from '../../exec/run-program.ts';
import { sha256Of } from '../../store/file-hash.ts';
import { k6, kind, kubectl } from '../../tools/catalog.ts';
import { cachePath } from '../../tools/locate.ts';
import type { Machine } from '../../tools/machine.ts';
import { kindFolders } from '../folders.ts';
import type { BuildOptions } from '../images.ts';
import { KindError } from '../kind-error.ts';
import { readyEngine } from '../own-engine.ts';
import { step } from '../steps.ts';
import { offlineNodeImage } from './build.ts';
import { goArch } from './go-programs.ts';
import { demoArchiveName, nodeArchive, type Parcel, parcelIndex, parsedParcel } from './parcel.ts';

const loadSeconds = 1800;
const goOn = 'Mend it and run `peakproof offline load` again.';

/**
 * Takes what {@link packedParcel} has written: images into the engine, tools into our cache. Every member is compared
 * with its SHA-256 before any of them is used.
 */
export async function loadedParcel(file: string, machine: Machine, options: BuildOptions): Promise<Parcel> {
  const { watcher, abort } = options;
  const path = resolve(file);
  if (!(await stat(path).catch(() => null))?.isFile())
    throw new KindError(
      'configuration',
      `There is no file ${path}. \`peakproof offline pack FILE\` writes one.`,
    );
  const run = { env: machine.env, timeoutSeconds: loadSeconds, ...(abort === undefined ? {} : { abort }) };
  const { offline } = kindFolders(machine);
  await mkdir(offline, { recursive: true });
  const scratch = await mkdtemp(join(offline, '.draft-load-'));
  try {
    const parcel = await step(
      'check the file',
      watcher,
      goOn,
      async () => {
        const found = await indexOf(path, scratch, run);
        await requireFitting(found, machine, path);
        await runProgram(
          ['tar', '-C', scratch, '-xf', path, ...found.members.map((member) => member.file)],
          run,
        );
        for (const member of found.members) {
          const sha256 = await sha256Of(join(scratch, member.file));
          if (sha256 === member.sha256) continue;
          const damaged = `${member.file} in ${path} has the SHA-256 ${sha256} and not ${member.sha256}: it was damaged on the way, and nothing of it was loaded. Copy the file again.`;
          throw new KindError('configuration', damaged);
        }
        return { value: found };
      },
      abort,
    );
    await step(
      'node image',
      watcher,
      goOn,
      async () => {
        await readyEngine(machine, { node: options.node.path, onLine: (line) => watcher.line(line) });
        await runProgram(['docker', 'load', '--input', join(scratch, nodeArchive)], run);
        return { value: undefined, note: parcel.nodeImage };
      },
      abort,
    );
    await step(
      'demo services and tools',
      watcher,
      goOn,
      async () => {
        const key = parcel.demoImage.split(':')[1]!;
        await moved(join(scratch, demoArchiveName), join(offline, `demo-${key}`, 'demo.tar'));
        const tools = await installedTools(parcel, scratch, machine);
        return { value: undefined, note: tools.join(', ') };
      },
      abort,
    );
    return parcel;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function indexOf(path: string, scratch: string, run: { timeoutSeconds: number }): Promise<Parcel> {
  try {
    await runProgram(['tar', '-C', scratch, '-xf', path, parcelIndex], run);
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    return parsedParcel('', path);
  }
  return parsedParcel(await readFile(join(scratch, parcelIndex), 'utf8'), path);
}

/** A node image of another version would be passed over silently later on; better said now. */
async function requireFitting(parcel: Parcel, machine: Machine, path: string): Promise<void> {
  const arch = goArch(machine);
  if (parcel.arch !== arch)
    throw new KindError(
      'configuration',
      `${path} holds images for ${parcel.arch}, and this machine is ${arch}. Pack them on such a machine.`,
    );
  const wanted = await offlineNodeImage(machine);
  if (parcel.nodeImage !== wanted)
    throw new KindError(
      'configuration',
      `${path} holds ${parcel.nodeImage}, and this version of peakproof makes clusters from ${wanted}. Use the same version on both machines.`,
    );
}

async function installedTools(parcel: Parcel, scratch: string, machine: Machine): Promise<string[]> {
  const tools = { k6, kind, kubectl };
  const installed: string[] = [];
  for (const { file, tool } of parcel.members) {
    if (tool === null) continue;
    const path = cachePath(tools[tool.name], tools[tool.name].version, machine);
    if (path === null) continue;
    await chmod(join(scratch, file), 0o755);
    await moved(join(scratch, file), path);
    installed.push(`${tool.name} ${tool.version}`);
  }
  return installed;
}

/** In one step, so that nobody sees half of it. */
async function moved(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, `${to}.new`);
  await rename(`${to}.new`, to);
}
