import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mostSummaryBytes } from '../../src/core/report/step-summary.ts';
import { chromiumPath } from '../fixtures/report/browser.ts';
import { commandLine } from './command-line.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakproof-report-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const report = (args: readonly string[], env: Record<string, string> = {}) =>
  commandLine(['report', 'results/sample', '--out', folder, ...args], { env: { ...process.env, ...env } });

describe('peakproof report', () => {
  test('--csv writes the numbers behind every chart', async () => {
    expect((await report(['--csv'])).exitCode).toBe(0);
    const html = await readFile(join(folder, 'report.html'), 'utf8');
    const charts = [...html.matchAll(/<figure id="chart-([^"]+)"/g)].map(([, id]) => `${id}.csv`);
    expect((await readdir(join(folder, 'data'))).sort()).toEqual(charts.sort());
    const trial = JSON.parse(await readFile('results/sample/trials/06-T-02.1/trial.json', 'utf8'));
    const rows = (name: string) =>
      readFile(join(folder, 'data', name), 'utf8').then((text) =>
        text
          .trimEnd()
          .split('\r\n')
          .map((line) => line.split(',')),
      );
    const course = await rows('timeline-T-02.1.csv');
    const completed = course[0]!.indexOf('completed');
    expect(course.slice(1).map((row) => Number(row[completed]))).toEqual(trial.series.completed);
    for (const row of course) expect(row).toHaveLength(course[0]!.length);
    const heat = await rows('heatmap-T-02.1.csv');
    expect(heat.slice(1).reduce((sum, row) => sum + Number(row.at(-1)), 0)).toBe(trial.whole.processed);
  });

  test('--step-summary appends, and stays under what GitHub shows together with what was there', async () => {
    const path = join(folder, 'summary.md');
    await writeFile(path, 'before\n');
    await report(['--step-summary', path]);
    const whole = await readFile(path, 'utf8');
    expect(whole).toMatch(/^before\n# /);
    expect(whole).not.toContain('did not fit');
    await writeFile(path, 'x'.repeat(mostSummaryBytes - 2500));
    await report(['--step-summary', path]);
    expect((await stat(path)).size).toBeLessThanOrEqual(mostSummaryBytes);
    const cut = (await readFile(path, 'utf8')).slice(mostSummaryBytes - 2500);
    expect(cut).toMatch(
      /did not fit into the summary of a step \(1 MiB\): see report\.md or report\.html\._\n$/,
    );
    expect(cut.split('<details>').length).toBe(cut.split('</details>').length);
    const nowhere = await report(['--step-summary', join(folder, 'no/such/summary.md')]);
    expect(nowhere.exitCode).toBe(2);
    expect(nowhere.stderr).toContain('Name another file with --step-summary');
  });

  test('--pdf says where no browser was found; the other forms are there by then', async () => {
    await rm(join(folder, 'report.html'), { force: true });
    const { exitCode, stderr, stdout } = await report(['--pdf'], { PATH: '/nowhere', CHROMIUM_PATH: '' });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/No Chromium was found on PATH .*CHROMIUM_PATH, or print report\.html/);
    expect(stdout).toContain('T-02');
    expect((await stat(join(folder, 'report.html'))).size).toBeGreaterThan(100_000);
    const named = await report(['--pdf'], { CHROMIUM_PATH: '/nowhere/chromium' });
    expect(named.stderr).toContain('CHROMIUM_PATH names /nowhere/chromium, which is not there');
  });

  test.skipIf(chromiumPath === undefined)(
    '--pdf prints A4 with the system’s Chromium',
    async () => {
      expect((await report(['--pdf', '--lang', 'ko'], { CHROMIUM_PATH: chromiumPath! })).exitCode).toBe(0);
      const pdf = await readFile(join(folder, 'report.pdf'), 'latin1');
      expect(pdf.slice(0, 5)).toBe('%PDF-');
      // 210 x 297 mm in points, to the point.
      expect(pdf).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
    },
    60_000,
  );
});
