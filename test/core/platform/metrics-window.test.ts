import { describe, expect, it } from 'vitest';
import { type CpuReading, MetricsWindow } from '../../../src/core/platform/metrics-window.ts';

const reading = (atSeconds: number, cpuSeconds: number, startTimeSeconds = 0): CpuReading => ({
  pod: 'a',
  container: 'app',
  startTimeSeconds,
  atSeconds,
  cpuSeconds,
});

describe('MetricsWindow', () => {
  it('gives the mean between two readings, stamped with the later one', () => {
    const metrics = new MetricsWindow();
    metrics.store([reading(100, 5)]);
    expect(metrics.samples()).toEqual([]);
    metrics.store([reading(115, 6.5)]);
    expect(metrics.samples()).toEqual([
      {
        pod: 'a',
        timestampSeconds: 115,
        windowSeconds: 15,
        containers: [{ name: 'app', usageMilli: { cpu: 100 } }],
      },
    ]);
  });

  it('counts a container from its start when its first reading finds it 10 to 15 s old', () => {
    const metrics = new MetricsWindow();
    metrics.store([reading(12, 0.6)]);
    expect(metrics.samples()[0]).toMatchObject({
      windowSeconds: 12,
      containers: [{ usageMilli: { cpu: 50 } }],
    });
  });

  it('says nothing of a container that is younger than 10 s, or that has restarted since', () => {
    const metrics = new MetricsWindow();
    metrics.store([reading(9.9, 0.6)]);
    expect(metrics.samples()).toEqual([]);
    metrics.store([reading(24.9, 0.1, 20)]);
    expect(metrics.samples()).toEqual([]);
  });

  it('keeps its sample while a kubelet hands over the same reading', () => {
    const metrics = new MetricsWindow();
    metrics.store([reading(100, 5)]);
    metrics.store([reading(118, 6.8)]);
    const [sample] = metrics.samples();
    metrics.store([reading(118, 6.8)]);
    expect(metrics.samples()).toEqual([sample]);
    metrics.store([reading(130, 8)]);
    expect(metrics.samples()[0]).toMatchObject({ timestampSeconds: 130, windowSeconds: 12 });
  });

  it('forgets a pod that has gone', () => {
    const metrics = new MetricsWindow();
    metrics.store([reading(100, 5)]);
    metrics.store([reading(115, 6)]);
    metrics.store([]);
    expect(metrics.samples()).toEqual([]);
  });
});
