import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shortCampaign } from '../bench/bench-process.ts';
import { root } from '../commands/command-line.ts';

const run = promisify(execFile);
let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakproof-pack-'));
  await run('npm', ['pack', '--pack-destination', folder], { cwd: root });
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  await writeFile(join(folder, 'package.json'), '{}');
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, tarball!)], {
    cwd: folder,
  });
  program = join(folder, 'node_modules/.bin/peakproof');
}, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the published package, installed into an empty folder', () => {
  it('needs no TypeScript', async () => {
    const installed = await readdir(join(folder, 'node_modules'));
    expect(installed.filter((name) => /^(typescript|tsx|esbuild|vitest)$/.test(name))).toEqual([]);
    const shipped = await readdir(join(folder, 'node_modules/peakproof'));
    expect(shipped).not.toContain('src');
    expect(shipped).not.toContain('test');
  });

  it('plans its own campaign', async () => {
    const { stdout } = await run(program, ['plan'], { cwd: folder });
    expect(stdout).toContain('T-01.1');
  });

  it('packs its sample as evidence, verifies it, and judges it by the scorecard that comes with it', async () => {
    const sample = join(folder, 'node_modules/peakproof/results/sample');
    await run(program, ['evidence', 'pack', sample, '--out', 'sample.tar'], { cwd: folder });
    const { stdout } = await run(program, ['evidence', 'verify', 'sample.tar'], { cwd: folder });
    expect(stdout).toMatch(/^VERIFIED /);
    const judged = run(program, ['requirements', 'rasp', sample], { cwd: folder });
    // One trial of each case claims nothing.
    await expect(judged).rejects.toMatchObject({ code: 4, stdout: expect.stringContaining('Scalability') });
  }, 60_000);

  it('runs a real trial on its compiled programs', { timeout: 120_000 }, async () => {
    const out = join(folder, 'out');
    const args = ['run', 'S-01', '--target', 'local', '-c', shortCampaign, '--length', '5s', '--out', out];
    const { stdout } = await run(program, args, { cwd: folder }).catch((error) => {
      // A starved test machine makes it INVALID, which is said by exit code 3.
      if (error.code === 3) return error as { stdout: string };
      throw error;
    });
    expect(stdout).toContain('Report: ');
    expect(await readdir(join(out, 'report'))).toContain('report.html');
  });
});
