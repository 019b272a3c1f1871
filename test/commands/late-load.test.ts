import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine, root } from './command-line.ts';

it('refuses a trial that ends before one of its loads begins', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'peakproof-late-'));
  const campaign = await readFile(join(root, 'scenarios/campaigns/simultaneous-peaks.yaml'), 'utf8');
  const file = join(folder, 'late.yaml');
  await writeFile(file, campaign.replaceAll('users: 120,', 'users: 120, fromSeconds: 60,'));
  const { exitCode, stderr } = await commandLine(['plan', '-c', file, '--cases', 'S-20', '--length', '60s']);
  await rm(folder, { recursive: true });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('the load portal-peak begins after 60 s, and a trial lasts 60 s');
  expect(stderr).toContain('the load groupware-peak begins');
});
