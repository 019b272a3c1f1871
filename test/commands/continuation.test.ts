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
  const record = join(folder, 'trials/03-T-01.1/trial.json');
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
    expect(stderr).toMatch(/k6: \S+ in T-20\.1, 1\.6\.1 now/);
    expect(stderr).toContain('files of the scenario portal-peak.ts');
    expect(await readFile(join(folder, 'campaign.json'), 'utf8')).toBe(before);
  },
);

it.each([['--add', '2'], ['--resume']])(
  '%s without a folder takes only what bench named by its time, and no accepted baseline',
  async (...flag) => {
    const cwd = join(folder, 'elsewhere');
    const others = ['sample', 'baseline', 'mine', 'survey-peak-2026-11-21T0930-15Z'];
    for (const name of others) {
      await cp(join(folder, 'campaign.json'), join(cwd, 'results', name, 'campaign.json'));
      // None has a recording, so each looks unfinished.
      if (name.startsWith('survey')) await writeFile(join(cwd, 'results', name, 'baseline.json'), '{}');
    }
    const refused = await commandLine(['bench', ...flag], { env, cwd });
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('in results that bench named by its time');
    const own = join(cwd, 'results/survey-peak-2026-11-20T0930-15Z');
    for (const name of ['campaign.json', 'trials'])
      await cp(join(folder, name), join(own, name), { recursive: true });
    await rm(join(own, 'trials/05-T-03.1/trial.json'));
    const { exitCode, stderr } = await commandLine(['bench', ...flag], { env, cwd });
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining(`The trials of ${own} cannot be continued`),
    ]);
  },
);

it('refuses to go on where the scripts of a campaign are not there', async () => {
  const path = join(folder, 'campaign.json');
  const plan = JSON.parse(await readFile(path, 'utf8'));
  plan.campaignFolder = '../nowhere';
  plan.trials[0].scenario.script = './shop.ts';
  await writeFile(path, JSON.stringify(plan));
  const { exitCode, stderr } = await commandLine(['bench', '--resume', folder], { env });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`scripts of its load are not there: ${join(folder, '../nowhere/shop.ts')}`);
});
