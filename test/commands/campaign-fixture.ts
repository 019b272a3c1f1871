import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckSettings } from '../../src/core/model/check-settings.ts';
import type { Trial } from '../../src/core/model/trial.ts';
import { CampaignFolder } from '../../src/edge/store/campaign-folder.ts';
import { root } from './command-line.ts';

export interface FixtureOptions {
  trials?: number;
  /** Of the sample's throughput. */
  factor?: number;
  /** The last record that is written; the plan has `trials`. */
  written?: number;
  verdict?: Trial['verdict'];
  cores?: number;
  check?: CheckSettings;
}

/**
 * A campaign folder with trials of T-01 about what the sample measured, a little apart, so that no two are alike. Records
 * are the sample's, and fit their schema.
 */
export async function campaignOf(directory: string, options: FixtureOptions = {}): Promise<string> {
  const { trials: count = 5, factor = 1, written = count, verdict = 'PASS', cores, check } = options;
  const sample = await CampaignFolder.open(join(root, 'results/sample'));
  const record = (await sample.readTrials()).find((trial) => trial.case === 'T-01')!;
  const trials = Array.from({ length: count }, (_, i): Trial => {
    const scatter = 1 + (i - (count - 1) / 2) / 500;
    const plan = { ...record.plan!, id: `T-01.${i + 1}`, trial: i + 1, order: i + 1 };
    const faster = factor * scatter;
    const stretch = (one: Trial['whole']): Trial['whole'] => ({
      ...one,
      throughputPerSecond: one.throughputPerSecond * faster,
      responseSeconds: one.responseSeconds && {
        ...one.responseSeconds,
        mean: one.responseSeconds.mean / scatter,
      },
    });
    return {
      ...record,
      id: plan.id,
      plan,
      verdict,
      loadStartSeconds: record.loadStartSeconds! + i * 200,
      whole: stretch(record.whole),
      plateau: stretch(record.plateau!),
      environment: record.environment && { ...record.environment, cores: cores ?? record.environment.cores },
    };
  });
  await rm(directory, { recursive: true, force: true });
  const plan = { ...sample.plan, trials: trials.map((trial) => trial.plan!), ...(check ? { check } : {}) };
  const folder = await CampaignFolder.create(directory, plan, process.pid);
  try {
    for (const trial of trials.slice(0, written)) {
      // The folder of a trial is made by its recording, which a fixture does not have.
      await mkdir(folder.trial(trial.plan!).directory, { recursive: true });
      await folder.writeTrial(trial);
    }
  } finally {
    await folder.release();
  }
  return directory;
}
