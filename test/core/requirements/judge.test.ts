import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Requirement, Wanted } from '../../../src/core/model/requirement.ts';
import type { Trial } from '../../../src/core/model/trial.ts';
import { type Filed, judgedRequirement } from '../../../src/core/requirements/judge.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';

const { trials } = syntheticCampaign({ lengthSeconds: 10 });
const [fixed, scaling] = ['fixed', 'hpa'].map((kind) => trials.find(({ plan }) => plan?.arm.kind === kind)!);

/** A trial of a case with these figures; everything else as in a sound trial. */
function filed(name: string, i: number, mean: number | null, verdict: Trial['verdict'] = 'PASS'): Filed {
  const like = fixed!;
  const responseSeconds = mean === null ? null : { ...like.whole.responseSeconds!, mean };
  const trial: Trial = {
    ...like,
    id: `${name}.${i}`,
    case: name,
    verdict,
    whole: { ...like.whole, responseSeconds },
  };
  return { trial, file: `trials/${name}.${i}/trial.json`, sha256: '0'.repeat(64) };
}

function requirement(wanted: Partial<Wanted>): Requirement {
  return {
    id: 'X-1',
    area: null,
    title: 'X',
    titleKo: null,
    wanted: {
      measure: 'mean',
      case: 'A',
      against: null,
      bound: 'atMost',
      limit: 2,
      confidence: null,
      ...wanted,
    },
  };
}

function said(wanted: Partial<Wanted>, records: readonly Filed[]) {
  const { standing, judgements } = judgedRequirement(requirement(wanted), records);
  return { standing, reason: judgements[0]?.reason ?? null, more: judgements[0]?.moreTrialsNeeded ?? null };
}

const cases = (...means: (number | null)[]) => means.map((mean, i) => filed('A', i + 1, mean));

describe('a limit that every trial has to hold', () => {
  test.each([
    ['holds in all', cases(1, 2), 'PASS', 'holds-in-every-trial'],
    ['missed in one of three', cases(1, 2.1, 1), 'FAIL', 'missed-in-a-trial'],
    ['no trial of the case', [filed('B', 1, 1)], 'NOT_MEASURED', 'no-case'],
    ['not observed', cases(null, null), 'NOT_MEASURED', 'not-observed'],
    ['observed in one of two', cases(1, null), 'INCONCLUSIVE', 'partly-observed'],
    [
      'held, beside a trial that is not to be trusted',
      [...cases(1), filed('A', 2, 1, 'INVALID')],
      'INVALID',
      'trials-invalid',
    ],
    [
      'missed only by a trial that is not to be trusted',
      [...cases(1), filed('A', 2, 9, 'INVALID')],
      'INVALID',
      'trials-invalid',
    ],
    [
      'missed by a sound trial beside one that is not',
      [...cases(9), filed('A', 2, 1, 'INVALID')],
      'FAIL',
      'missed-in-a-trial',
    ],
  ] as const)('%s', (_, records, standing, reason) => {
    expect(said({}, records)).toMatchObject({ standing, reason });
  });

  test('in every case: the one that decides comes first, and it is proved by each trial', () => {
    const records = [...cases(1), filed('B', 1, 3), filed('C', 1, null)];
    const judged = judgedRequirement(requirement({ case: null }), records);
    expect(judged.standing).toBe('FAIL');
    expect(judged.judgements.map((one) => [one.case, one.standing])).toEqual([
      ['B', 'FAIL'],
      ['A', 'PASS'],
      ['C', 'NOT_MEASURED'],
    ]);
    expect(judged.judgements[0]!.trials).toEqual([
      {
        trial: 'B.1',
        value: 3,
        never: false,
        file: 'trials/B.1/trial.json',
        sha256: '0'.repeat(64),
        places: ['whole.responseSeconds.mean'],
      },
    ]);
  });

  test('pods that should have been added and never were miss any limit of time; a fixed arm is not asked', () => {
    const scalingLag = {
      ...scaling!.scalingLag!,
      overloadSeconds: 10,
      readySeconds: null,
      lastReadySeconds: 50,
    };
    const of = (trial: Trial): Filed => ({
      trial: { ...trial, case: 'A', scalingLag, verdict: 'PASS' },
      file: 'f',
      sha256: 's',
    });
    const never = judgedRequirement(requirement({ measure: 'scaleOut', limit: 1e9 }), [of(scaling!)]);
    expect(never.standing).toBe('FAIL');
    expect(never.judgements[0]!.trials[0]).toMatchObject({ value: null, never: true });
    expect(said({ measure: 'scaleOutComplete', limit: 40 }, [of(scaling!)]).standing).toBe('PASS');
    expect(said({ measure: 'scaleOut' }, [of(fixed!)])).toMatchObject({ standing: 'NOT_MEASURED' });
  });
});

