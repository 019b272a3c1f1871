import { describe, expect, test } from 'vitest';
import { distilTrial } from '../../../../src/core/distil/distil-trial.ts';
import type { Observations } from '../../../../src/core/distil/observations.ts';
import type { Trial } from '../../../../src/core/model/trial.ts';
import { loadStart, sampleEnding, sampleEnvironment, samplePlan } from '../sample-plan.ts';
import { eightPods, fivePods, hpaArm, hpaRounds, sampleInput, sampleTrial } from '../sample-world.ts';

const hpaPlan = samplePlan({ arm: hpaArm });

/** Codes of the checks that were not passed, with their verdicts. */
function open(trial: Trial): string[] {
  return trial.checks
    .filter(({ verdict }) => verdict !== 'PASS')
    .map(({ code, verdict }) => `${verdict} ${code}`);
}

function doubts(trial: Trial): string[] {
  return trial.warnings.map(({ code }) => code);
}

function sentence(trial: Trial, code: string): string {
  return [
    ...trial.checks.filter((check) => check.code === code).map(({ seen }) => seen),
    ...trial.warnings.filter((warning) => warning.code === code).map(({ message }) => message),
  ].join(' ');
}

/** Lines of the sample's generator with these fields from second `from` to second `to`. */
function generator(from: number, to: number, fields: object): Partial<Observations> {
  const lines = sampleInput().observations.generator!;
  return {
    generator: lines.map((line) => {
      const t = line.at - loadStart;
      return t >= from && t < to ? { ...line, ...fields } : line;
    }),
  };
}

describe('data', () => {
  test('without a request is INVALID, and so is all that failed', () => {
    const nobody = fivePods.map((pod) => ({ ...pod, perSecond: 0 }));
    expect(open(sampleTrial({ pods: nobody }))).toContain('INVALID no-requests');
    const failing = sampleTrial({ pods: nobody, requests: [[1, 0.1, 'portal-01', false]] });
    expect(open(failing)).toContain('INVALID nothing-processed');
    expect(failing.verdict).toBe('INVALID');
  });

  test('of which a part was lost is INVALID', () => {
    const ending = sampleEnding({ observers: [{ name: 'requests', message: 'the disk was too slow.' }] });
    expect(open(sampleTrial({ ending }))).toEqual(['INVALID requests-lost']);
    const raw = sampleEnding({ observers: [{ name: 'raw', message: 'the disk was too slow.' }] });
    expect(open(sampleTrial({ ending: raw }))).toEqual([]);
  });

  test('of few requests makes p99 doubtful, and that alone', () => {
    const trial = sampleTrial({ pods: fivePods.map((pod) => ({ ...pod, perSecond: pod.perSecond && 3 })) });
    expect(trial.warnings.find(({ code }) => code === 'few-requests')).toMatchObject({
      severity: 'doubt',
      metric: 'p99',
    });
    expect(trial.verdict).toBe('PASS');
  });
});

describe('state', () => {
  test('of a trial that was stopped is INVALID and says where', () => {
    const trial = sampleTrial({
      ending: sampleEnding({ state: 'failed', where: 'load', message: 'k6 ended with 107.' }),
    });
    expect(open(trial)).toEqual(['INVALID not-completed']);
    expect(sentence(trial, 'not-completed')).toContain('failed (load): k6 ended with 107. Run');
  });

  test('with a clock that was set is INVALID beyond a second, in either direction', () => {
    expect(open(sampleTrial({ ending: sampleEnding({ clockJumpSeconds: -1.5 }) }))).toEqual([
      'INVALID clock-jumped',
    ]);
    expect(open(sampleTrial({ ending: sampleEnding({ clockJumpSeconds: 0.9 }) }))).toEqual([]);
  });

  test('with another plan than the one that was run is INVALID', () => {
    const input = sampleInput({ ending: sampleEnding({ planSha256: 'a'.repeat(64) }) });
    expect(open(distilTrial(input))).toEqual([]);
    expect(open(distilTrial({ ...input, planSha256: 'b'.repeat(64) }))).toEqual(['INVALID plan-changed']);
  });
});

