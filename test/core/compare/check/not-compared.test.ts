import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../../src/core/model/trial.ts';
import { around, checkOf, figureOf, sideOf } from './sides.ts';

describe('what cannot be compared', () => {
  const five = sideOf(around(90, 5));

  it('is INVALID with nothing on a side, or nothing at all', () => {
    expect(checkOf([], []).verdict).toBe('INVALID');
    expect(checkOf(five, []).verdict).toBe('INVALID');
    expect(checkOf(five, []).cases[0]).toMatchObject({ state: 'new', verdict: 'PASS' });
    expect(checkOf([], five)).toMatchObject({ verdict: 'INVALID', label: 'nothing measured' });
    expect(checkOf([], five).cases[0]).toMatchObject({ state: 'missing', verdict: 'INCONCLUSIVE' });
  });

  it('is INVALID for one trial that is, whatever the others say, and says why', () => {
    const broken = sideOf(around(60, 5)).map((trial, i) =>
      i === 2
        ? {
            ...trial,
            verdict: 'INVALID' as const,
            checks: [
              { code: 'generator-starved', verdict: 'INVALID' as const, seen: 'It starved.', facts: {} },
            ],
            warnings: [],
          }
        : trial,
    );
    for (const [candidate, baseline, side] of [
      [broken, five, 'candidate'],
      [five, broken, 'baseline'],
    ] as const) {
      const check = checkOf(candidate, baseline);
      expect(check.verdict).toBe('INVALID');
      expect(check.cases[0]).toMatchObject({ state: 'untrusted', figures: [] });
      expect(check.cases[0]!.invalid).toEqual([
        { side, trial: 'T-01.3', code: 'generator-starved', message: 'It starved.', facts: {} },
      ]);
    }
    const silent = five.map((trial) => ({ ...trial, verdict: 'INVALID' as const, checks: [], warnings: [] }));
    expect(checkOf(silent, five).cases[0]!.invalid).toHaveLength(5);
  });

  it('is INVALID where plan, versions or host differ, each difference named once', () => {
    const other = five.map((trial) => ({
      ...trial,
      plan: {
        ...trial.plan!,
        lengthSeconds: 99,
        sloSeconds: 9,
        arm: { kind: 'fixed' as const, replicas: 6 },
      },
      environment: trial.environment && { ...trial.environment, cores: 99, k6: '9.9.9' },
    }));
    const { verdict, cases } = checkOf(other, five);
    expect(verdict).toBe('INVALID');
    expect(cases[0]!.state).toBe('refused');
    const codes = cases[0]!.refusals.map(({ code }) => code);
    expect(codes.sort()).toEqual(
      ['arm-differs', 'cores-differs', 'k6-differs', 'length-differs', 'limits-differ'].sort(),
    );
  });

  /** Trials of a host on which the fixed task takes so long. */
  const onHost = (trials: readonly Trial[], cpuTaskSeconds: number): Trial[] =>
    trials.map((trial) => ({
      ...trial,
      environment: trial.environment && {
        ...trial.environment,
        fingerprint: {
          cpuTaskSeconds,
          loadAverage1m: null,
          cpuTotalSeconds: null,
          cpuStealSeconds: null,
          cpuPressureShare: null,
          throttledSeconds: null,
        },
      },
    }));

  it('refuses hosts of unlike speed, and doubts a trial whose host was disturbed', () => {
    const fast = onHost(five, 0.1);
    expect(checkOf(onHost(five, 0.2), fast).cases[0]).toMatchObject({
      state: 'refused',
      refusals: [{ code: 'host-speed-differs' }],
    });
    const disturbed = [...onHost(five.slice(0, 1), 0.12), ...fast.slice(1)];
    const check = checkOf(disturbed, fast);
    expect(check.verdict).toBe('PASS');
    expect(check.cases[0]!.doubts).toMatchObject([
      { side: 'candidate', trial: 'T-01.1', code: 'host-slowed' },
    ]);
  });

  it('counts neither a warm-up nor a trial that was repeated', () => {
    const warmUp = { ...five[0]!, id: 'T-01.warm-up', verdict: 'INVALID' as const };
    const first = five[4]!;
    const aborted = { ...first, state: 'aborted' as const, verdict: 'INVALID' as const };
    const repeat = { ...first, id: 'T-01.5.again', loadStartSeconds: first.loadStartSeconds! + 1000 };
    const check = checkOf(
      [
        { ...warmUp, plan: { ...warmUp.plan!, warmUp: true } },
        ...five.slice(0, 4),
        aborted,
        { ...repeat, plan: { ...repeat.plan!, repeats: first.id } },
      ],
      five,
    );
    expect(check).toMatchObject({ verdict: 'PASS', candidate: { trials: 5 } });
    expect(check.cases[0]!.candidateTrials).toBe(5);
  });

  it('looks for an effect that was put in on purpose', () => {
    const slower = sideOf(around(80, 5)).map((trial) => ({
      ...trial,
      plan: {
        ...trial.plan!,
        services: Object.fromEntries(
          Object.entries(trial.plan!.services).map(([name, service]) => [
            name,
            { ...service, demandFactor: 1.1 },
          ]),
        ),
      },
    }));
    expect(checkOf(slower, five).verdict).toBe('FAIL');
  });

  it('is INCONCLUSIVE where the candidate lacks a case, and new where the baseline does', () => {
    const renamed = (name: string) => five.map((trial) => ({ ...trial, case: name }));
    const check = checkOf([...five, ...renamed('T-90')], [...five, ...renamed('T-80')]);
    expect(check.cases.map(({ case: name, state, verdict }) => [name, state, verdict])).toEqual([
      ['T-01', 'compared', 'PASS'],
      ['T-80', 'missing', 'INCONCLUSIVE'],
      ['T-90', 'new', 'PASS'],
    ]);
    expect(check.verdict).toBe('INCONCLUSIVE');
    expect(checkOf([...five, ...renamed('T-90')], five).verdict).toBe('PASS');
    // A case that comes and is broken is still broken.
    const broken = renamed('T-90').map((trial) => ({ ...trial, verdict: 'INVALID' as const }));
    expect(checkOf([...five, ...broken], five).verdict).toBe('INVALID');
  });

  it('never passes a figure that a side did not observe', () => {
    const blind = five.map((trial) => ({ ...trial, plateau: null }));
    for (const [candidate, baseline] of [
      [blind, five],
      [five, blind],
      [blind, blind],
    ] as const) {
      const check = checkOf(candidate, baseline);
      expect(figureOf(check, 'plateauThroughput')).toMatchObject({
        finding: 'unobserved',
        verdict: 'INCONCLUSIVE',
        trialsNeeded: null,
      });
      expect(check.verdict).toBe('INCONCLUSIVE');
    }
    const oneBlind = five.map((trial, i) => (i === 0 ? { ...trial, plateau: null } : trial));
    expect(figureOf(checkOf(oneBlind, five), 'plateauThroughput').candidate.trials).toBe(4);
  });

  it('calls a service that answers nothing worse, though nothing has a ratio', () => {
    const dead = sideOf(around(90, 5)).map((trial) => ({
      ...trial,
      plateau: { ...trial.plateau!, throughputPerSecond: 0 },
    }));
    expect(figureOf(checkOf(dead, five), 'plateauThroughput').finding).toBe('worse');
    expect(figureOf(checkOf(five, dead), 'plateauThroughput').finding).toBe('better');
  });
});
