import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { capacityCheckSchema } from '../../src/core/model/capacity-check.ts';
import { root } from '../commands/command-line.ts';
import { parseXml, problemsOf } from '../core/report/check/junit-schema.ts';

const run = promisify(execFile);

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

const path = join(root, '.github/workflows/capacity.yml');
const workflow = parse(await readFile(path, 'utf8')) as {
  jobs: { capacity: { env: Record<string, string>; steps: Step[] } };
};
const { env, steps } = workflow.jobs.capacity;

let folder: string;
let repository: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakproof-ci-'));
  repository = join(folder, 'change');
  // The files as they are now, committed or not: what is tested is what is about to be committed.
  const { stdout } = await run('git', ['-C', root, 'ls-files', '-z', '-co', '--exclude-standard'], {
    maxBuffer: 1e8,
  });
  for (const file of stdout.split('\0')) {
    if (file === '' || file.startsWith('results/')) continue;
    if ((await stat(join(root, file)).catch(() => null)) === null) continue;
    await mkdir(dirname(join(repository, file)), { recursive: true });
    await cp(join(root, file), join(repository, file));
  }
  await run('git', ['init', '-q', '-b', 'main', repository]);
  await run('git', ['-C', repository, 'add', '-A']);
  const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  await run('git', ['-C', repository, ...author, 'commit', '-q', '-m', 'all']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** As the runner does: `bash -e`, in the root of the checkout, every step a shell of its own. */
function ended(script: string, changes: Record<string, string>): Promise<{ exitCode: number; said: string }> {
  return new Promise((resolve) => {
    const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', script], {
      cwd: repository,
      env: { ...process.env, ...env, ...changes },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
      });
    child.once('close', (exitCode) => resolve({ exitCode: exitCode ?? -1, said }));
  });
}

describe('.github/workflows/capacity.yml', () => {
  it('uses actions by version, and puts nothing of the pull request into a script', () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@v\d+$/);
    for (const { run: script } of steps) expect(script ?? '').not.toContain('${{');
  });

  it('has commands that work, in their order, on the embedded target', { timeout: 400_000 }, async () => {
    const { stdout } = await run('git', ['-C', repository, 'rev-parse', 'HEAD']);
    const npm = (await run('bash', ['-c', 'command -v npm'])).stdout.trim();
    const summary = join(folder, 'summary.md');
    const changes = {
      PATH: [join(root, 'test/fixtures/bin/npm-linking'), process.env.PATH].join(delimiter),
      REAL_NPM: npm,
      LINKED_MODULES: join(root, 'node_modules'),
      BASE: stdout.trim(),
      // As the workflow has it, but short, and one trial: too few to tell. The seed is one with little to wait for.
      BENCH:
        '--target local -c test/fixtures/campaigns/short.yaml --cases S-01 --length 5s --trials 1 --seed 11',
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: summary,
    };
    // A starved test machine makes a measurement INVALID, which ends a bench with 3 and the check too.
    const expected: Record<string, number[]> = {
      'Measure the base': [0, 3],
      'Measure the change': [0, 3],
      Check: [4, 3],
    };
    for (const { name, run: script } of steps) {
      if (script === undefined) continue;
      const { exitCode, said } = await ended(script, changes);
      expect(expected[name!] ?? [0], `${name}: ${said}`).toContain(exitCode);
      if (name === 'Check') expect(said).toMatch(/^::(warning|error) title=S-01/m);
    }
    const results = join(repository, 'results');
    const check = capacityCheckSchema.parse(JSON.parse(await readFile(join(results, 'check.json'), 'utf8')));
    expect(check.cases.map(({ case: name }) => name)).toEqual(['S-01']);
    expect(['INCONCLUSIVE', 'INVALID']).toContain(check.verdict);
    expect(problemsOf(parseXml(await readFile(join(results, 'check.xml'), 'utf8')))).toEqual([]);
    expect(await readFile(summary, 'utf8')).toContain('Capacity check');
    // What is uploaded is there.
    for (const side of ['before', 'after'])
      expect(await readdir(join(results, side, 'report'))).toContain('report.html');
  });
});
