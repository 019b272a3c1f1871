import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakproof-usage-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const verbs = [
  'bench',
  'plan',
  'run',
  'doctor',
  'import',
  'distil',
  'compare',
  'check',
  'baseline',
  'report',
  'view',
  'explain',
  'capacity',
  'requirements',
  'evidence',
  'up',
  'down',
  'status',
  'offline',
];

const belowVerbs = ['baseline accept', 'baseline show', 'evidence pack', 'evidence verify'];

describe('help', () => {
  it('lists the verbs and the exit codes', async () => {
    const { stdout, exitCode } = await commandLine(['--help']);
    expect(exitCode).toBe(0);
    for (const verb of verbs) expect(stdout).toMatch(new RegExp(`^ {2}${verb} `, 'm'));
    expect(stdout).toContain('INVALID');
    expect(stdout).toMatch(/Examples:\n {2}peakproof /);
  });

  it('fits a terminal of 80 columns', async () => {
    const { stdout } = await commandLine(['--help']);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it.each([...verbs, ...belowVerbs])('%s has an example', async (verb) => {
    const { stdout, exitCode } = await commandLine([...verb.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\\n {2}.*peakproof ${verb}`));
  });
});

describe('wrong usage ends with 2, one sentence and the nearest right word', () => {
  it.each([
    [['bnch'], /unknown command 'bnch'[\s\S]*bench/],
    [['bench', '--lenght', '20'], /unknown option '--lenght'[\s\S]*--length/],
    [['plan', 'quik'], /preset quik .*did you mean 'quick'/],
    [['plan', '--cases', 'T-2'], /--cases T-2 .*did you mean 'T-02'/],
    [['plan', '--length', '3x'], /--length 3x is not a length of time/],
    [['plan', '--length', '2'], /from 5 s to 24 h/],
    [['plan', '--trials', '0'], /whole number from 1 to 1000/],
    [['plan', '--seed', '-1'], /whole number from 0/],
    [['plan', '--cases', 'T-01,,T-02'], /separated by commas/],
    [['plan', '--arms', 'manual'], /nothing to run/],
    [['plan', '--route', 'haproxy'], /Write requests .* or connections/],
    [['plan', '--route', 'pods'], /requests \(a router.* or connections/],
    [['plan', '--connections', 'rotate'], /per-request, keep, or rotate:MIN-MAX/],
    [['plan', '--connections', 'rotate:9-2'], /9 to 2 requests is no range/],
    [['plan', '--target', 'moon'], /local, kind, context/],
    [['plan', '-c', 'survey-pek'], /there is no such file/],
    [['bench', '--add', '0'], /whole number from 1/],
    [['bench', '--add', '1', '--length', '20s', '--seed', '1'], /--length, --seed cannot be given with it/],
    [['bench', '--add', '1', '/nowhere'], /no campaign folder/],
    [
      ['bench', '--add', '1', '-c', 'survey-peak', '--resume'],
      /--campaign, --resume cannot be given with it/,
    ],
    [
      ['bench', 'quick', '--resume', '--out', 'x', '-c', 'y', '--arms', 'z', '--target', 'local'],
      /'quick', --campaign, --arms, --target, --out cannot be given with it\. Leave them out/,
    ],
    [['bench', '--resume', '/nowhere', '--seed', '0'], /--seed cannot be given with it\. Leave it out/],
    [['capacity', '--resume', '/nowhere', '--share', '95%', '--out', 'x'], /so --share, --out cannot/],
    [['compare'], /missing required argument/],
    [['import', 'x.csv'], /required option '--out/],
    [['report', '/nowhere'], /no campaign folder/],
    [['explain', '/nowhere'], /does not exist/],
    [['explain', 'package.json'], /is a file, not a folder/],
    [['explain', 'scenarios'], /holds no recording/],
    [['explain', 'results/sample', '--service', 'portl'], /--service portl; did you mean 'portal'/],
    [['distil', 'package.json'], /is a file, not a folder/],
    [['report', 'package.json'], /no campaign folder/],
    [['evidence', 'pack', '/nowhere', '--out', 'x.tar'], /does not exist/],
    [['evidence', 'pack', 'package.json', '--out', 'x.tar'], /is a file, not a folder/],
    [['evidence', 'verify', 'x.tar', '--allowed-signers', '/nowhere', '--signer', 'a'], /so no signature/],
    [['offline', 'pack'], /needs the name of the archive, e\.g\. /],
    [['evidence', 'sign'], /unknown command 'sign'\n`peakproof evidence --help`/],
    [['compare', 'results/sample', 'results/sample/'], /named twice/],
    [['capacity', '--share', '200%', '--errors', 'q'], /--share 200: [\s\S]*--errors q: /],
    [['compare', '/nowhere'], /does not exist/],
  ])('%j', async (args, sentence) => {
    const { exitCode, stderr, stdout } = await commandLine(args);
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/^(Target .*\n)?peakproof: /);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it.each([
    [[], /^peakproof: option '--trials <n>' argument '0' is invalid\. Write a whole number from 1/],
    [
      ['--lenght', '20s'],
      /^peakproof: unknown option '--lenght'\n\(Did you mean --length\?\)\noption '--trials/,
    ],
  ])('reports every wrong value together, with %j', async (more, beginning) => {
    const values = ['--trials', '0', '--seed', '-1', '--target', 'moon', '--route', 'sideways'];
    const { stderr, exitCode, stdout } = await commandLine(['plan', ...values, ...more]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(beginning);
    for (const wrong of ["'0'", "'-1'", "'moon'", "'sideways'"])
      expect(stderr.split(`argument ${wrong} is invalid`)).toHaveLength(2);
    expect(stderr).toContain('Allowed choices are local, kind, context.');
  });

  it('reports every wrong name together', async () => {
    const { stderr } = await commandLine(['plan', '--cases', 'T-2,T-99', '--arms', 'hpa']);
    expect(stderr.trim().split('\n')).toHaveLength(3);
  });
});

describe('import', () => {
  it('says what a file is that is not of k6, and leaves nothing behind', async () => {
    const file = join(folder, 'notes.csv');
    await writeFile(file, 'these,are\nmy,notes\n');
    const { exitCode, stderr } = await commandLine(['import', file, '--out', join(folder, 'notes')]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('not a header');
    expect((await commandLine(['explain', join(folder, 'notes')])).stderr).toContain('no recording');
  });

  it('calls a file without requests INVALID', async () => {
    const file = join(folder, 'empty.csv');
    await writeFile(file, '');
    const { exitCode } = await commandLine(['import', file, '--out', join(folder, 'empty')]);
    expect(exitCode).toBe(3);
  });
});

describe('plan', () => {
  it('prints trials, order, cost and predictions, and writes nothing', async () => {
    const { stdout, exitCode } = await commandLine(['plan']);
    expect(exitCode).toBe(0);
    for (const name of ['T-01.1', 'T-01g.1', 'T-02.1', 'T-03.1', '300 users', 'Takes about'])
      expect(stdout).toContain(name);
  });

  it('is the same for the same seed and another for another', async () => {
    const plan = async (seed: string) => (await commandLine(['plan', '--json', '--seed', seed])).stdout;
    const [one, again, other] = [await plan('1'), await plan('1'), await plan('2')];
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it('takes route and connections from the command line, and says what they leave unpredicted', async () => {
    const kept = ['plan', '--route', 'connections', '--connections', 'keep'];
    const trial = JSON.parse((await commandLine([...kept, '--json'])).stdout).trials[0];
    expect(trial).toMatchObject({ route: 'connections', connections: { policy: 'keep' }, prediction: null });
    expect((await commandLine(kept)).stdout).toContain('not predicted: connections are balanced and kept');
    const rotated = await commandLine(['plan', '--json', '--connections', 'rotate:5-15']);
    expect(JSON.parse(rotated.stdout).trials[0]).toMatchObject({
      route: 'requests',
      connections: { policy: 'rotate', min: 5, max: 15 },
      notPredicted: null,
    });
  });

  it('stays under eleven minutes for the default', async () => {
    const { stdout } = await commandLine(['plan', '--json']);
    expect(JSON.parse(stdout).expectedSeconds).toBeLessThan(11 * 60);
  });
});
