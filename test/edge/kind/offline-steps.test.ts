import { mkdir, mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../../../src/edge/exec/run-program.ts';
import { writeImageArchive } from '../../../src/edge/kind/offline/image-archive.ts';
import {
  type CachedStep,
  cachedFolder,
  hashOf,
  type StepCache,
} from '../../../src/edge/kind/offline/step-cache.ts';
import { sha256Of } from '../../../src/edge/store/file-hash.ts';
import { listening } from './engine-state.ts';

const env = process.env;

async function emptyFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'peakproof-offline-'));
}

describe('a cached step', () => {
  async function cacheIn(folder: string): Promise<{ cache: StepCache; said: string[] }> {
    const { watcher, said } = listening();
    return { cache: { folder, watcher, env }, said };
  }
  const writing = (text: string, inputs = ['1']): CachedStep => ({
    name: 'write',
    id: 'write',
    inputs,
    build: (draft) => writeFile(join(draft, 'result'), text),
  });

  test('is made once, and again when its inputs change', async () => {
    const { cache, said } = await cacheIn(await emptyFolder());
    const first = await cachedFolder(writing('a'), cache);
    expect(await cachedFolder(writing('b'), cache)).toBe(first);
    expect(await readFile(join(first, 'result'), 'utf8')).toBe('a');
    const second = await cachedFolder(writing('b', ['2']), cache);
    expect(second).not.toBe(first);
    expect(said).toEqual(['done write', 'kept write', 'done write']);
  });

  test('that fails shows the command and how to go on, leaves nothing, and is taken up again', async () => {
    const folder = await emptyFolder();
    const { cache, said } = await cacheIn(folder);
    const failing: CachedStep = {
      ...writing('a'),
      async build(draft) {
        await mkdir(join(draft, 'root'));
        await runProgram(['sh', '-c', 'echo no space left >&2; exit 3']);
      },
    };
    const error = await cachedFolder(failing, cache).catch((thrown: unknown) => thrown as Error);
    expect(String(error)).toMatch(/The step "write" failed/);
    expect(String(error)).toMatch(/no space left/);
    expect(String(error)).toMatch(/To see it again: sh -c/);
    expect(String(error)).toMatch(/finished steps are kept/);
    expect(await readdir(folder)).toEqual([]);
    await cachedFolder(writing('a'), cache);
    expect(said).toEqual(['failed write', 'done write']);
  });

  test('forgets results that nobody has used for a month, of this step alone', async () => {
    const folder = await emptyFolder();
    const { cache } = await cacheIn(folder);
    const old = await cachedFolder(writing('a'), cache);
    const used = await cachedFolder(writing('a', ['2']), cache);
    const other = join(folder, `write-more-${'0'.repeat(12)}`);
    await mkdir(other);
    const longAgo = new Date(Date.now() - 40 * 86_400_000);
    for (const path of [old, used, other]) await utimes(path, longAgo, longAgo);
    await cachedFolder(writing('a', ['2']), cache);
    const fresh = await cachedFolder(writing('a', ['3']), cache);
    expect((await readdir(folder)).sort()).toEqual([used, other, fresh].map((path) => basename(path)).sort());
  });

  test('has a hash that keeps neighbours apart', () => {
    expect(hashOf(['ab', 'c'])).not.toBe(hashOf(['a', 'bc']));
    expect(hashOf(['a', 'b'])).not.toBe(hashOf(['b', 'a']));
    expect(hashOf(['a'])).toMatch(/^[0-9a-f]{12}$/);
  });
});

// GNU tar alone forgets who packed; the images are made on Linux.
describe.skipIf(process.platform !== 'linux')('an archive of images', () => {
  async function written(): Promise<{ file: string; folder: string }> {
    const folder = await emptyFolder();
    for (const [name, text] of [
      ['one', 'first'],
      ['two', 'second'],
    ] as const) {
      await mkdir(join(folder, name, 'app'), { recursive: true });
      await writeFile(join(folder, name, 'app/program'), text);
    }
    const scratch = join(folder, 'scratch');
    await mkdir(scratch);
    const file = join(folder, 'images.tar');
    const images = [
      { name: 'peakproof/one:1', folder: join(folder, 'one'), entrypoint: ['/app/program'] },
      { name: 'peakproof/two:1', folder: join(folder, 'two'), workingFolder: '/app' },
    ];
    await writeImageArchive(file, images, { scratch, arch: 'amd64', env });
    return { file, folder };
  }

  test('holds what docker load reads: a manifest, a config and a layer with its hash for each', async () => {
    const { file, folder } = await written();
    const out = join(folder, 'out');
    await mkdir(out);
    await runProgram(['tar', '-C', out, '-xf', file]);
    const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'));
    expect(manifest.map(({ RepoTags }: { RepoTags: string[] }) => RepoTags)).toEqual([
      ['peakproof/one:1'],
      ['peakproof/two:1'],
    ]);
    for (const { Config, Layers } of manifest) {
      const config = JSON.parse(await readFile(join(out, Config), 'utf8'));
      expect(config).toMatchObject({ architecture: 'amd64', os: 'linux' });
      expect(config.rootfs.diff_ids).toEqual([`sha256:${await sha256Of(join(out, Layers[0]))}`]);
      const { stdout } = await runProgram(['tar', '-tf', join(out, Layers[0])]);
      expect(stdout).toContain('./app/program');
    }
  });

  test('has the same bytes whenever it is made of the same files', async () => {
    const [first, second] = [await written(), await written()];
    expect(await sha256Of(first.file)).toBe(await sha256Of(second.file));
  });
});
