import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf, scanned } from './facts.ts';
import { type Exchange, exchange, exchangeRows, header, row, stream } from './rows.ts';

const at = 1_795_253_301_000_000;
const byUser = (vu: number, tags: Record<string, string> = {}) => ({ ...tags, metadata: `vu=${vu}` });
const served = (vu: number, pod: string, stamp: number) =>
  row({
    metric: 'served',
    stamp,
    value: 1,
    tags: { extra_tags: `pod=${pod}&route=x`, metadata: `vu=${vu}` },
  });

describe('pods', () => {
  it('gives each request the pod that its own user says, however users alternate', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 4 })), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.infiniteStream(fc.nat()),
        (journeys, choice) => {
          // Each user's own rows stay in order; between users anything goes.
          const queues = new Map<number, { text: string; ms: number; pod: string }[][]>();
          journeys.forEach(([vu, pod], i) => {
            const request = {
              text: exchange({ stamp: at + i, ms: i, tags: byUser(vu) }),
              ms: i,
              pod: `p${pod}`,
            };
            const answer = { text: served(vu, `p${pod}`, at + i + 1), ms: i, pod: '' };
            queues.set(vu, [...(queues.get(vu) ?? []), [request, answer]]);
          });
          const pending = [...queues.values()].map((pairs) => pairs.flat());
          let text = '';
          while (pending.some((queue) => queue.length > 0)) {
            const left = pending.filter((queue) => queue.length > 0);
            text += left[choice.next().value! % left.length]!.shift()!.text;
          }
          const { facts, end } = scanned(`${header}\n${text}`);
          expect(end.warnings).toEqual([]);
          expect(
            facts.requests
              .map(({ duration, pod }) => [duration, pod])
              .sort((a, b) => Number(a[0]) - Number(b[0])),
          ).toEqual(journeys.map(([, pod], i) => [i * 1_000, `p${pod}`]));
        },
      ),
    );
  });

  it('finds the user at the end of a row that ends with CRLF', () => {
    const text = stream(exchange({ stamp: at, ms: 1, tags: byUser(1) }), served(1, 'p', at + 1));
    const { facts, end } = scanned(text.replaceAll('\n', '\r\n'));
    expect(facts.requests.map(({ pod }) => pod)).toEqual(['p']);
    expect(end.warnings).toEqual([]);
  });

  it('lets a request go without a pod when its user asks again, or at the end', () => {
    const { facts } = scanned(
      stream(
        exchange({ stamp: at, ms: 1, tags: byUser(1) }),
        exchange({ stamp: at + 1, ms: 2, tags: byUser(2) }),
        exchange({ stamp: at + 2, ms: 3, tags: byUser(1) }),
        served(1, 'p', at + 3),
        // Nothing of this user is held any more, and of user 9 nothing was.
        served(1, 'q', at + 4),
        served(9, 'q', at + 4),
      ),
    );
    expect(facts.requests.map(({ duration, pod }) => [duration, pod])).toEqual([
      [1_000, ''],
      [3_000, 'p'],
      [2_000, ''],
    ]);
  });

  it('tells requests without a user at once', () => {
    const { facts } = scanned(
      stream(exchange({ stamp: at, ms: 1 }), row({ metric: 'vus', stamp: at, value: 1 })),
      [],
      () => {},
    );
    expect(facts.requests).toHaveLength(1);
  });

  it('holds a request of any user number, and trusts no absurd one', () => {
    const { facts } = scanned(
      stream(
        exchange({ stamp: at, ms: 1, tags: byUser(100_000) }),
        served(100_000, 'far', at),
        exchange({ stamp: at, ms: 2, tags: byUser(4_000_000_000) }),
        served(4_000_000_000, 'lost', at),
      ),
    );
    expect(facts.requests.map(({ pod }) => pod)).toEqual(['far', '']);
  });
});

describe('broken groups', () => {
  const given: Exchange[] = [
    { stamp: at, ms: 1, blockedMs: 10 },
    { stamp: at + 1, ms: 2, blockedMs: 10, tags: { name: 'b', status: '503', expected_response: 'false' } },
    { stamp: at + 2, ms: 3, blockedMs: 10 },
  ];
  const lines = given.flatMap((one) => exchangeRows(one).map((r) => row(r)));

  it('keeps durations alone in a file that was sorted', () => {
    const { facts, end } = scanned(stream(...[...lines].sort()));
    expect(
      facts.requests.map(({ duration, blocked, expected, status }) => [duration, blocked, expected, status]),
    ).toEqual([
      [1_000, 0, true, 200],
      [2_000, 0, false, 503],
      [3_000, 0, true, 200],
    ]);
    expect(end.warnings).toMatchObject([{ code: 'requests-without-wait', facts: { alone: 3, requests: 3 } }]);
  });

  it('gives no wait and no failure to another request in a sorted file, however alike they are', () => {
    const columns = header.replace('expected_response,', '');
    const alike = [1, 2, 3].flatMap((ms) => exchangeRows({ stamp: at, ms, blockedMs: ms, failed: ms === 1 }));
    const sorted = alike.map((one) => row(one, columns)).sort();
    for (const rows of [sorted, sorted.toReversed()]) {
      const { facts, end } = scanned(`${columns}\n${rows.join('')}`);
      expect(
        facts.requests.map(({ duration, blocked, expected }) => [duration, blocked, expected]).sort(),
      ).toEqual([
        [1_000, 0, true],
        [2_000, 0, true],
        [3_000, 0, true],
      ]);
      expect(codesOf(end)).toEqual(['requests-without-wait']);
    }
  });

  it('counts every duration once in any order of rows, and adds no wait to a request that is not its own', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (shuffled) => {
        const { facts } = scanned(stream(...shuffled));
        expect(facts.requests.map(({ duration }) => duration).sort((a, b) => a - b)).toEqual([
          1_000, 2_000, 3_000,
        ]);
        for (const { duration, route, blocked, start } of facts.requests) {
          const own = given.find(({ ms }) => ms * 1_000 === duration)!;
          expect(route).toBe(own.tags?.name ?? '/');
          expect([0, 10_000]).toContain(blocked);
          expect(start).toBe(Number(own.stamp) - duration - blocked);
        }
      }),
    );
  });

  it('keeps two requests apart that ended at the same moment with the same tags', () => {
    const twice = exchange({ stamp: at, ms: 1, blockedMs: 1 }) + exchange({ stamp: at, ms: 2, blockedMs: 2 });
    const { facts, end } = scanned(stream(twice));
    expect(facts.requests.map(({ duration, blocked }) => [duration, blocked])).toEqual([
      [1_000, 1_000],
      [2_000, 2_000],
    ]);
    expect(end.warnings).toEqual([]);
  });

  it('does not take the wait of a request with other tags', () => {
    const rows = exchangeRows({ stamp: at, ms: 1, blockedMs: 9 });
    const other = exchangeRows({ stamp: at, ms: 2, blockedMs: 9, tags: { name: 'other' } });
    const mixed = [rows[0]!, rows[1]!, other[2]!, other[1]!, rows[2]!].map((one) => row(one));
    const { facts, end } = scanned(stream(...mixed));
    expect(facts.requests.map(({ route, blocked }) => [route, blocked])).toEqual([
      ['/', 0],
      // Adjacent, but not in k6's order: who knows whose wait it is.
      ['other', 0],
    ]);
    expect(codesOf(end)).toEqual(['requests-without-wait']);
    expect(end.warnings[0]!.facts).toEqual({ alone: 2, requests: 2 });
  });
});
