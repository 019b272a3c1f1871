import { expect, test } from 'vitest';
import { decideReplicas } from '../../../src/core/hpa/decide.ts';
import { replayRounds } from '../../../src/core/hpa/replay.ts';
import {
  defaultHpaConfig,
  type HpaRound,
  hpaRoundSchema,
  initialHpaState,
} from '../../../src/core/model/hpa.ts';
import { cpuAt, now, situation } from './situation.ts';

/** Two services under one controller: up, then down against the window, then past it. */
function recorded(): HpaRound[] {
  const spec = { minReplicas: 2, maxReplicas: 10, metrics: [cpuAt(60)], behavior: {} };
  const rounds: HpaRound[] = [];
  const services = ['portal', 'groupware'].map((service) => ({
    service,
    state: initialHpaState,
    replicas: 5,
  }));
  for (let index = 0; index < 40; index++) {
    const at = now + index * 15.031;
    for (const one of services) {
      const load = one.service === 'portal' ? (index < 4 ? 93 : 20) : 60;
      const { pods, samples } = situation(one.replicas, load);
      const { decision, state } = decideReplicas({
        spec,
        config: defaultHpaConfig,
        version: '1.34',
        state: one.state,
        currentReplicas: one.replicas,
        pods,
        samples,
        now: at,
      });
      const inputs = { spec, currentReplicas: one.replicas, pods: [...pods], samples: [...samples] };
      rounds.push({ at, service: one.service, ...inputs, decision });
      one.state = state;
      one.replicas = decision.desiredReplicas;
    }
  }
  return rounds;
}

test('recorded rounds survive JSON and give the recorded sizes again', () => {
  const lines = recorded().map((round) => JSON.stringify(round));
  const rounds = lines.map((line) => hpaRoundSchema.parse(JSON.parse(line)));
  const replays = replayRounds(rounds);
  expect(replays.every(({ agrees }) => agrees)).toBe(true);
  expect(replays.map(({ replayed }) => replayed)).toEqual(rounds.map(({ decision }) => decision));
  const portal = rounds
    .filter(({ service }) => service === 'portal')
    .map(({ decision }) => decision.desiredReplicas);
  expect(Math.max(...portal)).toBe(10);
  expect(portal.at(-1)).toBe(4);
});

test('a size that the inputs do not give is named', () => {
  const rounds = recorded();
  const third = rounds[2]!;
  rounds[2] = { ...third, decision: { ...third.decision, desiredReplicas: 6 } };
  const wrong = replayRounds(rounds).filter(({ agrees }) => !agrees);
  expect(wrong).toHaveLength(1);
  expect(wrong[0]).toMatchObject({ round: { at: third.at, service: third.service } });
});

test('a size that could not be written is replayed as such, and leaves no event', () => {
  const input = situation(5, 93, {
    spec: { minReplicas: 1, maxReplicas: 10, metrics: [cpuAt(60)], behavior: {} },
  });
  const { decision, state } = decideReplicas({ ...input, faults: { scaleNotWritable: 'conflict' } });
  expect(decision).toMatchObject({ desiredReplicas: 5, limitedReplicas: 8, rescale: false });
  expect(state.scaleUpEvents).toEqual([]);
  const { spec, currentReplicas, pods, samples } = input;
  const round = {
    at: now,
    service: 'portal',
    spec,
    currentReplicas,
    pods: [...pods],
    samples: [...samples],
    decision,
  };
  expect(replayRounds([round])).toMatchObject([{ agrees: true }]);
});