describe('start state', () => {
  test('with a pod missing at the start of load is INVALID', () => {
    const late = fivePods.map((pod) => (pod.name === 'portal-05' ? { ...pod, ready: 4 } : pod));
    const trial = sampleTrial({ pods: late });
    expect(open(trial)).toEqual(['INVALID start-state-differs']);
    expect(sentence(trial, 'start-state-differs')).toContain('groupware 5, portal 4');
  });

  test('of an arm whose minimum is raised ahead may have the raised number', () => {
    const arm = { kind: 'scheduled', min: 5, max: 10, targetUtilization: 60 } as const;
    const pods = [...fivePods, ...[6, 7, 8].map((i) => ({ ...fivePods[0]!, name: `portal-0${i}` }))];
    const raised = samplePlan({ arm: { ...arm, raise: { leadSeconds: 60, min: 8 } } });
    expect(open(sampleTrial({ plan: raised, pods }))).toEqual([]);
    const elsewhere = samplePlan({
      arm: { ...arm, raise: { service: 'groupware', leadSeconds: 60, min: 8 } },
    });
    expect(open(sampleTrial({ plan: elsewhere, pods }))).toEqual(['INVALID start-state-differs']);
  });

  test('says how old the pods were', () => {
    expect(sampleTrial().checks.find(({ code }) => code === 'start-state')!.facts).toMatchObject({
      youngestSeconds: 40,
      oldestSeconds: 40,
    });
  });
});

describe('closed load', () => {
  const lines = sampleInput().observations.load!;
  const users = (from: number, to: number, active: number | null): Partial<Observations> => ({
    load: lines.map((line, second) => (second >= from && second < to ? { ...line, users: active } : line)),
  });

  test('with users missing after the ramp is INVALID, also for one second in fifty', () => {
    expect(open(sampleTrial({ observations: users(30, 31, 280) }))).toEqual(['INVALID users-off-plan']);
    expect(open(sampleTrial({ observations: users(30, 40, 297) }))).toEqual([]);
    expect(open(sampleTrial({ observations: users(0, 10, 0) }))).toEqual([]);
  });

  test('whose users nobody saw is INCONCLUSIVE', () => {
    const trial = sampleTrial({ observations: users(0, 60, null) });
    expect(open(trial)).toEqual(['INCONCLUSIVE users-not-observed']);
    expect(trial.verdict).toBe('INCONCLUSIVE');
  });
});

describe('open load', () => {
  const base = samplePlan();
  const plan = samplePlan({
    scenario: {
      ...base.scenario,
      visits: { home: 4 },
      profile: {
        model: 'open',
        points: [
          { atSeconds: 0, perSecond: 20 },
          { atSeconds: 60, perSecond: 20 },
        ],
        maxUsers: 200,
        thinkSeconds: 1,
      },
    },
  });

  /** Each second `started(second)` journeys start, which take 5 s, and `dropped(second)` are dropped. */
  function load(started: (second: number) => number, dropped: (second: number) => number = () => 0) {
    let iterations = 0;
    let droppedInAll = 0;
    return Array.from({ length: 70 }, (_, second) => {
      const ended = second >= 5 ? started(second - 5) : 0;
      iterations += ended;
      droppedInAll += dropped(second);
      const starts: [number, number][] = ended > 0 ? [[loadStart + second - 5, ended]] : [];
      return {
        at: loadStart + second + 0.9,
        users: 200,
        maxUsers: 200,
        iterations,
        dropped: droppedInAll,
        starts,
      };
    });
  }
  const within = (second: number) => (second < 60 ? 20 : 0);

  test('that started as planned passes, with its numbers', () => {
    const trial = sampleTrial({ plan, observations: { load: load(within) } });
    expect(open(trial)).toEqual([]);
    expect(sentence(trial, 'planned-arrivals')).toContain('1180 of 1180 planned journeys started; 0 (0 %)');
    expect(trial.series.iterations.slice(0, 60)).toEqual(new Array(60).fill(20));
    expect(trial.series.planned[0]).toBeCloseTo(20);
  });

  test('that the generator was late with, while users were idle, is INVALID', () => {
    // From second 20 on for five seconds a quarter starts late, and is made up for afterwards.
    const late = (second: number) => (second >= 20 && second < 25 ? 15 : second === 25 ? 45 : within(second));
    const trial = sampleTrial({ plan, observations: { load: load(late) } });
    expect(open(trial)).toEqual(['INVALID generator-late']);
    expect(sentence(trial, 'generator-late')).toContain('for 5 s in a row up to 25 planned journeys');
  });

  test('that was late for a moment passes', () => {
    const moment = (second: number) => (second === 20 ? 10 : second === 22 ? 30 : within(second));
    expect(open(sampleTrial({ plan, observations: { load: load(moment) } }))).toEqual([]);
  });

  test('that was dropped because every user waited is a result, not a fault', () => {
    // Journeys of 5 s keep all 50 users busy with 50 journeys in 5 s, of 100 that are planned.
    const busy = samplePlan({
      ...plan,
      scenario: { ...plan.scenario, profile: { ...plan.scenario.profile, maxUsers: 50 } as never },
    });
    const trial = sampleTrial({
      plan: busy,
      observations: {
        load: load(
          (second) => (second < 60 ? [20, 20, 10, 0, 0][second % 5]! : 0),
          (second) => (second < 60 ? [0, 0, 10, 20, 20][second % 5]! : 0),
        ),
      },
    });
    expect(open(trial)).toEqual([]);
    expect(trial.whole.dropped).toBe(600);
    expect(doubts(trial)).toEqual([]);
  });

  test('that was dropped while users were idle is doubtful', () => {
    const trial = sampleTrial({
      plan,
      observations: {
        load: load(
          (s) => within(s) / 2,
          (s) => within(s) / 2,
        ),
      },
    });
    expect(doubts(trial)).toEqual(['drops-with-idle-users']);
  });

  test('whose starts nobody recorded is INCONCLUSIVE', () => {
    const lines = load(within).map(({ starts: _, ...line }) => line);
    expect(open(sampleTrial({ plan, observations: { load: lines } }))).toEqual([
      'INCONCLUSIVE starts-not-observed',
    ]);
  });
});

