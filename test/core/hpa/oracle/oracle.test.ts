import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answersTo, type Sequence } from './case-file.ts';

/** Rounds that Kubernetes 1.34 itself has answered; README.md says how they came about. */
const sequences = JSON.parse(
  readFileSync(new URL('cases-1.34.json', import.meta.url), 'utf8'),
) as readonly Sequence[];

test.each(sequences.map((sequence, index) => ({ index, sequence })))(
  'sequence $index: same sizes, reasons, conditions and memory as upstream',
  ({ sequence }) => {
    expect(answersTo(sequence, '1.34')).toEqual(sequence.rounds.map(({ answer }) => answer));
  },
);

test('the table reaches every condition and most refusals', () => {
  const answers = sequences.flatMap(({ rounds }) => rounds.map(({ answer }) => answer));
  expect(answers.length).toBeGreaterThanOrEqual(400);
  const reasons = new Set(
    answers.flatMap(([, , , , conditions]) => conditions.map(([, , reason]) => reason)),
  );
  expect([...reasons].sort()).toEqual([
    'AmbiguousSelector',
    'DesiredWithinRange',
    'FailedGetContainerResourceMetric',
    'FailedGetResourceMetric',
    'FailedGetScale',
    'FailedUpdateScale',
    'InvalidSelector',
    'ReadyForNewScale',
    'ScaleDownLimit',
    'ScaleDownStabilized',
    'ScaleUpLimit',
    'ScaleUpStabilized',
    'ScalingDisabled',
    'SucceededGetScale',
    'SucceededRescale',
    'TooFewReplicas',
    'TooManyReplicas',
    'ValidMetricFound',
  ]);
  const errors = new Set(answers.map(([, , , code]) => code));
  expect(errors.size).toBeGreaterThanOrEqual(11);
});