describe('a limit with a confidence', () => {
  const wanted = { confidence: 0.95 };
  test('is claimed only when the whole interval supports it', () => {
    expect(said(wanted, cases(1, 1.1, 1.2, 1.3, 1.4, 1.5))).toMatchObject({
      standing: 'PASS',
      reason: 'interval-within',
    });
    expect(said(wanted, cases(3, 3.1, 3.2, 3.3, 3.4, 3.5))).toMatchObject({
      standing: 'FAIL',
      reason: 'interval-beyond',
    });
    expect(said(wanted, cases(1, 1.1, 1.2, 1.3, 1.4, 2.5))).toMatchObject({
      standing: 'INCONCLUSIVE',
      reason: 'interval-across',
    });
  });

  test('says how many trials are missing, and with so many more there is an interval', () => {
    for (const confidence of [0.5, 0.8, 0.9, 0.95, 0.99, 0.999])
      for (let n = 1; n < 12; n++) {
        const few = said({ confidence }, cases(...Array.from({ length: n }, (_, i) => 1 + i / 100)));
        if (few.more === 0) {
          expect(few.standing, `${confidence} ${n}`).toBe('PASS');
          continue;
        }
        expect(few).toMatchObject({ standing: 'INCONCLUSIVE', reason: 'too-few-trials' });
        const of = (count: number) =>
          said({ confidence }, cases(...Array.from({ length: count }, (_, i) => 1 + i / 100)));
        expect(of(n + few.more!).standing).toBe('PASS');
        expect(of(n + few.more! - 1).standing).toBe('INCONCLUSIVE');
      }
  });

  test('against another case is judged by the interval of the ratio', () => {
    const against = { case: 'A', against: 'B', confidence: 0.95, limit: 0.6 };
    const bases = (n: number) => Array.from({ length: n }, (_, i) => filed('B', i + 1, 2 + i / 100));
    const ours = (n: number, mean: number) =>
      Array.from({ length: n }, (_, i) => filed('A', i + 1, mean + i / 100));
    expect(said(against, [...ours(4, 1), ...bases(4)])).toMatchObject({
      standing: 'PASS',
      reason: 'interval-within',
    });
    expect(said(against, [...ours(4, 1.5), ...bases(4)])).toMatchObject({ standing: 'FAIL' });
    expect(said(against, [...ours(3, 1), ...bases(3)])).toEqual({
      standing: 'INCONCLUSIVE',
      reason: 'too-few-trials',
      more: 1,
    });
    expect(said(against, ours(4, 1))).toMatchObject({ standing: 'NOT_MEASURED', reason: 'no-case' });
    const longer = bases(4).map((record) => ({
      ...record,
      trial: { ...record.trial, plan: { ...record.trial.plan!, lengthSeconds: 99 } },
    }));
    const unlike = judgedRequirement(requirement(against), [...ours(4, 1), ...longer]);
    expect(unlike.judgements[0]).toMatchObject({ standing: 'INVALID', reason: 'not-alike' });
    expect(unlike.judgements[0]!.differences[0]).toContain('length in seconds');
  });
});

describe('whatever is measured besides', () => {
  const record = fc.record({
    name: fc.constantFrom('A', 'B'),
    mean: fc.option(fc.double({ min: 0.1, max: 5, noNaN: true }), { freq: 4 }),
    verdict: fc.constantFrom('PASS', 'PASS', 'PASS', 'INVALID', 'FAIL') as fc.Arbitrary<Trial['verdict']>,
  });
  const campaign = fc
    .array(record, { maxLength: 14 })
    .map((list) => list.map(({ name, mean, verdict }, i) => filed(name, i, mean, verdict)));
  const wanted = fc.record({
    case: fc.constantFrom('A', null),
    bound: fc.constantFrom('atLeast', 'atMost') as fc.Arbitrary<Wanted['bound']>,
    limit: fc.double({ min: 0.1, max: 5, noNaN: true }),
  });

  test('what a sound trial missed stays missed', () => {
    fc.assert(
      fc.property(wanted, campaign, campaign, (limit, before, more) => {
        fc.pre(said(limit, before).standing === 'FAIL');
        expect(said(limit, [...before, ...more]).standing).toBe('FAIL');
      }),
    );
  });

  test('what was measured does not become not measured, with or without a confidence', () => {
    fc.assert(
      fc.property(
        wanted,
        fc.constantFrom(null, 0.8, 0.95),
        fc.constantFrom(null, 'B'),
        campaign,
        campaign,
        (limit, confidence, against, before, more) => {
          const asked =
            against === null ? { ...limit, confidence } : { ...limit, case: 'A', against, confidence: 0.9 };
          fc.pre(said(asked, before).standing !== 'NOT_MEASURED');
          expect(said(asked, [...before, ...more]).standing).not.toBe('NOT_MEASURED');
        },
      ),
    );
  });

  test('nothing passes while a trial of the case is not to be trusted', () => {
    fc.assert(
      fc.property(wanted, campaign, fc.constantFrom(null, 0.8), (limit, records, confidence) => {
        const asked = { ...limit, case: 'A', confidence };
        const broken = [...records, filed('A', 99, 1, 'INVALID')];
        expect(['FAIL', 'INVALID']).toContain(said(asked, broken).standing);
      }),
    );
  });

  test('the order of the records changes nothing but the order of the proofs', () => {
    fc.assert(
      fc.property(wanted, campaign, (limit, records) => {
        expect(said(limit, [...records].reverse()).standing).toBe(said(limit, records).standing);
      }),
    );
  });
});