describe('generator', () => {
  const load = sampleInput().observations.load!;
  const lateMarks = load.map((line, second) => ({ ...line, at: line.at + (second % 8 === 3 ? 0.2 : 0) }));

  test('that misses its own marks is INVALID, however idle the host', () => {
    const trial = sampleTrial({ observations: { load: lateMarks } });
    expect(open(trial)).toEqual(['INVALID generator-starved']);
    expect(sentence(trial, 'generator-starved')).toMatch(/more than 0.1 s in 2\d(\.\d)? % of the seconds/);
    const once = load.map((line, second) => ({ ...line, at: line.at + (second === 30 ? 0.2 : 0) }));
    expect(open(sampleTrial({ observations: { load: once } }))).toEqual([]);
  });

  test('on a busy host is a doubt about p99 while pods get their quota, and INVALID when they do not', () => {
    const busy = generator(0, 25, { hostIdleShare: 0.01 });
    const served = sampleTrial({ observations: busy });
    expect(open(served)).toEqual([]);
    expect(served.warnings).toMatchObject([{ code: 'generator-host-busy', metric: 'p99' }]);
    const usage = sampleInput().observations.usage!.map((line) => ({
      ...line,
      cpuSeconds: 0.8 * line.cpuSeconds,
    }));
    expect(open(sampleTrial({ observations: { ...busy, usage } }))).toEqual(['INVALID pods-starved-by-host']);
    // Pods that are not busy on an idle host have nothing to do, which is no fault.
    expect(open(sampleTrial({ observations: { usage } }))).toEqual([]);
    expect(doubts(sampleTrial({ observations: generator(0, 3, { hostIdleShare: 0.01 }) }))).toEqual([]);
  });

  test('that takes all cores or all memory itself is INVALID', () => {
    const lines = sampleInput().observations.generator!;
    const busy = lines.map((line, second) => ({ ...line, cpuSeconds: 1.8 * second }));
    expect(open(sampleTrial({ observations: { generator: busy } }))).toEqual([
      'INVALID generator-at-its-limit',
    ]);
    const large = generator(50, 51, { rssBytes: 7.5e9 });
    expect(open(sampleTrial({ observations: large }))).toEqual(['INVALID generator-out-of-memory']);
    const unknown = { ...sampleEnvironment, cores: null, memoryBytes: null };
    expect(open(sampleTrial({ observations: { generator: busy }, environment: unknown }))).toEqual([]);
  });

  test('beside a greedy hypervisor neighbour is doubtful', () => {
    expect(doubts(sampleTrial({ observations: generator(0, 60, { hostStealShare: 0.1 }) }))).toEqual([
      'host-steal',
    ]);
  });

  test('that nobody watched is INCONCLUSIVE', () => {
    expect(open(sampleTrial({ observations: { generator: null } }))).toEqual([
      'INCONCLUSIVE generator-not-observed',
    ]);
  });
});

