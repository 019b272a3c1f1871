import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Variables } from '../../exec/ending.ts';
import { runProgram } from '../../exec/run-program.ts';
import { sha256Of } from '../../store/file-hash.ts';

/** A container image of one layer: a folder and how to run what is in it. */
export interface ImageTree {
  readonly name: string;
  readonly folder: string;
  readonly entrypoint?: readonly string[];
  readonly workingFolder?: string;
}

/** PATH in every image of ours. */
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Writes images into one archive as `docker save` writes them, which docker, containerd and kind load. No engine is
 * needed, and the same trees give the same bytes.
 * @param scratch an empty folder on the same disk
 */
export async function writeImageArchive(
  file: string,
  images: readonly ImageTree[],
  { scratch, arch, env }: { scratch: string; arch: string; env: Variables },
): Promise<void> {
  const index: { Config: string; RepoTags: string[]; Layers: string[] }[] = [];
  for (const image of images) {
    const drafted = join(scratch, 'layer.tar');
    await runProgram(['nice', '-n', '15', ...tarArguments, '-C', image.folder, '-cf', drafted, '.'], {
      env,
      timeoutSeconds: 300,
    });
    const layer = await sha256Of(drafted);
    await mkdir(join(scratch, layer), { recursive: true });
    await rename(drafted, join(scratch, layer, 'layer.tar'));
    const config = JSON.stringify({
      architecture: arch,
      os: 'linux',
      created: '1970-01-01T00:00:00Z',
      config: {
        Env: [`PATH=${path}`],
        ...(image.entrypoint === undefined ? {} : { Entrypoint: image.entrypoint }),
        ...(image.workingFolder === undefined ? {} : { WorkingDir: image.workingFolder }),
      },
      rootfs: { type: 'layers', diff_ids: [`sha256:${layer}`] },
      history: [{ created: '1970-01-01T00:00:00Z', created_by: 'peakproof' }],
    });
    const configName = `${createHash('sha256').update(config).digest('hex')}.json`;
    await writeFile(join(scratch, configName), config);
    index.push({ Config: configName, RepoTags: [image.name], Layers: [`${layer}/layer.tar`] });
  }
  await writeFile(join(scratch, 'manifest.json'), JSON.stringify(index));
  await runProgram([...tarArguments, '-C', scratch, '-cf', file, '.'], { env, timeoutSeconds: 300 });
  await rm(scratch, { recursive: true });
}

/** GNU tar, told to forget who packed and when. */
const tarArguments = ['tar', '--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
