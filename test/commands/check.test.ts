import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capacityCheckSchema } from '../../src/core/model/capacity-check.ts';
import { campaignOf } from './campaign-fixture.ts';
import { commandLine, root } from './command-line.ts';

const run = promisify(execFile);
let folder: string;
let base: string;
let other: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakproof-check-'));
  base = await campaignOf(join(folder, 'base'));
  other = await campaignOf(join(folder, 'other'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const check = (args: readonly string[], env: Record<string, string> = {}, cwd = folder) =>
  commandLine(['check', ...args], { cwd, env: { PATH: process.env.PATH, HOME: folder, ...env } });

describe('peakproof check', () => {
  it.each([
    { name: 'as fast', options: {}, exitCode: 0, says: /PASS/ },
    { name: '1 % slower', options: { factor: 0.99 }, exitCode: 0, says: /PASS[\s\S]*equal/ },
    { name: '10 % slower', options: { factor: 0.9 }, exitCode: 10, says: /FAIL[\s\S]*went from/ },
    { name: 'faster', options: { factor: 1.2 }, exitCode: 0, says: /improved from/ },
    { name: 'too few', options: { trials: 2, factor: 0.9 }, exitCode: 4, says: /About 5 of each/ },
    { name: 'INVALID', options: { verdict: 'INVALID' as const }, exitCode: 3, says: /is INVALID/ },
    { name: 'another host', options: { cores: 64 }, exitCode: 3, says: /not alike: cores: 64 against/ },
  ])('$name ends with $exitCode', async ({ options, exitCode, says }) => {
    const candidate = await campaignOf(join(folder, 'candidate'), options);
    const result = await check([candidate, '--baseline', base]);
    expect(result.stdout, result.stderr).toMatch(says);
    expect(result.exitCode).toBe(exitCode);
    expect(/--add 3 /.test(result.stderr)).toBe(exitCode === 4);
    const korean = await check([candidate, '--baseline', base, '--lang', 'ko']);
    expect(korean.exitCode).toBe(exitCode);
    expect(korean.stdout).toContain('성능 회귀 점검');
  });

  it('writes JSON, JUnit, the summary of the step and annotations from one verdict', async () => {
    const candidate = await campaignOf(join(folder, 'candidate'), { factor: 0.9 });
    const [json, junit, summary] = ['c.json', 'c.xml', 'c.md'].map((name) => join(folder, name));
    await writeFile(summary!, 'before\n');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary! };
    const { stdout, exitCode } = await check(
      [candidate, '--baseline', base, '--json', 'c.json', '--junit', 'c.xml'],
      env,
    );
    expect(exitCode).toBe(10);
    expect(capacityCheckSchema.parse(JSON.parse(await readFile(json!, 'utf8'))).verdict).toBe('FAIL');
    expect(await readFile(junit!, 'utf8')).toContain('<failure type="FAIL"');
    expect(await readFile(summary!, 'utf8')).toMatch(/^before\n## ❌ Capacity check: FAIL/);
    expect(stdout).toMatch(/^::error title=T-01%3A Throughput%2C plateau \(TPS\)::/m);
    expect((await check([candidate, '--baseline', base])).stdout).not.toContain('::error');
    const size = (await stat(summary!)).size;
    await check([candidate, '--baseline', base, '--step-summary', 'other.md'], env);
    expect((await stat(summary!)).size).toBe(size);
  });

  it('takes thresholds from a file that was named, from check.yaml here, from the campaign, or the defaults', async () => {
    const lenient = { thresholds: { plateauThroughput: { regression: '20%' } } };
    const cwd = join(folder, 'settings');
    await mkdir(cwd, { recursive: true });
    const candidate = await campaignOf(join(cwd, 'candidate'), { factor: 0.9, check: lenient });
    expect((await check([candidate, '--baseline', base], {}, cwd)).exitCode).toBe(0);
    await writeFile(join(cwd, 'check.yaml'), 'thresholds: { mean: { severity: warn } }\n');
    expect((await check([candidate, '--baseline', base], {}, cwd)).exitCode).toBe(10);
    await writeFile(join(cwd, 'own.yaml'), 'thresholds:\n  plateauThroughput: { severity: warn }\n');
    const own = await check([candidate, '--baseline', base, '--thresholds', 'own.yaml'], {}, cwd);
    expect(own.exitCode).toBe(0);
    expect(own.stdout).toContain('worse (warns only)');
  });

  it('reads the thresholds of a campaign into its plan, and refuses wrong ones with their place', async () => {
    const short = await readFile(join(root, 'test/fixtures/campaigns/short.yaml'), 'utf8');
    const lines = short.trimEnd().split('\n').length;
    const planned = async (thresholds: string) => {
      await writeFile(
        join(folder, 'campaign.yaml'),
        `${short.trimEnd()}\ncheck: { thresholds: ${thresholds} }\n`,
      );
      return commandLine(['plan', '--json', '-c', join(folder, 'campaign.yaml')]);
    };
    const { stdout } = await planned('{ mean: { regression: 20%, severity: warn } }');
    expect(JSON.parse(stdout).check).toEqual({
      thresholds: { mean: { regression: '20%', severity: 'warn' } },
    });
    const wrong = await planned('{ mean: { regression: a lot }, min: { severity: warn } }');
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toMatch(
      new RegExp(`campaign\\.yaml:${lines + 1}:\\d+ .*'regression' is 'a lot': write a percentage`),
    );
    expect(wrong.stderr).toMatch(/unknown key 'min'/);
  });

  it('refuses wrong thresholds with every problem and its place', async () => {
    await writeFile(
      join(folder, 'wrong.yaml'),
      'thresholds:\n  plateauThruput: { regression: 5% }\n  mean: { regression: 5, severity: fatal }\n  p95: { regression: 200% }\n',
    );
    const { exitCode, stderr } = await check([base, '--baseline', base, '--thresholds', 'wrong.yaml']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/check file .*wrong\.yaml has 4 problems/);
    expect(stderr).toMatch(/wrong\.yaml:2:3 .*did you mean 'plateauThroughput'/);
    expect(stderr).toMatch(
      /wrong\.yaml:3:11 .*'regression' is 5: write a percentage below 100, such as '5%'/,
    );
    expect(stderr).toMatch(/'severity' is 'fatal'/);
    expect(stderr).toMatch(/'regression' is '200%': write a percentage/);
    await writeFile(join(folder, 'list.yaml'), '- mean\n');
    const list = await check([base, '--baseline', base, '--thresholds', 'list.yaml']);
    expect([list.exitCode, list.stderr]).toEqual([2, expect.stringContaining('a map is needed')]);
    const none = await check([base, '--baseline', base, '--thresholds', 'nowhere.yaml']);
    expect([none.exitCode, none.stderr]).toEqual([2, expect.stringContaining('nowhere.yaml')]);
  });

  it.each([
    [['nowhere'], /does not exist/],
    [['BASE', '--baseline', 'nowhere'], /no such file or folder.*git knows no 'nowhere'/],
    [['BASE', '--baseline', '--output=x'], /no such file or folder.*no name that git could know/],
    [['BASE', '--baseline', 'BASE', '--cases', 'T-1'], /--cases T-1 is on neither side.*T-01/],
    [['BASE', '--baseline', 'BASE'], /both the campaign and its baseline/],
    [['BASE', '--baseline', '../base/'], /both the campaign and its baseline/],
    [['OTHER', '--baseline', 'BASE', '--junit', 'no/such/c.xml'], /Name another file with --junit/],
    [
      ['OTHER', '--baseline', 'BASE', '--step-summary', 'no/such/c.md'],
      /Name another file with --step-summary/,
    ],
    [[], /no campaign in results/],
  ])('%j is wrong usage', async (args, sentence) => {
    const empty = join(folder, 'empty');
    await mkdir(empty, { recursive: true });
    const given = args.map((arg) => ({ BASE: base, OTHER: other })[arg] ?? arg);
    const { exitCode, stderr, stdout } = await check(given, {}, empty);
    expect(stderr).toMatch(sentence);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  it('does not pass by taking the baseline for the newest campaign', async () => {
    const cwd = join(folder, 'unmeasured');
    await mkdir(join(cwd, 'results'), { recursive: true });
    await campaignOf(join(cwd, 'results/baseline'));
    const { exitCode, stdout } = await check([], {}, cwd);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  it('takes the newest campaign where none is named', async () => {
    const cwd = join(folder, 'newest');
    const results = join(cwd, 'results');
    await mkdir(results, { recursive: true });
    await campaignOf(join(results, 'survey-peak-2025-01-02T0304-05Z'));
    await campaignOf(join(results, 'survey-peak-2025-02-02T0304-05Z'), { factor: 0.9 });
    await mkdir(join(results, 'survey-peak-2025-03-02T0304-05Z'));
    await campaignOf(join(results, 'zz-by-hand'));
    const { stdout, exitCode } = await check(['--baseline', base], {}, cwd);
    expect(stdout).toContain('results/survey-peak-2025-02-02T0304-05Z against');
    expect(exitCode).toBe(10);
  });
});

describe('a baseline in git', () => {
  let repository: string;
  const git = (...args: string[]) => run('git', ['-C', repository, ...args]);
  beforeAll(async () => {
    repository = join(folder, 'repository');
    await cp(base, join(repository, 'sub/results/baseline'), { recursive: true });
    await run('git', ['init', '-q', '-b', 'main', repository]);
    await git('-c', 'core.excludesFile=', 'add', '-A');
    await git('-c', 'user.name=A', '-c', 'user.email=a@b.c', 'commit', '-qm', 'baseline');
    await git('tag', 'v1.2');
    // What a branch holds counts, not what lies there now.
    await rm(join(repository, 'sub/results/baseline'), { recursive: true });
  });

  it.each([
    ['main', 'sub'],
    ['HEAD', 'sub'],
    ['v1.2:sub/results/baseline', 'sub'],
    ['v1.2:sub/results/baseline/', '.'],
    ['v1.2:./sub/results/baseline', '.'],
  ])('%s is read in %s', async (where, cwd) => {
    const candidate = await campaignOf(join(folder, 'candidate'), { factor: 0.9 });
    const { exitCode, stdout, stderr } = await check(
      [candidate, '--baseline', where],
      {},
      join(repository, cwd),
    );
    expect(stdout, stderr).toContain(`against ${where}`);
    expect(exitCode).toBe(10);
  });

  it.each([
    ['main', '.', /commit [0-9a-f]{10} holds no trial record in results\/baseline/],
    ['v1.2:nowhere', '.', /holds no trial record in nowhere/],
    ['v9', '.', /git knows no 'v9' here \(a shallow clone/],
    [':sub', '.', /no name that git could know/],
  ])('%s in %s is refused', async (where, cwd, sentence) => {
    const { exitCode, stderr } = await check([base, '--baseline', where], {}, join(repository, cwd));
    expect(stderr).toMatch(sentence);
    expect(exitCode).toBe(2);
  });
});
