import { describe, expect, test } from 'vitest';
import { isWithin, order, versionIn } from '../../../src/edge/tools/version.ts';

describe('the version in what a program prints', () => {
  test.each([
    ['k6 v1.8.1 (go1.26.8, linux/amd64)', '1.8.1'],
    ['k6 v1.7.0-rc1 (commit/abc, go1.25, darwin/arm64)', '1.7.0'],
    ['kind v0.33.0 go1.26.8 linux/amd64', '0.33.0'],
    ['Client Version: v1.32.4-dispatcher\nKustomize Version: v5.5.0', '1.32.4'],
    ['go1.26.8', null],
    ['', null],
  ])('%j is %j', (printed, version) => {
    expect(versionIn(printed)).toBe(version);
  });
});

describe('a range of versions', () => {
  const range = { from: '1.6.0', below: '2.0.0' };
  test.each([
    ['1.5.9', false],
    ['1.6.0', true],
    ['1.10.0', true],
    ['1.99.99', true],
    ['2.0.0', false],
    ['0.49.0', false],
  ])('%s: %s', (version, within) => {
    expect(isWithin(version, range)).toBe(within);
  });

  test('counts numbers, not letters', () => {
    expect(['1.10.0', '1.9.0', '1.9.10', '0.99.99'].sort(order)).toEqual([
      '0.99.99',
      '1.9.0',
      '1.9.10',
      '1.10.0',
    ]);
  });
});
