import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scorecard } from '../../src/core/model/requirement.ts';
import { expectGolden } from '../golden-file.ts';
import { commandLine, root } from './command-line.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakproof-requirements-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function judged(yaml: string): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const path = join(folder, 'poc.yaml');
  await writeFile(path, `title: PoC\nrequirements:\n${yaml}\n`);
  return commandLine(['requirements', path, 'results/sample']);
}

describe('peakproof requirements', () => {
  test.each(['en', 'ko'])('draws the scorecard that comes with it (%s)', async (lang) => {
    const { exitCode, stdout } = await commandLine([
      'requirements',
      'rasp',
      'results/sample',
      '--out',
      folder,
      '--lang',
      lang,
    ]);
    // One trial of each case claims nothing.
    expect(exitCode).toBe(4);
    expect(stdout).toContain(lang === 'ko' ? '측정하지 않음  C-1' : 'not measured  C-1');
    // Hashes follow the records; another test computes them again.
    expectGolden(
      `test/golden/requirements/rasp.${lang}.md`,
      (await readFile(join(folder, 'requirements.md'), 'utf8')).replace(/[0-9a-f]{16}/g, '0123456789abcdef'),
    );
    const html = await readFile(join(folder, 'requirements.html'), 'utf8');
    expect(html).toContain(`<html lang="${lang}">`);
    expect(html).not.toMatch(/<script|https?:\/\//);
  });

  test('names the file, its hash and the place of every proof', async () => {
    const { stdout } = await commandLine(['requirements', 'rasp', 'results/sample', '--json']);
    const card = JSON.parse(stdout) as Scorecard;
    const proofs = card.requirements.flatMap(({ judgements }) => judgements.flatMap(({ trials }) => trials));
    expect(proofs.length).toBeGreaterThan(10);
    for (const { file, sha256, places } of proofs) {
      const bytes = await readFile(join(root, 'results/sample', file));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      expect(places.length).toBeGreaterThan(0);
    }
  });

  test.each([
    ['met', '{ id: P, title: p, case: T-02, measure: p95, atMost: 60 s }', 0],
    ['missed', '{ id: P, title: p, case: T-02, measure: p95, atMost: 1 ms }', 99],
    ['too few trials', '{ id: P, title: p, case: T-02, measure: p95, against: T-01, atMost: 1 }', 4],
    ['not there', '{ id: P, title: p, case: T-99, measure: p95, atMost: 60 s }', 4],
    [
      'cases that are not alike',
      '{ id: P, title: p, case: T-03, measure: p95, against: T-01, atMost: 1 }',
      3,
    ],
  ])('%s: exit code', async (_, line, code) => {
    expect((await judged(`  - ${line}`)).exitCode).toBe(code);
  });

  test('lists every problem with its line, and the nearest right name', async () => {
    const { exitCode, stderr } = await judged(
      '  - { id: P, title: p, measure: p59, atMost: 3 }\n  - { id: P, title: 7 }',
    );
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/The file of requirements .* has 3 problems:/);
    expect(stderr).toMatch(
      /poc\.yaml:3:\d+ requirements\.0\.measure: there is no measure 'p59'; did you mean 'p50'\?/,
    );
    expect(stderr).toMatch(/poc\.yaml:4:\d+ requirements\.1\.title: 'title' needs a text, not 7/);
    const nowhere = await commandLine(['requirements', 'rsap', 'results/sample']);
    expect([nowhere.exitCode, nowhere.stderr]).toEqual([2, expect.stringContaining("did you mean 'rasp'?")]);
    expect((await commandLine(['requirements', 'rasp', folder])).exitCode).toBe(2);
  });
});
