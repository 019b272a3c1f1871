import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CampaignFolder } from '../../../src/edge/store/campaign-folder.ts';
import { campaignFolderName } from '../../../src/edge/store/folders.ts';
import {
  sampleCampaign,
  sampleEnding,
  sampleEnvironment,
  samplePlan,
} from '../../core/distil/sample-plan.ts';
import { scratchFolder } from './scratch-folder.ts';

const first = samplePlan();
const second = samplePlan({ id: 'T-02.1', case: 'T-02', order: 2 });
const campaign = sampleCampaign([first, second]);
const pid = process.pid;

describe('a campaign folder', () => {
  test('is made with the campaign in it, and read again', async () => {
    const directory = join(await scratchFolder(), 'results', 'sample');
    const folder = await CampaignFolder.create(directory, campaign, pid);
    expect(folder.trials.map(({ id }) => id)).toEqual(['T-01.1', 'T-02.1']);
    expect(folder.trials[1]!.record).toBe(join(directory, 'trials', '02-T-02.1', 'trial.json'));
    await folder.release();
    expect(await readdir(directory)).toEqual(['campaign.json']);
    expect((await CampaignFolder.open(directory)).plan).toEqual(campaign);
  });

  test('says where its own files are as seen from itself, and takes the absolute place of earlier versions', async () => {
    const root = await scratchFolder();
    const directory = join(root, 'results', 'shop');
    const own = { ...campaign, campaignFolder: join(root, 'shop') };
    await (await CampaignFolder.create(directory, own, pid)).release();
    const path = join(directory, 'campaign.json');
    const text = await readFile(path, 'utf8');
    expect(text).toContain('"campaignFolder": "../../shop"');
    expect(text).not.toContain(root);
    expect((await CampaignFolder.open(directory)).plan).toEqual(own);
    await writeFile(path, text.replace('../../shop', '/home/somebody/shop'));
    expect((await CampaignFolder.open(directory)).plan.campaignFolder).toBe('/home/somebody/shop');
  });

  test('grows at its end, and leaves what it says of the others as it is', async () => {
    const directory = await scratchFolder();
    const folder = await CampaignFolder.create(directory, campaign, pid);
    // As an older version wrote it: without fields that have come since.
    const path = join(directory, 'campaign.json');
    const older = (await readFile(path, 'utf8')).replaceAll(/\n *"(?:block|warmUp|repeats)": [a-z]+,/g, '');
    expect(older).not.toContain('warmUp');
    await writeFile(path, older);
    const third = samplePlan({ id: 'T-01.2', trial: 2, order: 3 });
    await folder.grow({
      ...campaign,
      trials: [first, second, third],
      additions: [{ after: 1, repetitions: 1, trials: 1 }],
    });
    const text = await readFile(path, 'utf8');
    const untilTheLast = older.slice(0, older.indexOf('\n  ],\n'));
    expect(text.startsWith(untilTheLast)).toBe(true);
    expect(folder.trials.map(({ id }) => id)).toEqual(['T-01.1', 'T-02.1', 'T-01.2']);
    expect((await CampaignFolder.open(directory)).plan).toEqual(folder.plan);
    await folder.release();
  });

  test('keeps the names of its folders when it grows beyond 99 trials', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => samplePlan({ id: `T-01.${i + 1}`, order: i + 1 }));
    const folder = await CampaignFolder.create(await scratchFolder(), sampleCampaign(many(99)), pid);
    const before = folder.trials.map(({ directory }) => directory);
    await folder.grow({
      ...folder.plan,
      trials: many(101),
      additions: [{ after: 99, repetitions: 2, trials: 2 }],
    });
    expect(folder.trials.slice(0, 99).map(({ directory }) => directory)).toEqual(before);
    await folder.release();
  });

  test('in use is refused, also to go on with; given back it is not', async () => {
    const directory = await scratchFolder();
    const folder = await CampaignFolder.create(directory, campaign, pid);
    await expect(CampaignFolder.resume(directory, pid)).rejects.toThrow(`in use by process ${pid}`);
    await expect(CampaignFolder.create(directory, campaign, pid)).rejects.toThrow('in use');
    await folder.release();
    const again = await CampaignFolder.resume(directory, pid);
    await again.release();
  });

  test('of a process that is gone is taken over', async () => {
    const directory = await scratchFolder();
    await (await CampaignFolder.create(directory, campaign, pid)).release();
    const child = spawn('sleep', ['60']);
    const held = await CampaignFolder.resume(directory, child.pid!);
    await expect(CampaignFolder.resume(directory, pid)).rejects.toThrow(`process ${child.pid}`);
    await new Promise((resolve) => child.on('exit', resolve).kill());
    const taken = await CampaignFolder.resume(directory, pid);
    // The one that is late must not take the lock of the one that took over.
    await held.release();
    await expect(CampaignFolder.resume(directory, pid)).rejects.toThrow('in use');
    await taken.release();
  });

  test('whose lock names a process number that was used again is taken over', async () => {
    const directory = await scratchFolder();
    await writeFile(join(directory, '.lock'), JSON.stringify({ pid, started: 'long ago' }));
    await (await CampaignFolder.create(directory, campaign, pid)).release();
  });

  test('with results or with other files is not written over', async () => {
    const directory = await scratchFolder();
    await (await CampaignFolder.create(directory, campaign, pid)).release();
    await expect(CampaignFolder.create(directory, campaign, pid)).rejects.toThrow('--resume');
    const foreign = await scratchFolder();
    await writeFile(join(foreign, 'thesis.doc'), '');
    await expect(CampaignFolder.create(foreign, campaign, pid)).rejects.toThrow('not empty (thesis.doc)');
    expect(await readdir(foreign)).toEqual(['thesis.doc']);
  });

  test('that cannot be a folder is refused before anything runs', async () => {
    const directory = await scratchFolder();
    await writeFile(join(directory, 'file'), '');
    await expect(CampaignFolder.create(join(directory, 'file'), campaign, pid)).rejects.toThrow(
      'cannot be written',
    );
    await expect(CampaignFolder.open(directory)).rejects.toThrow('no campaign folder');
  });

  test('knows a finished trial by its ending and its record', async () => {
    const folder = await CampaignFolder.create(await scratchFolder(), campaign, pid);
    const place = folder.trials[0]!;
    expect(await folder.isFinished('T-01.1')).toBe(false);
    const writer = await folder.record(first, sampleEnvironment);
    await writer.end(sampleEnding());
    expect(await folder.isFinished('T-01.1')).toBe(false);
    await writeFile(place.record, '{}');
    expect(await folder.isFinished('T-01.1')).toBe(true);
    await (await folder.record(first, sampleEnvironment)).end(sampleEnding({ state: 'aborted' }));
    expect(await folder.isFinished('T-01.1')).toBe(false);
    await folder.release();
  });

  test('keeps what an unfinished attempt left', async () => {
    const folder = await CampaignFolder.create(await scratchFolder(), campaign, pid);
    const place = folder.trials[0]!;
    await mkdir(place.recording, { recursive: true });
    await writeFile(join(place.recording, 'replicas.ndjson'), 'first attempt');
    await (await folder.record(first, sampleEnvironment)).end(sampleEnding());
    expect((await readdir(place.directory)).sort()).toEqual(['recording', 'recording.1']);
    expect(await readFile(join(place.directory, 'recording.1', 'replicas.ndjson'), 'utf8')).toBe(
      'first attempt',
    );
    await folder.release();
  });
});

test('the name of a campaign folder sorts by time', () => {
  expect(campaignFolderName('reference', 1_795_244_040)).toBe('reference-2026-11-21T0654-00Z');
});
