import { describe, expect, test } from 'vitest';
import { checkRequirements } from '../../../src/core/requirements/check.ts';
import { readLimit } from '../../../src/core/requirements/limit.ts';

function problemsOf(value: unknown): string[] {
  const checked = checkRequirements(value);
  return 'problems' in checked
    ? checked.problems.map(({ path, message }) => `${path.join('.')}: ${message}`)
    : [];
}

const good = { id: 'P-1', title: 'Fast', measure: 'p95', atMost: '3 s' };
const file = (...requirements: unknown[]) => ({ title: 'PoC', requirements });

describe('requirements', () => {
  test('are read in base units', () => {
    const checked = checkRequirements(
      file(
        { ...good, case: 'T-02', area: 'performance', titleKo: '빠름' },
        { id: 'A', title: 'a', measure: 'errorRate', atMost: '0.1 %', confidence: '99 %' },
        { id: 'S', title: 's', case: 'T-02', measure: 'throughput', against: 'T-01', atLeast: 1.5 },
        { id: 'N', title: 'n', area: 'security' },
      ),
    );
    expect(
      'requirements' in checked && checked.requirements.requirements.map(({ wanted }) => wanted),
    ).toEqual([
      { measure: 'p95', case: 'T-02', against: null, bound: 'atMost', limit: 3, confidence: null },
      { measure: 'errorRate', case: null, against: null, bound: 'atMost', limit: 0.001, confidence: 0.99 },
      {
        measure: 'throughput',
        case: 'T-02',
        against: 'T-01',
        bound: 'atLeast',
        limit: 1.5,
        confidence: 0.95,
      },
      null,
    ]);
  });

  test.each([
    ['a text', 'x', "title: 'title' needs a text, not nothing"],
    ['nothing to require', { title: 'x', requirements: [] }, 'with at least one'],
    [
      'a wrong key',
      file({ ...good, atmost: 1 }),
      "requirements.0.atmost: unknown key 'atmost'; did you mean 'atMost'?",
    ],
    ['a wrong measure', file({ ...good, measure: 'p59' }), "did you mean 'p50'?"],
    ['a wrong area', file({ ...good, area: 'performence' }), "did you mean 'performance'?"],
    ['an id twice', file(good, good), "requirements.1.id: 'P-1' is the id of an earlier one"],
    ['a limit without a unit', file({ ...good, atMost: 3 }), 'is 3 without a unit, such as 3 s or 500 ms'],
    ['a limit of another unit', file({ ...good, atMost: '3 %' }), 'which is another unit'],
    ['two limits', file({ ...good, atLeast: '1 s' }), 'either atLeast or atMost'],
    ['no limit', file({ id: 'a', title: 'b', measure: 'p95' }), 'either atLeast or atMost'],
    ['a limit of nothing', file({ id: 'a', title: 'b', atMost: 3 }), 'none is named'],
    [
      'a share above all',
      file({ id: 'a', title: 'b', measure: 'errorRate', atMost: '120 %' }),
      'more than all',
    ],
    ['a base without a case', file({ ...good, against: 'T-01', atMost: 2 }), 'name the first with case'],
    [
      'a ratio of what may be 0',
      file({ id: 'a', title: 'b', case: 'A', against: 'B', measure: 'errorRate', atMost: 2 }),
      'has no ratio',
    ],
    ['a confidence without a unit', file({ ...good, confidence: 0.95 }), 'from 50 % to 99.9 %'],
    ['a confidence of all', file({ ...good, confidence: '100 %' }), 'from 50 % to 99.9 %'],
    [
      'an interval of what may never happen',
      file({ id: 'a', title: 'b', measure: 'scaleOut', atMost: '60 s', confidence: '95 %' }),
      'may never happen',
    ],
    ['a list for a requirement', file(['p95']), 'a requirement is a map'],
  ])('with %s are refused', (_, value, message) => {
    expect(problemsOf(value).join('\n')).toContain(message);
  });

  test('are refused for everything at once', () => {
    expect(problemsOf(file({ id: '', measure: 'p95', atMost: 3 }, 7)).length).toBeGreaterThanOrEqual(4);
  });

  test.each([
    ['500 ms', 'seconds', 0.5],
    ['5 min', 'seconds', 300],
    ['99.9%', 'share', 0.999],
    [100, 'number', 100],
  ] as const)('%s of %s is %s', (text, unit, value) => {
    expect(readLimit(text, unit)).toBe(value);
  });

  test.each(['-1 s', '1e3 s', 'three', '', 'NaN', '0x10', '3 h'])('%j is no limit', (text) => {
    expect(readLimit(text, 'seconds')).toHaveProperty('problem');
  });
});
