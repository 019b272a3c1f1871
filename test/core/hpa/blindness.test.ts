import { describe, expect, test } from 'vitest';
import { blindRounds } from '../../../src/core/hpa/blindness.ts';
import { decideReplicas } from '../../../src/core/hpa/decide.ts';
import { explainBlindness } from '../../../src/core/hpa/explain-blindness.ts';
import {
  defaultHpaConfig,
  type HpaRound,
  type HpaSpec,
  type HpaState,
  initialHpaState,
  type PodSample,
  type PodState,
} from '../../../src/core/model/hpa.ts';
import { cpuAt, names, now, pod, sample } from './situation.ts';

const spec: HpaSpec = { minReplicas: 5, maxReplicas: 10, metrics: [cpuAt(60)], behavior: null };
/** Two minutes old, Ready after its first ten seconds. */
const young = (name: string, change: Partial<PodState> = {}) =>
  pod(name, {
    startTimeSeconds: now - 120,
    ready: { status: 'True', lastTransitionSeconds: now - 110 },
    ...change,
  });
const unready = (name: string) => young(name, { ready: { status: 'False', lastTransitionSeconds: now - 3 } });

/** Rounds of one controller, 15 s apart; the first is at `now - 15`. */
function rounds(
  ...worlds: { pods: PodState[]; samples?: PodSample[]; currentReplicas?: number }[]
): HpaRound[] {
  let state: HpaState = initialHpaState;
  return worlds.map(({ pods, samples, currentReplicas = pods.length }, index) => {
    const at = now + 15 * (index - 1);
    const given = samples ?? pods.map(({ name }) => sample(name, 98, { timestampSeconds: at - 5 }));
    const { decision, state: next } = decideReplicas({
      spec,
      config: defaultHpaConfig,
      version: '1.34',
      state,
      currentReplicas,
      pods,
      samples: given,
      now: at,
    });
    state = next;
    return { at, service: 'portal', spec, currentReplicas, pods, samples: given, decision };
  });
}

const idle = (pods: PodState[]) => ({ pods, samples: pods.map(({ name }) => sample(name, 2)) });
const five = names(5);

describe('a round is blind', () => {
  test('when all pods lost their readiness: no usable sample, and nine replicas missed', () => {
    const recorded = rounds(idle(five.map((name) => young(name))), { pods: five.map(unready) });
    expect(recorded[1]!.decision.error?.code).toBe('NO_USABLE_METRICS');
    expect(blindRounds(recorded)).toEqual([
      {
        at: now,
        service: 'portal',
        leftOut: five,
        pods: 5,
        currentReplicas: 5,
        proposed: null,
        proposedWithThem: 9,
        utilizationWithThem: 98,
      },
    ]);
  });

  test('when some did, and the rest alone asks for less', () => {
    const half = five.map((name, index) => (index < 3 ? unready(name) : young(name)));
    const [blind] = blindRounds(rounds(idle(five.map((name) => young(name))), { pods: half }));
    expect(blind).toMatchObject({ leftOut: five.slice(0, 3), proposed: 5, proposedWithThem: 9 });
  });

  test('when they are Ready again, but so lately that their sample does not count', () => {
    const back = five.map((name) =>
      young(name, { ready: { status: 'True', lastTransitionSeconds: now - 6 } }),
    );
    expect(blindRounds(rounds(idle(five.map((name) => young(name))), { pods: back }))).toMatchObject([
      { at: now, leftOut: five, proposedWithThem: 9 },
    ]);
  });
});

test('a round without an answer is blind, whatever it would have been', () => {
  const recorded = rounds(idle(five.map((name) => young(name))), idle(five.map(unready)));
  expect(blindRounds(recorded)).toMatchObject([{ proposed: null, proposedWithThem: 5 }]);
});

describe('a round sees', () => {
  test('when only new pods are left out, which have yet to become Ready', () => {
    const added = ['new-1', 'new-2'].map((name) =>
      young(name, {
        startTimeSeconds: now - 8,
        ready: { status: 'False', lastTransitionSeconds: now - 8 },
      }),
    );
    const old = five.map((name) => young(name));
    expect(blindRounds(rounds(idle(old), { pods: [...old, ...added] }))).toEqual([]);
  });

  test('when a new pod is Ready for the first time and its sample is older than that', () => {
    const old = five.map((name) => young(name));
    const fresh = young('new-1', {
      startTimeSeconds: now - 18,
      ready: { status: 'True', lastTransitionSeconds: now - 8 },
    });
    expect(blindRounds(rounds(idle(old), { pods: [...old, fresh] }))).toEqual([]);
  });

  test('when the pods are older than five minutes: an unready pod counts then', () => {
    const old = five.map((name) => pod(name, { ready: { status: 'False', lastTransitionSeconds: now - 3 } }));
    const recorded = rounds(idle(five.map((name) => pod(name))), { pods: old });
    expect(recorded[1]!.decision.desiredReplicas).toBe(9);
    expect(blindRounds(recorded)).toEqual([]);
  });

  test('when nothing more would have been asked for', () => {
    const half = five.map((name, index) => (index < 3 ? unready(name) : young(name)));
    expect(blindRounds(rounds(idle(five.map((name) => young(name))), idle(half)))).toEqual([]);
  });
});

test('the case is named with its rounds, pods and what was missed, in English and Korean', () => {
  const recorded = rounds(idle(five.map((name) => young(name))), { pods: five.map(unready) });
  const english = explainBlindness(recorded, now - 20, 'en');
  expect(english.findings).toEqual([
    "Unready pods blind the HPA (portal): in 1 of 2 rounds (at 20.0 s) up to 5 of 5 pods were left out, because their readiness probe failed. With them counted CPU was up to 98 % and it would have asked for up to 9 replicas. Give the probe more time (TCP, timeoutSeconds 5), or answer it ahead of the users' requests.",
  ]);
  expect(english.sentenceOf(recorded[0]!)).toBeUndefined();
  expect(english.sentenceOf(recorded[1]!)).toBe(
    'blind: the CPU of 5 of 5 pods did not count, because they had lost their readiness; with them CPU is 98 % and 9 replicas would have been asked for instead of nothing',
  );
  expect(explainBlindness(recorded, now - 20, 'ko').findings[0]).toMatch(
    /^준비되지 않은 파드가 HPA를 가림\(portal\): 판단 2회 중 1회\(20\.0 s\).*최대 9개/,
  );
  expect(explainBlindness(recorded.slice(0, 1), now, 'en').findings).toEqual([]);
});
