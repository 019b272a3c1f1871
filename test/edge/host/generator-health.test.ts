import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { GeneratorHealth } from '../../../src/edge/host/generator-health.ts';
import { fileTree, putFiles } from './file-tree.ts';

const pressure = (us: number) =>
  `some avg10=1.00 avg60=0.00 avg300=0.00 total=${us}\nfull avg10=0.00 total=9\n`;

describe('health of the generator', () => {
  test('shares are of the time between two samples', async () => {
    const proc = await fileTree({
      stat: 'cpu  100 0 100 700 100 0 0 0 50 0\ncpu0 1 1 1 1\n',
      'pressure/cpu': pressure(1_000_000),
    });
    const health = new GeneratorHealth(42, proc);
    await putFiles(proc, {
      stat: 'cpu  130 0 110 730 110 0 10 10 80 0\n',
      '42/stat': '42 (k6) S 1 42 42 0 -1 0 0 0 0 0 150 50 0 0 20 0 9 0 1\n',
      '42/status': 'VmRSS: 1024 kB\n',
    });
    // 100 ticks went by: 30 + 10 idle and waiting, 10 stolen. The guest's 30 are in user already.
    expect(await health.sample()).toMatchObject({
      cpuSeconds: 2,
      rssBytes: 1_048_576,
      hostIdleShare: 0.4,
      hostStealShare: 0.1,
      cpuPressureShare: 0,
    });

    await putFiles(proc, { stat: 'cpu  230 0 110 730 110 0 10 10 80 0\n' });
    expect(await health.sample()).toMatchObject({ hostIdleShare: 0, hostStealShare: 0 });
  });

  test('pressure is the share of the time in which somebody waited', async () => {
    const proc = await fileTree({ stat: 'cpu  1 1 1 1\n', 'pressure/cpu': pressure(0) });
    const health = new GeneratorHealth(42, proc);
    await sleep(200);
    await putFiles(proc, { 'pressure/cpu': pressure(100_000) });
    const { cpuPressureShare } = await health.sample();
    expect(cpuPressureShare).toBeGreaterThan(0);
    expect(cpuPressureShare).toBeLessThanOrEqual(0.5);
  });

  test('what is not observed is null', async () => {
    const proc = await fileTree({ stat: 'cpu  10 0 10 70\n' });
    const health = new GeneratorHealth(42, proc);
    const nothing = { cpuSeconds: null, rssBytes: null, hostIdleShare: null, hostStealShare: null };
    expect(await health.sample()).toEqual({ ...nothing, cpuPressureShare: null });
    await putFiles(proc, { stat: 'cpu  20 0 10 80\n' });
    expect(await health.sample()).toMatchObject({ hostIdleShare: 0.5, hostStealShare: null });
  });

  test('of this very process on this very host', async () => {
    const health = new GeneratorHealth(process.pid);
    await sleep(300);
    const sample = await health.sample();
    expect(sample.cpuSeconds).toBeGreaterThan(0);
    expect(sample.hostIdleShare).toBeGreaterThanOrEqual(0);
    expect(sample.hostIdleShare).toBeLessThanOrEqual(1);
  });

  test('without /proc the host is asked through Node', async () => {
    const health = new GeneratorHealth(process.pid, '/nowhere');
    await sleep(300);
    const sample = await health.sample();
    expect(sample.rssBytes).toBeGreaterThan(10e6);
    expect(sample.hostIdleShare).toBeGreaterThanOrEqual(0);
    expect(sample.hostStealShare).toBeNull();
  });
});
