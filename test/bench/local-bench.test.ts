import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparisonSchema } from '../../src/core/model/comparison.ts';
import { CampaignFolder } from '../../src/edge/store/campaign-folder.ts';
import { commandLine } from '../commands/command-line.ts';
import { peakproof, processesWith, shortCampaign } from './bench-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakproof-bench-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const patience = 150_000;

describe('bench on the embedded target with real k6', () => {
  it('goes from plan to report, and the autoscaler really scales', { timeout: patience }, async () => {
    const out = join(folder, 'whole');
    const seed = '31415926';
    const run = peakproof([
      'bench',
      '--target',
      'local',
      '--repeat-disturbed',
      '0',
      '-c',
      shortCampaign,
      '--seed',
      seed,
      '--out',
      out,
    ]);
    const { exitCode, stdout, stderr } = await run.ended;
    const campaign = await CampaignFolder.open(out);
    const [trial] = await campaign.readTrials();
    // A shared test machine may starve the generator; that is then said, and nothing else may be wrong.
    const invalid = trial!.checks.filter((check) => check.verdict === 'INVALID').map((check) => check.code);
    expect(
      invalid.filter((code) => code !== 'generator-starved'),
      stderr,
    ).toEqual([]);
    expect(exitCode, stderr).toBe(invalid.length === 0 ? 0 : 3);

    expect(trial!.state).toBe('completed');
    expect(trial!.label).toBe('emulated');
    expect(trial!.whole.processed).toBeGreaterThan(500);
    expect(trial!.whole.failed).toBe(0);
    const { ready, desired } = trial!.replicas.portal!;
    expect(Math.max(...desired)).toBeGreaterThan(2);
    expect(Math.max(...ready)).toBeGreaterThan(2);
    expect(trial!.scalingLag!.decisionSeconds).not.toBeNull();
    expect(trial!.pods.filter((pod) => pod.service === 'portal' && pod.requests > 0).length).toBeGreaterThan(
      2,
    );
    expect(trial!.cost.cpuSeconds).toBeGreaterThan(1);
    // Every request found its pod.
    const unseen = trial!.heat.pod.reduce((sum, pod, i) => sum + (pod === 0 ? trial!.heat.count[i]! : 0), 0);
    expect(unseen).toBe(0);

    expect(
      comparisonSchema.parse(JSON.parse(await readFile(join(out, 'comparison.json'), 'utf8'))),
    ).toBeTruthy();
    expect((await stat(join(out, 'report/report.html'))).size).toBeGreaterThan(10_000);
    expect(stdout).toContain('emulated');
    expect(stdout).toContain('Report: ');
    expect(processesWith(`PEAKPROOF_SESSION_KEY=demo-${trial!.plan!.seed}`)).toEqual([]);

    const explained = await commandLine(['explain', out]);
    expect(explained.stdout).toMatch(/(\d+) of \1 rounds give the recorded replicas/);
    const again = await commandLine(['report', out, '--out', join(folder, 'again'), '--lang', 'ko']);
    expect(again.exitCode, again.stderr).toBe(exitCode);
    expect(again.stdout).toContain('처리');
  });

  it('keeps finished trials at a Ctrl-C, leaves no process, and goes on with --resume', {
    timeout: patience,
  }, async () => {
    const out = join(folder, 'interrupted');
    const args = [
      'bench',
      'pair',
      '--target',
      'local',
      '--repeat-disturbed',
      '0',
      '-c',
      shortCampaign,
      '--seed',
      '2718281',
    ];
    // A checkout that is compiled while it runs: its compiler is of the group too.
    const uncompiled = { ...process.env, TMPDIR: await mkdtemp(join(folder, 'tmp-')) };
    const run = peakproof([...args, '--out', out], uncompiled);
    await run.said('[2/2]');
    await run.said('load, ');
    const second = peakproof([...args, '--out', out]);
    const refused = await second.ended;
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(/in use|another/);

    run.interrupt();
    // npm passes the terminal's signal on a second time.
    run.child.kill('SIGINT');
    const { exitCode, stdout, stderr } = await run.ended;
    expect(exitCode, stderr).toBe(130);
    expect(stdout).toContain('Report: ');
    expect(stderr).toContain('--resume');
    expect(processesWith(out)).toEqual([]);
    const { plan } = await CampaignFolder.open(out);
    for (const { seed } of plan.trials) expect(processesWith(`demo-${seed}`)).toEqual([]);
    const campaign = await CampaignFolder.open(out);
    expect(await Promise.all(plan.trials.map(({ id }) => campaign.isFinished(id)))).toEqual([true, false]);

    const resumed = await peakproof(['bench', '--resume', out, '--repeat-disturbed', '0']).ended;
    expect([0, 3], resumed.stderr).toContain(resumed.exitCode);
    expect(resumed.stderr).toContain('complete already, kept');
    expect((await campaign.readTrials()).map((trial) => trial.state)).toEqual(['completed', 'completed']);
  });

  it('adds a repetition to a campaign that is there, and leaves its trials as they are', {
    timeout: patience,
  }, async () => {
    const out = join(folder, 'interrupted');
    const before = await CampaignFolder.open(out);
    const read = async () => ({
      plan: await readFile(join(out, 'campaign.json'), 'utf8'),
      records: await Promise.all(before.trials.map(({ record }) => readFile(record, 'utf8'))),
    });
    const { plan, records } = await read();
    const added = await peakproof(['bench', '--add', '1', out, '--repeat-disturbed', '0']).ended;
    expect([0, 3], added.stderr).toContain(added.exitCode);
    const now = await read();
    expect(now.records).toEqual(records);
    expect(now.plan.startsWith(plan.slice(0, plan.indexOf('\n  ],\n')))).toBe(true);
    const trials = await (await CampaignFolder.open(out)).readTrials();
    expect(trials.map(({ id, state }) => `${id} ${state}`).sort()).toEqual([
      'S-01.1 completed',
      'S-01.2 completed',
      'S-02.1 completed',
      'S-02.2 completed',
    ]);
    expect(trials[2]!.environment!.fingerprint!.cpuTaskSeconds).toBeGreaterThan(0);
    expect(trials[2]!.ending.fingerprint!.cpuTaskSeconds).toBeGreaterThan(0);
  });

  it('leaves no process when it is killed outright', { timeout: patience }, async () => {
    const out = join(folder, 'killed');
    const run = peakproof([
      'bench',
      'pair',
      '--target',
      'local',
      '-c',
      shortCampaign,
      '--seed',
      '1618033',
      '--out',
      out,
    ]);
    await run.said('settling');
    const { plan } = await CampaignFolder.open(out);
    const ours = () => plan.trials.flatMap(({ seed }) => processesWith(`demo-${seed}`));
    expect(ours().length).toBeGreaterThan(0);
    run.child.kill('SIGKILL');
    await run.ended;
    await expect.poll(ours, { timeout: 5000 }).toEqual([]);
  });
});
