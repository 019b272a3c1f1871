import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RequestFact } from './facts.ts';
import { scanned } from './facts.ts';
import { exchange, header, httpMetrics, row } from './rows.ts';

/** The requests of a stream by the plainest way there is: all of it through csv-parse, nine rows at a time. */
function requestsByOracle(text: string): RequestFact[] {
  const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
  const found: RequestFact[] = [];
  rows.forEach((one, i) => {
    if (one.metric_name !== 'http_reqs') return;
    const group = rows.slice(i, i + httpMetrics.length);
    const value = (metric: string) =>
      Math.round(Number(group.find((r) => r.metric_name === metric)!.metric_value) * 1e3);
    const [duration, blocked] = [value('http_req_duration'), value('http_req_blocked')];
    const code = Number(one.error_code);
    const coded = one.error_code === '' ? '' : code >= 1400 ? `HTTP ${code - 1000}` : `k6 error ${code}`;
    found.push({
      start: Number(one.timestamp) - duration - blocked,
      duration,
      blocked,
      status: Number(one.status),
      expected: one.expected_response === 'true',
      route: one.name!,
      pod: '',
      error: one.error === '' ? coded : one.error!,
    });
  });
  return found;
}

const nasty = fc
  .array(
    fc.constantFrom('"', ',', '\n', '\r\n', '\r', '&', '=', ' ', 'vu=7', 'a', 'é', '🎉', '\\', '""', '\t'),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''))
  // An address would be shown as its path; that is told apart elsewhere.
  .filter((text) => !text.includes('://'));

/** No half microseconds: the scanner rounds them as they are written, and the oracle's floating point as it falls. */
const nanoseconds = (max: number) => fc.integer({ min: 0, max }).filter((nanos) => nanos % 1000 !== 500);

const exchanges = fc.array(
  fc.record({
    name: nasty,
    error: nasty,
    group: nasty,
    extra_tags: nasty,
    error_code: fc.constantFrom('', '1404', '1050'),
    status: fc.constantFrom('0', '200', '404', '503'),
    expected_response: fc.constantFrom('true', 'false'),
    nanos: nanoseconds(60_000_000_000),
    blockedNanos: nanoseconds(1_000_000_000),
    gap: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 8 },
);

function text(given: typeof exchanges extends fc.Arbitrary<infer T> ? T : never, columns = header): string {
  let stamp = 1_795_253_301_000_000;
  const rows = given.map(({ nanos, blockedNanos, gap, ...tags }) => {
    stamp += gap;
    return (
      exchange({ stamp, ms: nanos / 1e6, blockedMs: blockedNanos / 1e6, tags }, columns) +
      row({ metric: 'checks', stamp, value: 1, tags: { check: tags.group } }, columns)
    );
  });
  return `${columns}\n${rows.join('')}`;
}

it('reads whatever stands in tags as csv-parse does', () => {
  fc.assert(
    fc.property(exchanges, (given) => {
      const { facts, end } = scanned(text(given));
      expect(facts.requests).toEqual(requestsByOracle(text(given)));
      expect(end.warnings).toEqual([]);
      expect(end.rows).toBe(10 * given.length);
    }),
  );
});

it('reads the same with a byte order mark, with CRLF, and with the columns in another order', () => {
  const reversed = header.split(',').reverse().join(',');
  fc.assert(
    fc.property(exchanges, (given) => {
      const facts = requestsByOracle(text(given));
      expect(scanned(`\ufeff${text(given)}`).facts.requests).toEqual(facts);
      expect(scanned(text(given, reversed)).facts.requests).toEqual(facts);
      // Line ends inside of fields change too then, so there they are taken out.
      const plain = given.map((one) => ({ ...one, name: 'a "b"', error: '', group: ',', extra_tags: '' }));
      expect(scanned(text(plain).replaceAll('\n', '\r\n')).facts.requests).toEqual(
        requestsByOracle(text(plain)),
      );
    }),
  );
});

it('reads tags that k6 writes in another order in each row', () => {
  const rows = exchange({
    stamp: 1_795_253_301_000_000,
    ms: 1,
    blockedMs: 2,
    tags: { extra_tags: 'one=1&two=2', metadata: 'iter=0&vu=5' },
  })
    .split('\n')
    .map((line, i) =>
      i % 2 ? line.replace('one=1&two=2', 'two=2&one=1').replace('iter=0&vu=5', 'vu=5&iter=0') : line,
    );
  const { facts, end } = scanned(`${header}\n${rows.join('\n')}`);
  expect(facts.requests).toMatchObject([{ duration: 1_000, blocked: 2_000 }]);
  expect(end.warnings).toEqual([]);
});
