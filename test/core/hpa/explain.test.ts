import { describe, expect, test } from 'vitest';
import { explainDecision } from '../../../src/core/hpa/explain.ts';
import type { HpaRoundInput } from '../../../src/core/hpa/round.ts';
import type { HpaMetric, PodState } from '../../../src/core/model/hpa.ts';
import { cpuAt, decide, names, now, pod, remembering, settled, situation } from './situation.ts';

function english(input: HpaRoundInput): string[] {
  return explainDecision(decide(input), 'en');
}
function korean(input: HpaRoundInput): string[] {
  return explainDecision(decide(input), 'ko');
}
const bounded = (min: number, max: number) => ({
  minReplicas: min,
  maxReplicas: max,
  metrics: [cpuAt(60)],
  behavior: null,
});

describe('a round in sentences', () => {
  test('within tolerance', () => {
    expect(english(situation(5, 62))).toEqual([
      'CPU 62 % of requests against a target of 60 %: ratio 1.03; no change from 5 replicas',
      'CPU is within tolerance: ratio 1.03 lies between 0.90 and 1.10',
      'stays at 5 replicas',
    ]);
  });

  test('limited by maxReplicas', () => {
    const input = situation(8, 90, { spec: bounded(5, 10) });
    expect(english(input)).toEqual([
      'CPU 90 % of requests against a target of 60 %: ratio 1.50; ceil(1.50 × 8) = 12 replicas',
      'limited to 10 by maxReplicas (12 wanted)',
      '8 → 10 replicas',
    ]);
    expect(korean(input)).toEqual([
      'CPU 사용률(요청량 대비) 90 %, 목표 60 %: 비율 1.50; ceil(1.50 × 8) = 레플리카 12개',
      'maxReplicas에 따라 10개로 제한 (필요 12개)',
      '레플리카 8개 → 10개',
    ]);
  });

  test('held by the scale-down window', () => {
    const input = situation(8, 15, { state: remembering([100, 8]) });
    expect(english(input)).toContain(
      'held at 8 by the 300 s scale-down window: highest recommendation in it was 8 (2 wanted)',
    );
    expect(korean(input)).toContain(
      '축소 안정화 구간 300초에 따라 8개 유지: 구간 안의 최고 권고가 8개 (필요 2개)',
    );
  });

  test('missing, unready and ignored pods', () => {
    const unready: Partial<PodState> = { phase: 'Pending' };
    const pods = [...names(4).map((name) => pod(name)), pod('portal-x'), pod('portal-y', unready)];
    pods.push(pod('portal-z', { deleted: true }));
    const lines = english({ ...situation(4, 120), pods, currentReplicas: 6 });
    expect(lines).toEqual([
      'CPU 120 % of requests against a target of 60 %: ratio 2.00, with missing and unready pods filled in 1.33; ceil(1.33 × 6) = 8 replicas',
      'CPU of pod portal-z is ignored: terminating or failed',
      'CPU of pod portal-y, not ready yet: counted as 0 on the way up',
      'CPU of pod portal-x is missing: counted as 0 on the way up',
      '6 → 8 replicas',
    ]);
  });

  test('a ratio whose two places would not give the number is printed as the fraction that it is', () => {
    expect(english(situation(25, 28, { target: 100, state: settled }))[0]).toBe(
      'CPU 28 % of requests against a target of 100 %: ratio 28/100; ceil(28/100 × 25 = 7.000000000000001) = 8 replicas',
    );
    expect(english(situation(9, 100, { target: 60, state: settled }))[0]).toBe(
      'CPU 100 % of requests against a target of 60 %: ratio 100/60; ceil(100/60 × 9) = 15 replicas',
    );
  });

  test('policies name themselves', () => {
    const policies = [{ type: 'Pods' as const, value: 1, periodSeconds: 60 }];
    const state = { ...settled, scaleUpEvents: [{ change: 1, atSeconds: now - 10, outdated: false }] };
    const input = situation(5, 120, {
      spec: { ...bounded(1, 20), behavior: { scaleUp: { policies } } },
      state,
    });
    expect(english(input)).toContain(
      'limited to 5 by the scale-up policy (+1 pod per 60 s): 4 at the start of that period, 10 wanted',
    );
    expect(korean(input)).toContain(
      '확장 정책(60초당 +1개)에 따라 5개로 제한, 해당 구간 시작 시 4개 (필요 10개)',
    );
  });

  test('refusals and blocked scale-downs', () => {
    const disk: HpaMetric = { ...cpuAt(50), name: 'disk' };
    const spec = { ...bounded(1, 20), metrics: [disk, cpuAt(60)] };
    const lines = english(situation(4, 30, { spec, state: settled }));
    expect(lines[1]).toMatch(/^disk gives no answer: .*\(NO_USABLE_METRICS\)$/);
    expect(lines[2]).toMatch(/^not reduced to 2: a metric failed/);
    expect(lines.at(-1)).toBe('stays at 4 replicas');
  });

  test('bounds and zero', () => {
    expect(english(situation(12, 60, { spec: bounded(1, 10) }))[0]).toBe(
      '12 replicas are above maxReplicas: set to 10 without looking at metrics',
    );
    expect(english(situation(0, 0))).toEqual([
      'switched off: the target has zero replicas',
      'stays at 0 replicas',
    ]);
  });

  test('memory in MiB', () => {
    const memory: HpaMetric = {
      type: 'ContainerResource',
      name: 'memory',
      container: 'app',
      target: { averageUtilization: null, averageValueMilli: 32 * 2 ** 20 * 1000 },
    };
    const input = situation(2, 0, { spec: { ...bounded(1, 10), metrics: [memory] } });
    const samples = input.samples.map((sample) => ({
      ...sample,
      containers: [{ name: 'app', usageMilli: { memory: 64 * 2 ** 20 * 1000 } }],
    }));
    expect(english({ ...input, samples })[0]).toBe(
      'Memory of container app 64.0 MiB per pod against a target of 32.0 MiB: ratio 2.00; ceil(2.00 × 2) = 4 replicas',
    );
  });
});
