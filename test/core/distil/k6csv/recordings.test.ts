import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { codesOf, scanned } from './facts.ts';

// The numbers were counted apart, by awk over the unpacked rows: every value rounded to whole microseconds, then added.
const recordings = [
  {
    file: 'fixed-5',
    rows: 73_196,
    bytes: 7_225_079,
    requests: 5_219,
    durationMicros: 11_836_785_212,
    longestMicros: 10_415_873,
    medianMicros: 1_829_286,
    blockedMicros: 2_062_075,
    firstStartMicros: 1_795_244_039_986_510,
    startsAfterMicros: 364_549_152_713,
    iterationMicros: 17_065_992_887,
    userSeconds: 17_062,
    userLines: 65,
    maxUserSeconds: 19_500,
  },
  {
    file: 'hpa-5-10',
    rows: 385_980,
    bytes: 38_093_282,
    requests: 27_544,
    durationMicros: 25_196_848_445,
    longestMicros: 4_380_192,
    medianMicros: 676_214,
    blockedMicros: 9_636_530,
    firstStartMicros: 1_795_244_842_914_732,
    startsAfterMicros: 25_943_767_515_025,
    iterationMicros: 52_769_726_993,
    userSeconds: 52_776,
    userLines: 182,
    maxUserSeconds: 54_600,
  },
];

it.each(recordings)('finds in the recording $file what awk finds', (known) => {
  const path = new URL(`../../../fixtures/recordings/${known.file}.k6.csv.gz`, import.meta.url);
  const { facts, end } = scanned(gunzipSync(readFileSync(path)), [1_000_003, 65_536, 1, 65_535]);
  const { requests } = facts;
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const durations = requests.map(({ duration }) => duration).sort((a, b) => a - b);
  const of = (kind: string) => facts.others.filter(([name]) => name === kind).map(([, , value]) => value);

  expect(end).toMatchObject({
    rows: known.rows,
    bytes: known.bytes,
    requests: known.requests,
    stampUnit: 'seconds',
  });
  expect(codesOf(end)).toEqual(['whole-second-stamps']);
  expect({
    requests: requests.length,
    durationMicros: sum(durations),
    longestMicros: durations.at(-1),
    medianMicros: durations[Math.ceil(durations.length / 2) - 1],
    blockedMicros: sum(requests.map(({ blocked }) => blocked)),
    firstStartMicros: requests.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY),
    startsAfterMicros: sum(requests.map(({ start }) => start - 1_795_244_000_000_000)),
    iterationMicros: sum(of('iteration')),
    userSeconds: sum(of('users')),
    userLines: of('users').length,
    maxUserSeconds: sum(of('maxUsers')),
  }).toEqual({
    requests: known.requests,
    durationMicros: known.durationMicros,
    longestMicros: known.longestMicros,
    medianMicros: known.medianMicros,
    blockedMicros: known.blockedMicros,
    firstStartMicros: known.firstStartMicros,
    startsAfterMicros: known.startsAfterMicros,
    iterationMicros: known.iterationMicros,
    userSeconds: known.userSeconds,
    userLines: known.userLines,
    maxUserSeconds: known.maxUserSeconds,
  });
  expect(of('iteration')).toHaveLength(known.requests);
  expect(
    new Set(
      requests.map(
        ({ status, expected, route, pod, error }) => `${status} ${expected} ${route} ${pod}${error}`,
      ),
    ),
  ).toEqual(new Set(['200 true / ']));
});
