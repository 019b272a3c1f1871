import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capacitySchema } from '../../src/core/model/capacity.ts';
import { commandLine } from '../commands/command-line.ts';
import { peakproof, shortCampaign } from './bench-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakproof-capacity-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a capacity search on the embedded target with real k6', () => {
  const asked = ['--campaign', shortCampaign, '--target', 'local', '--replicas', '1', '--repeats', '1'];
  const coarse = ['--length', '20s', '--resolution', '30%'];

  it('is stopped without loss, goes on, and ends with a capacity and a report', {
    timeout: 240_000,
  }, async () => {
    const out = join(folder, 'search');
    const first = peakproof(['capacity', ...asked, ...coarse, '--out', out]);
    await first.said('search 1:');
    first.interrupt();
    expect((await first.ended).exitCode).toBe(130);

    const second = await peakproof(['capacity', '--resume', out]).ended;
    expect(second.exitCode, second.stderr).toBe(0);
    expect(second.stdout).toContain('emulated');
    const found = capacitySchema.parse(JSON.parse(await readFile(join(out, 'capacity.json'), 'utf8')));
    const { lowPerSecond, highPerSecond, perSecond } = found.searches[0]!;
    expect(lowPerSecond!).toBeLessThan(perSecond!);
    expect(highPerSecond! / lowPerSecond!).toBeLessThanOrEqual(1.3);
    expect(found.tried.some(({ held }) => held)).toBe(true);
    expect(found.tried.some(({ held }) => held === false)).toBe(true);
    expect(await readdir(join(out, 'report'))).toEqual(['report.html', 'report.md']);
  });

  it('names everything that is wrong with a question at once', async () => {
    const { exitCode, stderr } = await commandLine([
      'capacity',
      '--target',
      'local',
      '--replicas',
      '0,x',
      '--share',
      '200%',
      '--scenario',
      'portal',
      '--length',
      '2s',
    ]);
    expect(exitCode).toBe(2);
    for (const wrong of ['--replicas 0', '--replicas x', '--share 200', '--scenario portal', '--length 2s'])
      expect(stderr).toContain(wrong);
  });
});
