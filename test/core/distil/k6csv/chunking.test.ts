import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scanned } from './facts.ts';
import { exchange, row, stream } from './rows.ts';

const at = 1_795_253_301_191_184;

/** Everything that makes a scanner change its way, close together. */
const mixed = stream(
  row({ metric: 'vus', stamp: at, value: 2 }),
  exchange({ stamp: at, ms: 1.5, blockedMs: 0.25, tags: { name: 'http://h/a', metadata: 'vu=1' } }),
  row({ metric: 'served', stamp: at + 1, value: 1.5, tags: { extra_tags: 'pod=p-1', metadata: 'vu=1' } }),
  exchange({ stamp: at + 2, ms: 2.5, tags: { name: 'say "hi",\r\n친구 🎉', metadata: 'vu=2' } }),
  row({ metric: 'checks', stamp: at + 2, value: 1, tags: { check: 'two\nlines' } }),
  exchange({ stamp: at + 2, ms: 3.5, tags: { name: 'http://h/a', metadata: 'vu=1' } }).slice(0, -60),
  '\nnot a row\n',
  row({
    metric: 'served',
    stamp: at + 4,
    value: 2.5,
    tags: { extra_tags: 'x=","&pod=p-2', metadata: 'vu=2' },
  }),
  row({ metric: 'iteration_duration', stamp: at + 5, value: 12.5 }),
  row({ metric: 'iterations', stamp: at + 5, value: 1 }),
  row({ metric: 'vus', stamp: at + 6, value: 1 }).slice(0, -9),
);

it('finds the same facts however the stream is cut', () => {
  const bytes = new TextEncoder().encode(mixed);
  const whole = scanned(bytes);
  expect(whole.facts.requests).toHaveLength(3);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 40 }), (pieces) => {
      expect(scanned(bytes, pieces)).toEqual(whole);
    }),
  );
  expect(scanned(bytes, new Array<number>(bytes.length).fill(1))).toEqual(whole);
});

it('finds the same facts of a real recording in pieces of any size', () => {
  const path = new URL('../../../fixtures/recordings/fixed-5.k6.csv.gz', import.meta.url);
  const bytes = gunzipSync(readFileSync(path)).subarray(0, 600_000);
  const whole = scanned(bytes);
  expect(whole.facts.requests.length).toBeGreaterThan(400);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 70_000 }), (small, large) => {
      const pieces = Array.from({ length: Math.floor(600_000 / (small + large)) }, (_, i) =>
        i % 2 ? small : large,
      );
      const cut = scanned(bytes, pieces);
      expect(cut.end).toEqual(whole.end);
      expect(cut.facts.requests).toEqual(whole.facts.requests);
    }),
    { numRuns: 20 },
  );
});
