import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { baselineLogSchema } from '../../src/core/model/baseline-log.ts';
import { CampaignFolder } from '../../src/edge/store/campaign-folder.ts';
import { campaignOf } from './campaign-fixture.ts';
import { commandLine } from './command-line.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'peakproof-baseline-'));
  const git = promisify(execFile);
  await git('git', ['init', '-q', cwd]);
  await git('git', ['-C', cwd, 'config', 'user.name', 'Kim']);
  await git('git', ['-C', cwd, 'config', 'user.email', 'kim@example.org']);
});
afterAll(() => rm(cwd, { recursive: true, force: true }));
beforeEach(() => rm(join(cwd, 'results'), { recursive: true, force: true }));

const env = { PATH: process.env.PATH, HOME: '/nowhere' };
const baseline = (...args: string[]) => commandLine(['baseline', ...args], { cwd, env });
const campaign = async (options: Parameters<typeof campaignOf>[1] = {}) => {
  await mkdir(join(cwd, 'results'), { recursive: true });
  return campaignOf(join(cwd, 'results/new'), options);
};
const log = async () =>
  baselineLogSchema.parse(JSON.parse(await readFile(join(cwd, 'results/baseline/baseline.json'), 'utf8')));

describe('peakproof baseline', () => {
  it('accepts the first, and check passes against it', async () => {
    const folder = await campaign();
    const accepted = await baseline('accept', folder, '--because', 'the first one');
    expect(accepted.exitCode, accepted.stderr).toBe(0);
    expect(accepted.stderr).toContain('Kept in results/baseline: commit it.');
    const kept = await CampaignFolder.open(join(cwd, 'results/baseline'));
    expect(await kept.readTrials()).toHaveLength(5);
    expect(await kept.readComparison()).not.toBeNull();
    const names = await readdir(join(cwd, 'results/baseline'), { recursive: true });
    expect(names.filter((name) => /recording|part|report/.test(name))).toEqual([]);
    const { accepted: entries } = await log();
    expect(entries).toMatchObject([
      {
        by: 'Kim <kim@example.org>',
        because: 'the first one',
        verdict: null,
        forced: false,
        cases: [{ case: 'T-01', trials: 5 }],
      },
    ]);
    expect(entries[0]!.changes[0]).toMatchObject({ metric: 'plateauThroughput', before: null });
    expect((await commandLine(['check', folder], { cwd, env })).exitCode).toBe(0);
  });

  it('logs who, when, why and which numbers changed, and leaves other files alone', async () => {
    await baseline('accept', await campaign(), '--because', 'the first one');
    await writeFile(join(cwd, 'results/baseline/notes.txt'), 'ours');
    const slower = await campaign({ factor: 0.9, trials: 6 });
    const second = await baseline('accept', slower, '--because', 'signing costs more, and we want it');
    expect(second.exitCode, second.stderr).toBe(0);
    expect(second.stderr).toContain('slower than the baseline before');
    const { accepted } = await log();
    expect(accepted).toHaveLength(2);
    expect(accepted[1]).toMatchObject({ verdict: 'FAIL', because: 'signing costs more, and we want it' });
    const change = accepted[1]!.changes.find(({ metric }) => metric === 'plateauThroughput')!;
    expect(change.after! / change.before!).toBeCloseTo(0.9, 6);
    expect(change.finding).toBe('worse');
    expect(await readFile(join(cwd, 'results/baseline/notes.txt'), 'utf8')).toBe('ours');
    expect(await readdir(join(cwd, 'results/baseline/trials'))).toHaveLength(6);
    const shown = await baseline('show');
    expect(shown.exitCode).toBe(0);
    expect(shown.stdout).toMatch(
      /by Kim <kim@example\.org>: signing costs more[\s\S]*FAIL[\s\S]*−10(\.0)? %[\s\S]*the first one/,
    );
    expect(baselineLogSchema.parse(JSON.parse((await baseline('show', '--json')).stdout))).toEqual(
      await log(),
    );
  });

  it('refuses what is INVALID, with --force too', async () => {
    const folder = await campaign({ verdict: 'INVALID' });
    for (const force of [[], ['--force']]) {
      const { exitCode, stderr } = await baseline('accept', folder, '--because', 'x', ...force);
      expect(exitCode).toBe(3);
      expect(stderr).toMatch(/every check against it would be INVALID:\n {2}T-01\.1 is INVALID/);
    }
    expect(await readdir(join(cwd, 'results'))).toEqual(['new']);
  });

  it.each([
    ['too few trials', { trials: 2 }, /T-01 has 2 of the 5 trials/],
    ['trials that are not there', { trials: 6, written: 5 }, /planned trials are not there: T-01\.6/],
  ])('asks to answer for %s', async (_, options, sentence) => {
    const folder = await campaign(options);
    const { exitCode, stderr } = await baseline('accept', folder, '--because', 'x');
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(sentence);
    expect(stderr).toContain('--force');
    expect((await baseline('accept', folder, '--because', 'x', '--force')).exitCode).toBe(0);
    expect((await log()).accepted[0]).toMatchObject({
      forced: true,
      doubts: [expect.stringMatching(sentence)],
    });
  });

  it('asks to answer for what cannot be told from the present one, but takes what is unlike it', async () => {
    await baseline('accept', await campaign(), '--because', 'the first one');
    // Lower by less than the threshold, and not surely.
    const near = await baseline('accept', await campaign({ factor: 0.953 }), '--because', 'x');
    expect(near.exitCode, near.stderr).toBe(4);
    expect(near.stderr).toContain('nor shown equal to, the present baseline');
    const moved = await baseline('accept', await campaign({ cores: 64 }), '--because', 'a new machine');
    expect(moved.exitCode, moved.stderr).toBe(0);
    expect((await log()).accepted[1]).toMatchObject({ verdict: 'INVALID', forced: false });
  });

  it('is refused where it is used wrongly', async () => {
    const folder = await campaign();
    expect((await baseline('accept', folder)).stderr).toContain("required option '--because");
    expect((await baseline('accept', folder, '--because', '  ')).stderr).toContain('--because is empty');
    expect((await baseline('accept', 'nowhere', '--because', 'x')).exitCode).toBe(2);
    expect((await baseline('accept', '--because', 'x')).stderr).toContain('no campaign in results/');
    expect((await baseline('show')).stderr).toContain('no baseline was accepted');
    expect((await baseline('show')).exitCode).toBe(2);
  });
});