describe('share', () => {
  const pinned = eightPods.map((pod) => (Number(pod.name.slice(-1)) > 5 ? { ...pod, perSecond: 0.5 } : pod));

  test('of pods that are Ready and get nothing makes the trial INVALID', () => {
    const trial = sampleTrial({ plan: { ...hpaPlan, lengthSeconds: 90 }, pods: pinned });
    expect(open(trial)).toEqual(['INVALID pods-pinned']);
    expect(sentence(trial, 'pods-pinned')).toContain('3 of 8 Ready pods got less than a quarter');
    expect(trial.verdict).toBe('INVALID');
  });

  test('is not blamed on a busy host: pods without requests have no use for their quota', () => {
    const plan = { ...hpaPlan, lengthSeconds: 90 };
    const usage = sampleInput({ plan, pods: pinned }).observations.usage!.map((line) =>
      Number(line.pod.slice(-1)) > 5 ? { ...line, cpuSeconds: 0.01 * line.cpuSeconds } : line,
    );
    const busy = generator(0, 85, { hostIdleShare: 0.01 });
    const trial = sampleTrial({ plan, pods: pinned, observations: { ...busy, usage } });
    expect(open(trial)).toEqual(['INVALID pods-pinned']);
  });

  test('is passed with a note where it is the factor', () => {
    const plan = { ...hpaPlan, lengthSeconds: 90, pinningIsTheFactor: true };
    const trial = sampleTrial({ plan, pods: pinned });
    expect(trial.verdict).toBe('PASS');
    expect(trial.warnings).toMatchObject([{ code: 'pods-pinned-as-planned', severity: 'note' }]);
  });

  test('calls a pod that was Ready for less than 45 s not pinned, and says that it got little', () => {
    const trial = sampleTrial({ plan: hpaPlan, pods: pinned });
    expect(open(trial)).toEqual([]);
    expect(doubts(trial)).toEqual(['pods-idle-for-a-while']);
    expect(sentence(trial, 'share-hardly-judged')).toContain('3 of 8 did for 10 s');
  });

  test('claims nothing from a handful of requests', () => {
    const slow = eightPods.map((pod) => ({ ...pod, perSecond: pod.name === 'portal-01' ? 3 : 0 }));
    const trial = sampleTrial({ plan: { ...hpaPlan, lengthSeconds: 90 }, pods: slow });
    expect(open(trial)).not.toContain('INVALID pods-pinned');
  });

  test('that nobody saw is INCONCLUSIVE', () => {
    expect(open(sampleTrial({ observations: { pods: null } }))).toEqual(['INCONCLUSIVE share-not-observed']);
  });
});

test('errors above one in a hundred are said beside the mean, and are no fault of the measurement', () => {
  const failures = (count: number) =>
    Array.from({ length: count }, (_, i): [number, number, string, boolean] => [
      i / 10,
      0.01,
      'portal-01',
      false,
    ]);
  const trial = sampleTrial({ requests: failures(100) });
  expect(trial.warnings).toMatchObject([{ code: 'error-rate-high', metric: 'mean' }]);
  expect(sentence(trial, 'error-rate-high')).toContain('1.9 % of the requests failed (most often: HTTP 503)');
  expect(trial.verdict).toBe('PASS');
  expect(doubts(sampleTrial({ requests: failures(20) }))).toEqual([]);
});

test('an HPA that unready pods made blind is said', () => {
  const hpa = hpaRounds(hpaPlan, fivePods, false);
  const trial = sampleTrial({ plan: hpaPlan, observations: { hpa } });
  expect(doubts(trial)).toEqual(['unready-pods-blind-the-hpa']);
  expect(sentence(trial, 'unready-pods-blind-the-hpa')).toContain('in 4 of 4 rounds');
  expect(trial.warnings.find(({ code }) => code === 'unready-pods-blind-the-hpa')?.facts).toMatchObject({
    leftOut: 5,
    pods: 5,
    proposed: 8,
    utilizationPercent: 86,
  });
  expect(doubts(sampleTrial({ plan: hpaPlan }))).toEqual([]);
});

test('observers that failed or saw nothing are doubts, and the trial stays', () => {
  const ending = sampleEnding({ observers: [{ name: 'usage', message: 'ps ended with 1.' }] });
  const trial = sampleTrial({ plan: hpaPlan, ending, observations: { usage: null, hpa: null } });
  expect(doubts(trial)).toEqual(['observer-failed', 'not-observed']);
  expect(trial.warnings[1]!.facts).toEqual({ name: 'hpa' });
  expect(trial.verdict).toBe('PASS');
});

test('an import is INVALID for its lack of a plan, and nothing else is held against it', () => {
  const input = sampleInput({ observations: { replicas: null, pods: null, usage: null, generator: null } });
  const trial = distilTrial({ ...input, plan: null, importedAs: 'somebody', environment: null });
  expect(open(trial)).toEqual(['INVALID plan-unknown']);
  expect(trial).toMatchObject({
    id: 'somebody',
    case: 'somebody',
    campaign: 'imported',
    label: 'imported',
    target: null,
  });
  expect(trial.scalingLag).toBeNull();
  expect(trial.series.planned).toEqual(new Array(60).fill(null));
});
