import { expect, test } from 'vitest';
import { nameAdvice, nearestName } from '../../../src/core/plan/nearest-name.ts';

test.each([
  ['replica', ['kind', 'replicas', 'pool'], 'replicas'],
  ['portal-peek', ['portal-peak', 'groupware-peak'], 'portal-peak'],
  ['sumbit', ['survey', 'submit'], 'submit'],
  ['HPA-5-10', ['fixed-5', 'hpa-5-10'], 'hpa-5-10'],
  ['T-1', ['T-01', 'T-20'], 'T-01'],
  ['portal', ['groupware-peak', 'portal-peak'], 'portal-peak'],
  ['x', ['min', 'max'], null],
  ['autoscaled', ['fixed-5', 'hpa-5-10'], null],
  ['anything', [], null],
])('%s among %j is %s', (wrong, names, nearest) => {
  expect(nearestName(wrong, names)).toBe(nearest);
});

test('the advice is the nearest name, else all of them, else nothing', () => {
  expect(nameAdvice('replica', ['replicas'])).toBe("; did you mean 'replicas'?");
  expect(nameAdvice('zzzz', ['a', 'b'])).toBe('; use one of a, b');
  expect(nameAdvice('zzzz', ['a'])).toBe('; use a');
  expect(nameAdvice('zzzz', [])).toBe('');
});
