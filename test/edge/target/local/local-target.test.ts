import { expect, it } from 'vitest';
import { systemClock } from '../../../../src/edge/clock.ts';
import { LocalTarget } from '../../../../src/edge/target/local/local-target.ts';
import { servicePlan, trialPlan } from '../../../core/plan/plan-fixture.ts';
import { Observed } from './observed.ts';

it('gives a bring-up up when pods end over and over, with what they said last', {
  timeout: 60_000,
}, async () => {
  const portal = { ...servicePlan, startSeconds: 1, routes: { nonsense: { cpuSeconds: 0.001 } } };
  const plan = trialPlan({ arm: { kind: 'fixed', replicas: 1 }, services: { portal } });
  const observed = new Observed();
  const bringUp = new LocalTarget(process.execPath, systemClock()).bringUp(
    { ...plan, beside: [], prediction: null, notPredicted: null },
    observed,
    new AbortController().signal,
  );
  await expect(bringUp).rejects.toThrow(
    /given up, because waiting does not mend it: portal-01 has ended 2 times; its last lines: .*PEAKPROOF_ROUTES names the route "nonsense"/,
  );
  expect(observed.events.filter(({ reason }) => reason === 'BackOff')).toHaveLength(2);
});
