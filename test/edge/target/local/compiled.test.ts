import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'peakproof-'));
  await writeInRoot('package.json', '{}');
});
afterEach(() => rm(root, { recursive: true }));

async function writeInRoot(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
}

async function writeSources(greeting: string): Promise<void> {
  await writeInRoot(
    'src/edge/target/local/router/greeting.ts',
    `export const greeting: string = '${greeting}';`,
  );
  await writeInRoot(
    'src/edge/target/local/router/main.ts',
    `import { greeting } from './greeting.ts'; console.log(greeting);`,
  );
}

/** As another process would see it: nothing remembered. */
async function compiledAnew(): Promise<string> {
  vi.resetModules();
  const { compiledProgram } = await import('../../../../src/edge/target/local/compiled.ts');
  return compiledProgram('router', pathToFileURL(path.join(root, 'dist/main.js')).href);
}

const output = (program: string) => execFileSync(process.execPath, [program], { encoding: 'utf8' }).trim();

describe('compiledProgram, from source', () => {
  it('is one file that Node runs by itself', async () => {
    await writeSources('hello');
    const program = await compiledAnew();
    expect(path.dirname(program)).toBe(path.join(root, 'node_modules/.cache/peakproof'));
    expect(output(program)).toBe('hello');
  });

  it('is the same file as long as the sources are, and another one after that; running pods keep theirs', async () => {
    await writeSources('hello');
    const first = await compiledAnew();
    expect(await compiledAnew()).toBe(first);
    await writeSources('goodbye');
    const second = await compiledAnew();
    expect(second).not.toBe(first);
    expect([output(first), output(second)]).toEqual(['hello', 'goodbye']);
  });

  it('may be built several times at once', async () => {
    await writeSources('hello');
    const programs = await Promise.all(Array.from({ length: 4 }, compiledAnew));
    expect(new Set(programs).size).toBe(1);
    expect(await readdir(path.dirname(programs[0]!))).toEqual([path.basename(programs[0]!)]);
    expect(output(programs[0]!)).toBe('hello');
  });

  it('goes when nobody has used it for more than a week and another one is made', async () => {
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    await writeSources('old');
    const old = await compiledAnew();
    const folder = path.dirname(old);
    await writeSources('used');
    const used = await compiledAnew();
    await writeFile(path.join(folder, 'notes.txt'), 'not ours to remove');
    for (const file of ['notes.txt', path.basename(old), path.basename(used)])
      await utimes(path.join(folder, file), daysAgo(8), daysAgo(8));
    // Whoever asks for a bundle uses it.
    expect(await compiledAnew()).toBe(used);
    await writeSources('new');
    const fresh = await compiledAnew();
    const expected = ['notes.txt', path.basename(used), path.basename(fresh)];
    expect((await readdir(folder)).sort()).toEqual(expected.sort());
  });

  it('is built again after a mistake is mended, by the same process', async () => {
    const { compiledProgram } = await import('../../../../src/edge/target/local/compiled.ts');
    const from = pathToFileURL(path.join(root, 'src/main.ts')).href;
    await writeInRoot('src/edge/target/local/router/main.ts', 'this is not a program');
    await expect(compiledProgram('router', from)).rejects.toThrow('main.ts');
    await writeSources('mended');
    expect(output(await compiledProgram('router', from))).toBe('mended');
  });
});

describe('compiledProgram, in the published package', () => {
  it('is the file that was shipped', async () => {
    await writeInRoot('dist/programs/router.mjs', `console.log('shipped')`);
    expect(await compiledAnew()).toBe(path.join(root, 'dist/programs/router.mjs'));
  });

  it('says what is missing', async () => {
    await expect(compiledAnew()).rejects.toThrow(
      /dist\/programs\/router.mjs is missing.*install peakproof again/,
    );
  });
});
