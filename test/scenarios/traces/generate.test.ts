import { describe, expect, test } from 'vitest';
import { traceTexts } from '../../../scenarios/traces/generate.ts';

const texts = Object.entries(traceTexts());

test.each(texts)('%s is what the generator makes', async (name, text) => {
  await expect(text).toMatchFileSnapshot(`../../../scenarios/traces/${name}`);
});

/** Arrivals in the hour that starts at `hour`. */
function hourOf(name: string, hour: number): number {
  const rows = traceTexts()[name]!.trim().split('\n').slice(1);
  return rows.slice(hour * 60, hour * 60 + 60).reduce((sum, row) => sum + Number(row.split(',')[1]), 0);
}

describe('the business survey', () => {
  const at = (hour: number) => hourOf('business-survey.csv', hour);

  test('has humps before and after noon', () => {
    expect(at(10)).toBeGreaterThan(2 * at(12));
    expect(at(14)).toBeGreaterThan(2 * at(12));
  });

  test('surges before the deadline and ends with it', () => {
    expect(at(17)).toBeGreaterThan(at(16));
    expect(at(18)).toBeLessThan(at(17) / 5);
    expect(at(20)).toBeLessThan(60);
  });
});

test('the education survey peaks in the evening and has a small hump at noon', () => {
  const at = (hour: number) => hourOf('education-survey.csv', hour);
  const evening = at(20) + at(21);
  expect(evening).toBeGreaterThan(
    0.5 * Array.from({ length: 24 }, (_, hour) => at(hour)).reduce((a, b) => a + b),
  );
  expect(at(12)).toBeGreaterThan(1.5 * at(11));
  expect(at(12)).toBeGreaterThan(1.5 * at(13));
  expect(at(12)).toBeLessThan(evening / 5);
});
