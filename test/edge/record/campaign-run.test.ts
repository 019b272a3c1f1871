import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TrialPlan } from '../../../src/core/model/plan.ts';
import { systemClock } from '../../../src/edge/clock.ts';
import type { Load } from '../../../src/edge/load/load.ts';
import { type CampaignWatcher, runCampaign } from '../../../src/edge/record/campaign-run.ts';
import { CampaignFolder } from '../../../src/edge/store/campaign-folder.ts';
import { type Target, TargetError } from '../../../src/edge/target/target.ts';
import { sampleCampaign, sampleEnvironment, samplePlan } from '../../core/distil/sample-plan.ts';
import { scratchFolder } from '../store/scratch-folder.ts';

const noLoad: Load = {
  start: () => Promise.reject(new Error('no arm ever comes up here')),
};

/** A place where no arm comes up: what is left to see is what was asked of it, in which order. */
function barrenTarget(asked: string[], onOpen: () => void = () => {}): Target {
  return {
    name: 'kind',
    open: async (arm) => {
      asked.push(`open ${arm}`);
      onOpen();
      return { kubernetes: null, cluster: null };
    },
    bringUp: async (plan) => {
      asked.push(`${plan.warmUp ? 'warm up' : 'trial'} ${plan.id}`);
      throw new TargetError('bring up', 'nothing grows here');
    },
    close: async (keep) => {
      asked.push(keep ? 'keep' : 'close');
    },
  };
}

const silent: CampaignWatcher = {
  blockStarts: () => {},
  warmUpStarts: () => {},
  warmUpEnds: () => {},
  trialStarts: () => {},
  progress: () => {},
  trialEnds: () => {},
  trialKept: () => {},
};

const trial = (id: string, armName: string, order: number, block: string | null): TrialPlan =>
  samplePlan({ id, armName, order, block: block === null ? null : { id: block, warmUpSeconds: 20 } });

async function run(trials: TrialPlan[], settings: { keep?: boolean; stopAtOpen?: number } = {}) {
  const asked: string[] = [];
  const stopping = new AbortController();
  const campaign = sampleCampaign(trials);
  const folder = await CampaignFolder.create(join(await scratchFolder(), 'campaign'), campaign, process.pid);
  const target = barrenTarget(asked, () => {
    if (asked.filter((what) => what.startsWith('open')).length === settings.stopAtOpen) {
      stopping.abort('SIGINT');
      stopping.signal.throwIfAborted();
    }
  });
  const { signal } = stopping;
  const parts = { target, load: noLoad, clock: systemClock(), keepRaw: false, signal };
  await runCampaign(
    campaign,
    folder,
    { ...parts, keep: settings.keep ?? false },
    async () => sampleEnvironment,
    silent,
  );
  await folder.release();
  return { asked, folder };
}

const blocks = [
  trial('T-02.1', 'hpa-5-10', 1, 'hpa-5-10.1'),
  trial('T-03.1', 'hpa-5-10', 2, 'hpa-5-10.1'),
  trial('T-01.1', 'fixed-5', 3, 'fixed-5.1'),
];

it('gives each block a place of its own and one warm-up, whose recording no record is made of', async () => {
  const { asked, folder } = await run(blocks);
  expect(asked).toEqual([
    ...['open hpa-5-10', 'warm up hpa-5-10.1.warm-up', 'trial T-02.1', 'trial T-03.1', 'close'],
    ...['open fixed-5', 'warm up fixed-5.1.warm-up', 'trial T-01.1', 'close'],
  ]);
  await access(join(folder.directory, 'trials/01-T-02.1/warm-up/ending.json'));
  await access(join(folder.directory, 'trials/03-T-01.1/warm-up/plan.json'));
  expect((await folder.readTrials()).map(({ id }) => id)).toEqual(['T-02.1', 'T-03.1', 'T-01.1']);
});

it('keeps the last place alone', async () => {
  const { asked } = await run(blocks, { keep: true });
  expect(asked.filter((what) => what === 'close' || what === 'keep')).toEqual(['close', 'keep']);
});

it('runs trials without blocks in one place, without a warm-up', async () => {
  const { asked } = await run([trial('T-01.1', 'fixed-5', 1, null), trial('T-02.1', 'hpa-5-10', 2, null)]);
  expect(asked).toEqual(['open null', 'trial T-01.1', 'trial T-02.1', 'close']);
});

it('keeps what it has when it is stopped while a place is made ready', async () => {
  const { asked, folder } = await run(blocks, { stopAtOpen: 2 });
  expect(asked.slice(-2)).toEqual(['open fixed-5', 'close']);
  expect((await folder.readTrials()).map(({ id }) => id)).toEqual(['T-02.1', 'T-03.1']);
});
