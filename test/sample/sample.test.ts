import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareTrials } from '../../src/core/compare/compare.ts';
import { comparisonSchema } from '../../src/core/model/comparison.ts';
import { trialSchema } from '../../src/core/model/trial.ts';
import { renderMarkdown } from '../../src/core/report/markdown.ts';
import { CampaignFolder } from '../../src/edge/store/campaign-folder.ts';
import { canonicalJson } from '../../src/edge/store/canonical-json.ts';
import { distilRecording } from '../../src/edge/store/distil-recording.ts';
import { commandLine, root } from '../commands/command-line.ts';

/** The chain from committed raw recordings to the committed report, computed again. */
const sample = join(root, 'results/sample');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakproof-sample-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('results/sample', () => {
  it('has records that follow from its recordings', async () => {
    const campaign = await CampaignFolder.open(sample);
    expect(campaign.trials.length).toBeGreaterThan(3);
    for (const { id, recording, record } of campaign.trials) {
      const again = trialSchema.parse(await distilRecording(recording));
      expect(canonicalJson(again) === (await readFile(record, 'utf8')), id).toBe(true);
    }
  });

  it.each(['en', 'ko'])('is drawn by `npm run sample` without k6 (%s)', async (lang) => {
    const { exitCode, stdout } = await commandLine(
      ['report', 'results/sample', '--out', folder, '--lang', lang],
      { env: { PATH: '/nowhere' } },
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('T-02');
    expect((await readFile(join(folder, 'report.html'), 'utf8')).length).toBeLessThan(2_000_000);
  });

  it('explains every round from what was recorded', async () => {
    const { stdout } = await commandLine(['explain', 'results/sample']);
    expect(stdout).toMatch(/(\d+) of \1 rounds give the recorded replicas/);
  });
});

/** `sample-full` has the records of ten minutes a case, without their recordings. */
describe.each(['sample', 'sample-full'])('results/%s', (name) => {
  const directory = join(root, 'results', name);

  it('has a comparison and a report that follow from its records', async () => {
    const campaign = await CampaignFolder.open(directory);
    const trials = await campaign.readTrials();
    const comparison = compareTrials(trials, campaign.plan);
    expect(canonicalJson(comparisonSchema.parse(comparison))).toBe(
      await readFile(campaign.comparisonPath, 'utf8'),
    );
    const committed = await readFile(join(directory, 'report.md'), 'utf8');
    expect(renderMarkdown({ comparison, trials }, { lang: 'en' })).toBe(committed);
  });

  it('was measured on a cluster, is valid, and was predicted within 10 %', async () => {
    const comparison = await (await CampaignFolder.open(directory)).readComparison();
    expect(comparison!.verdict).toBe('PASS');
    expect(comparison!.label).toBe('kind');
    for (const { case: name, miss } of comparison!.cases)
      for (const [figure, value] of Object.entries(miss))
        expect(Math.abs(value!), `${name} ${figure}`).toBeLessThan(0.1);
  });

  it('has a plateau of the autoscaler that is 1.9 times the one of five pods, and nearly that of ten', async () => {
    const trials = await (await CampaignFolder.open(directory)).readTrials();
    const plateau = (name: string) =>
      trials.find((trial) => trial.case === name)!.plateau!.throughputPerSecond;
    expect(plateau('T-02') / plateau('T-01')).toBeGreaterThan(1.9);
    expect(plateau('T-02') / plateau('T-10')).toBeGreaterThan(0.95);
  });
});
