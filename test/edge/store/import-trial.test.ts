import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { LogLinearHistogram } from '../../../src/core/math/histogram.ts';
import { quantileOfSorted } from '../../../src/core/math/quantile.ts';
import { distilRecording } from '../../../src/edge/store/distil-recording.ts';
import { importTrial } from '../../../src/edge/store/import-trial.ts';
import { readTrials } from '../../../src/edge/store/trial-files.ts';
import { expectGolden } from '../../golden-file.ts';
import { scratchFolder } from './scratch-folder.ts';

const source = resolve(import.meta.dirname, '../../fixtures/recordings/fixed-5.k6.csv.gz');
const plateau = { fromSeconds: 10, toSeconds: 60 };

/** [start, response] in seconds of every request, read the slow and simple way. */
async function requestsByHand(): Promise<[number, number][]> {
  const requests: [number, number][] = [];
  let duration = 0;
  for (const row of gunzipSync(await readFile(source))
    .toString()
    .split('\n')) {
    const [metric, end, value] = row.split(',');
    if (metric === 'http_req_duration') duration = Number(value) / 1000;
    if (metric !== 'http_req_blocked') continue;
    const response = duration + Number(value) / 1000;
    requests.push([Number(end) - response, response]);
  }
  return requests;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

describe('the real recording of five pods', () => {
  test('gives the trial record that was agreed on', async () => {
    const directory = await scratchFolder();
    await importTrial(source, directory, { plateau });
    expectGolden('test/golden/fixed-5.trial.json', await readFile(join(directory, 'trial.json'), 'utf8'));
  });

  test('gives the figures that counting by hand gives', async () => {
    const trial = await importTrial(source, await scratchFolder(), { plateau });
    const requests = await requestsByHand();
    const responses = requests.map(([, response]) => response).sort((a, b) => a - b);
    const first = Math.min(...requests.map(([start]) => start));
    const onPlateau = requests.filter(([start]) => start - first >= 10 && start - first < 60);
    expect(trial.whole.processed).toBe(5219);
    expect(trial.whole.processed).toBe(requests.length);
    expect(trial.whole.throughputPerSecond).toBeCloseTo(80.28, 2);
    expect(trial.whole.responseSeconds?.mean).toBeCloseTo(mean(responses), 5);
    expect(trial.whole.responseSeconds?.mean).toBeCloseTo(2.268, 3);
    expect(trial.whole.responseSeconds?.max).toBeCloseTo(10.416, 3);
    for (const q of [0.5, 0.9, 0.95, 0.99] as const) {
      const exact = quantileOfSorted(responses, q)!;
      const found = trial.whole.responseSeconds![`p${q * 100}` as 'p50'];
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact / 256);
    }
    expect(trial.plateau?.processed).toBe(onPlateau.length);
    expect(trial.plateau?.responseSeconds?.mean).toBeCloseTo(
      mean(onPlateau.map(([, response]) => response)),
      5,
    );
    // Counted by when they ended, the plateau has 84.6 a second.
    const ended = trial.series.completed.slice(10, 60);
    expect(ended.reduce((a, b) => a + b, 0) / 50).toBeCloseTo(84.6, 1);
  });

  test('says when its users were all there, and is INVALID for want of a plan', async () => {
    const trial = await importTrial(source, await scratchFolder());
    expect(trial.plateau).toMatchObject({ fromSeconds: 11, toSeconds: 60 });
    expect(trial.series.users.slice(11, 60)).toEqual(new Array(49).fill(300));
    expect(trial.verdict).toBe('INVALID');
    expect(trial.checks.filter(({ verdict }) => verdict !== 'PASS').map(({ code }) => code)).toEqual([
      'plan-unknown',
    ]);
    expect(trial.warnings.map(({ code }) => code)).toEqual(['whole-second-stamps']);
  });

  test('can be distilled again from its recording, and cut to a window', async () => {
    const directory = await scratchFolder();
    const trial = await importTrial(source, directory, { plateau });
    const recording = join(directory, 'recording');
    expect(await distilRecording(recording)).toEqual(trial);
    const cut = await distilRecording(recording, { lengthSeconds: 30 });
    expect(cut.lengthSeconds).toBe(30);
    expect(cut.plateau?.toSeconds).toBe(30);
    const counted = trial.series.started.slice(0, 30).reduce((a, b) => a + b, 0);
    expect(cut.whole.started).toBe(counted);
    const [read] = await readTrials(directory);
    expect(read!.whole.processed).toBe(5219);
    expect(LogLinearHistogram.fromJSON(read!.whole.histogram).count).toBe(5219);
    expect((await stat(join(directory, 'trial.json'))).size).toBeLessThan(100_000);
  });
});

describe('an import', () => {
  test('does not write over another one', async () => {
    const directory = await scratchFolder();
    await importTrial(source, directory);
    await expect(importTrial(source, directory)).rejects.toThrow('holds a recording already');
  });

  test('of something else leaves nothing behind', async () => {
    const directory = await scratchFolder();
    const other = join(directory, 'other.csv');
    await writeFile(other, 'a,b\n1,2\n');
    const target = join(directory, 'target');
    await expect(importTrial(other, target)).rejects.toThrow();
    await expect(importTrial(join(directory, 'missing.csv'), target)).rejects.toThrow('missing.csv');
    expect(await readdir(target)).toEqual([]);
  });
});
