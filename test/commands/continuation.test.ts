import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { commandLine, root } from './command-line.ts';

/** A k6 that says its version and does nothing else. */
const env = { ...process.env, PATH: `${join(root, 'test/fixtures/bin/k6-good')}:${process.env.PATH}` };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakproof-continuation-'));
  await cp(join(root, 'results/sample'), folder, { recursive: true });
  const record = join(folder, 'trials/01-T-01.1/trial.json');
  const trial = JSON.parse(await readFile(record, 'utf8'));
  Object.assign(trial.environment, { cpuModel: 'A processor of long ago', scenarioSha256: '0'.repeat(64) });
  await writeFile(record, JSON.stringify(trial));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it.each([['--add', '2'], ['--resume']])(
  '%s %s names all that has changed, and writes nothing',
  async (...flag) => {
    const before = await readFile(join(folder, 'campaign.json'), 'utf8');
    const { exitCode, stderr } = await commandLine(['bench', ...flag, folder], { env });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('processor: A processor of long ago in T-01.1');
    expect(stderr).toMatch(/k6: \S+ in T-01\.1, 1\.6\.1 now/);
    expect(stderr).toContain('files of the scenario portal-peak.ts');
    expect(await readFile(join(folder, 'campaign.json'), 'utf8')).toBe(before);
  },
);
