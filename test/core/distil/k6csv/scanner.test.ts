import { describe, expect, it } from 'vitest';
import { mostTexts } from '../../../../src/core/distil/k6csv/interner.ts';
import { K6CsvError } from '../../../../src/core/distil/k6csv/k6-csv-error.ts';
import { codesOf, scanned } from './facts.ts';
import { exchange, exchangeRows, header, row, stream } from './rows.ts';

const at = 1_795_253_301_191_184;

describe('facts', () => {
  it('takes a request with its wait, placed at its start', () => {
    const { facts, end } = scanned(
      stream(
        exchange({
          stamp: at,
          ms: 13.250456,
          blockedMs: 0.2399,
          tags: { name: '/survey', status: '201' },
        }),
      ),
    );
    expect(facts.requests).toEqual([
      {
        start: at - 13_250 - 240,
        duration: 13_250,
        blocked: 240,
        status: 201,
        expected: true,
        route: '/survey',
        pod: '',
        error: '',
      },
    ]);
    expect(end).toMatchObject({ rows: 9, requests: 1, stampUnit: 'microseconds', warnings: [] });
  });

  it('takes iterations, dropped ones, users and the users that exist, and passes over the rest', () => {
    const { facts } = scanned(
      stream(
        row({ metric: 'vus', stamp: at, value: 299 }),
        row({ metric: 'vus_max', stamp: at, value: 300 }),
        row({ metric: 'checks', stamp: at, value: 1, tags: { check: 'answer is "good",\nreally' } }),
        row({ metric: 'my_own_trend', stamp: at, value: 1.5 }),
        exchange({ stamp: at, ms: 1 }),
        row({ metric: 'data_sent', stamp: at, value: 130 }),
        row({ metric: 'iteration_duration', stamp: at + 5, value: 5284.794249 }),
        row({ metric: 'iterations', stamp: at + 5, value: 1 }),
        row({ metric: 'dropped_iterations', stamp: at + 9, value: 3 }),
      ),
    );
    expect(facts.requests).toHaveLength(1);
    expect(facts.others).toEqual([
      ['users', at, 299],
      ['maxUsers', at, 300],
      ['iteration', at + 5, 5_284_794],
      ['dropped', at + 9, 3],
    ]);
  });

  it.each([
    ['https://shop.test:8443/cart/items?id=7#top', '/cart/items'],
    ['http://127.0.0.1', '/'],
    ['http://127.0.0.1?x=1', '/'],
    ['http://127.0.0.1/items/:id', '/items/:id'],
    ['sign-in', 'sign-in'],
    ['/already/a/path?kept', '/already/a/path?kept'],
    ['', ''],
  ])('shows the name %s as the route %s', (name, route) => {
    expect(scanned(stream(exchange({ stamp: at, ms: 1, tags: { name } }))).facts.requests[0]!.route).toBe(
      route,
    );
  });

  it.each([
    [{ error: 'dial: connection refused', error_code: '1212', status: '0' }, 'dial: connection refused'],
    [{ error_code: '1503', status: '503' }, 'HTTP 503'],
    [{ error_code: '1050', status: '0' }, 'k6 error 1050'],
    [{}, ''],
  ])('says the error of %j as "%s"', (tags, error) => {
    expect(scanned(stream(exchange({ stamp: at, ms: 1, tags }))).facts.requests[0]!.error).toBe(error);
  });

  it('believes expected_response, then http_req_failed, then the status', () => {
    const without = header.replace('expected_response,', '');
    const expectedOf = (failed: boolean, tags: Record<string, string>, columns = header) =>
      scanned(`${columns}\n${exchange({ stamp: at, ms: 1, failed, tags }, columns)}`).facts.requests[0]!
        .expected;
    expect(expectedOf(true, { expected_response: 'true', status: '404' })).toBe(true);
    expect(expectedOf(false, { expected_response: 'false', status: '200' })).toBe(false);
    expect(expectedOf(false, { status: '404' }, without)).toBe(true);
    expect(expectedOf(true, { status: '200' }, without)).toBe(false);
    const noFailedRow = (status: string) =>
      scanned(
        `${without}\n${exchangeRows({ stamp: at, ms: 1, tags: { status } })
          .slice(0, 8)
          .map((one) => row(one, without))
          .join('')}`,
      ).facts.requests[0]!.expected;
    expect([noFailedRow('0'), noFailedRow('200'), noFailedRow('302'), noFailedRow('404')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("reads columns by name, in k6's order and in any other", () => {
    const rows = [
      ...exchangeRows({
        stamp: at,
        ms: 2.5,
        blockedMs: 1,
        tags: { name: 'a,"b"', error_code: '1500', status: '500', metadata: 'vu=3' },
      }),
      {
        metric: 'served',
        stamp: at + 1,
        value: 2.5,
        tags: { extra_tags: 'pod=p-1&route=x', metadata: 'vu=3' },
      },
      { metric: 'vus', stamp: at + 2, value: 4 },
    ];
    const told = (columns: string) => {
      const { facts, end } = scanned(
        `${columns}\n${rows.map((one) => row(one, columns)).join('')}`,
        [100, 7, 300],
      );
      expect(end).toMatchObject({ rows: 11, requests: 1, warnings: [] });
      return [facts.requests, facts.others];
    };
    const usual = told('metric_name,timestamp,metric_value,error_code,name,status,extra_tags,metadata');
    expect(usual[0]).toMatchObject([
      { route: 'a,"b"', error: 'HTTP 500', pod: 'p-1', status: 500, blocked: 1_000 },
    ]);
    expect(told('metadata,extra_tags,status,timestamp,name,metric_value,error_code,metric_name')).toEqual(
      usual,
    );
    expect(told(header)[0]).toMatchObject([{ route: 'a,"b"', error: 'HTTP 500', pod: 'p-1' }]);
  });

  it('does without the columns that systemTags left out', () => {
    const columns = 'metric_name,timestamp,metric_value,status,extra_tags,metadata';
    expect(scanned(`${columns}\n${exchange({ stamp: at, ms: 3 }, columns)}`).facts.requests).toEqual([
      {
        start: at - 3_000,
        duration: 3_000,
        blocked: 0,
        status: 200,
        expected: true,
        route: '',
        pod: '',
        error: '',
      },
    ]);
    const withUrl = columns.replace('status', 'status,url');
    expect(
      scanned(`${withUrl}\n${exchange({ stamp: at, ms: 3, tags: { url: 'http://h/p' } }, withUrl)}`).facts
        .requests[0]!.route,
    ).toBe('/p');
  });

  it('reads values as other programs write them', () => {
    const text = stream(exchange({ stamp: at, ms: 13.25 }))
      .replaceAll(',13.250000,', ',1.325e1,')
      .replaceAll(',0.000000,', ',0,');
    expect(scanned(text).facts.requests[0]).toMatchObject({ duration: 13_250, blocked: 0 });
  });

  it('takes files that were put one after the other', () => {
    const first = stream(exchange({ stamp: at, ms: 1 }));
    const columns = 'metric_name,timestamp,metric_value,name,status,extra_tags,metadata';
    const second = `${columns}\n${exchange({ stamp: at + 7, ms: 2, tags: { name: 'b' } }, columns)}`;
    const { facts, end } = scanned(first + second);
    expect(facts.requests.map(({ route, start }) => [route, start])).toEqual([
      ['/', at - 1_000],
      ['b', at + 7 - 2_000],
    ]);
    expect(end).toMatchObject({ rows: 18, warnings: [] });
  });

  it('says when the setup of the script ended', () => {
    const setup = row({ metric: 'data_sent', stamp: at, value: 0, tags: { group: '::setup' } });
    const iteration =
      exchange({ stamp: at + 9, ms: 1 }) + row({ metric: 'data_sent', stamp: at + 10, value: 5 });
    const setupEnd = (text: string) => {
      const seen: (number | null)[] = [];
      scanned(text, [], (scanner) => seen.push(scanner.setupEndMicros));
      return seen[0];
    };
    expect(setupEnd(stream(setup, iteration))).toBe(at);
    expect(setupEnd(stream(iteration))).toBeNull();
  });
});

describe('damage', () => {
  it('leaves a last row out that was cut, and keeps the rest', () => {
    const whole = stream(exchange({ stamp: at, ms: 1 }), exchange({ stamp: at + 5, ms: 2 }));
    const { facts, end } = scanned(whole.slice(0, -30));
    expect(facts.requests.map(({ duration }) => duration)).toEqual([1_000, 2_000]);
    expect(codesOf(end)).toEqual(['last-row-cut']);
    expect(end.warnings[0]!.facts).toMatchObject({ rows: 1 });
    expect(end.rows).toBe(17);
  });

  it('leaves out rows that cannot be read, and says which was the first', () => {
    const good = exchange({ stamp: at, ms: 1 });
    const bad = [
      'http_req_duration,yesterday,1.000000,,,,true,,GET,/,,,,200,,,,,\n',
      `http_req_duration,${at},NaN,,,,true,,GET,/,,,,200,,,,,\n`,
      `http_req_duration,${at},1.000000,too,few\n`,
      `http_req_duration,${at},1.000000,,,,true,,GET,/,,,,200,,,,,,,one too many\n`,
      `http_req_duration,${at},1.000000,,,,true,,GET,"stray quote,,,,200,,,,,\n`,
      'http_req_duration\n',
      `vus,${at}\n`,
    ];
    const { facts, end } = scanned(stream(good, ...bad, exchange({ stamp: at + 9, ms: 2 })));
    expect(facts.requests.map(({ duration }) => duration)).toEqual([1_000, 2_000]);
    const found = end.warnings.find(({ code }) => code === 'rows-unreadable')!;
    expect(found.facts).toMatchObject({ unreadable: 6, firstRow: 11, rows: 24 });
    expect(found.message).toContain('yesterday');
    expect(found.severity).toBe('invalid');
    // A name without a comma is no row at all.
    expect(codesOf(end)).toContain('text-between-rows');
  });

  it('passes over the summary that k6 prints to the same output', () => {
    const summary = '\n\n  █ TOTAL RESULTS \n\n    http_req_duration...: avg="0s, 1\n  running (1m) "\n';
    const { facts, end } = scanned(stream(exchange({ stamp: at, ms: 1 })) + summary);
    expect(facts.requests).toHaveLength(1);
    expect(codesOf(end)).toEqual(['text-between-rows']);
  });

  it('shares one name among the texts beyond the first thousand', () => {
    const parts = Array.from({ length: mostTexts + 50 }, (_, i) =>
      exchange({ stamp: at + i, ms: 1, tags: { name: `/item/${i}` } }),
    );
    const { facts, end } = scanned(stream(...parts));
    const routes = facts.requests.map(({ route }) => route);
    expect(routes[mostTexts - 1]).toBe(`/item/${mostTexts - 1}`);
    expect(new Set(routes.slice(mostTexts))).toEqual(new Set(['(other)']));
    expect(codesOf(end)).toEqual(['too-many-names']);
  });

  it('warns of a stream without requests', () => {
    const { end } = scanned(stream(row({ metric: 'vus', stamp: at, value: 1 })));
    expect(end.warnings).toMatchObject([{ code: 'no-requests', severity: 'invalid' }]);
  });
});

describe("something else than k6's CSV", () => {
  const problemOf = (bytes: Uint8Array | string) => {
    try {
      scanned(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(K6CsvError);
      return [(error as K6CsvError).problem, (error as K6CsvError).message];
    }
    throw new Error('it was taken');
  };

  it.each([
    ['empty', '', 'k6 wrote nothing'],
    ['empty', '\n\n', 'k6 wrote nothing'],
    ['no-rows', `${header}\n`, 'no rows'],
    ['no-rows', header, 'no rows'],
    ['no-header', row({ metric: 'http_reqs', stamp: at, value: 1 }), 'a row of http_reqs'],
    ['missing-columns', 'metric_name,timestamp,metric_value,name\n', 'no column status'],
    ['missing-columns', 'metric_name,metric_value\n', 'timestamp, status'],
    ['other-format', 'a,b,c\n1,2,3\n', 'a,b,c'],
    ['other-format', '{"type":"Metric","data":{}}\n', 'JSON'],
    ['other-format', '<!doctype html>\n<html>\n', 'HTML'],
    ['other-format', 'timeStamp,elapsed,label\n1,2,x\n', 'JMeter'],
    ['other-format', 'x'.repeat(100_000), 'xxx'],
    ['binary', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 10, 10]), 'gzip'],
    ['binary', Uint8Array.from([0xff, 0xfe, 0x6d, 0, 10, 0]), 'UTF-16'],
    ['binary', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 10]), 'binary data'],
  ])('is %s', (problem, bytes, seen) => {
    const [found, message] = problemOf(bytes);
    expect(found).toBe(problem);
    expect(message).toContain(seen);
    expect(message).toMatch(/[A-Z].*\.$/s);
  });

  it('is a row without an end', () => {
    const endless = `http_reqs,${at},1.0,`.padEnd(9_000_000, 'x');
    expect(problemOf(`${header}\n${endless}`)[0]).toBe('endless-row');
  });
});
