import { expect, test } from 'vitest';
import { measureNames } from '../../../src/core/model/requirement.ts';
import { measures } from '../../../src/core/requirements/measures.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';

const { trials } = syntheticCampaign({ lengthSeconds: 60 });

test.each(measureNames)('%s is read from where it says', (name) => {
  const { read, places } = measures[name];
  let seen = 0;
  for (const trial of trials) {
    const values = places.map((place) =>
      place
        .split('.')
        .reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], trial),
    );
    const value = read(trial);
    if (value === null) continue;
    seen++;
    for (const one of values) expect(one, places.join()).not.toBeUndefined();
    const [first, last] = values as [number, number | undefined];
    expect(value).toBe(
      name === 'availability' ? 1 - first : last === undefined ? first : Math.max(0, last - first),
    );
  }
  // Only open load drops journeys, and these trials are closed.
  expect(seen > 0).toBe(name !== 'dropped');
});
