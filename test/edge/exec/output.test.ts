import { describe, expect, test } from 'vitest';
import { LineSplitter } from '../../../src/edge/exec/line-splitter.ts';
import { OutputTail } from '../../../src/edge/exec/output-tail.ts';

describe('the end of an output', () => {
  test('is all of it while it fits', () => {
    const tail = new OutputTail(6);
    tail.push(Buffer.from('abc'));
    tail.push(Buffer.from('def'));
    expect([tail.text(), tail.cut]).toEqual(['abcdef', false]);
  });

  test.each([1, 2, 3, 5, 8, 100])('is its last bytes, pushed %i at a time', (size) => {
    const tail = new OutputTail(7);
    const all = Buffer.from('0123456789abcdefghijklmnop');
    for (let at = 0; at < all.length; at += size) tail.push(all.subarray(at, at + size));
    expect([tail.text(), tail.cut]).toEqual(['jklmnop', true]);
  });

  test.each([6, 7, 8, 9])('never begins inside a character, cut to %i bytes', (limit) => {
    const tail = new OutputTail(limit);
    tail.push(Buffer.from('통계통계'));
    expect(tail.text()).toBe(limit === 9 ? '계통계' : '통계');
  });

  test('of nothing is nothing', () => {
    expect([new OutputTail(5).text(), new OutputTail(5).cut]).toEqual(['', false]);
  });
});

describe('lines', () => {
  test.each([1, 2, 3, 7, 1000])('are the same however they arrive: %i bytes at a time', (size) => {
    const splitter = new LineSplitter();
    const all = Buffer.from('통계\r\n\n10 %\r90 %\nlast');
    const lines: string[] = [];
    for (let at = 0; at < all.length; at += size) lines.push(...splitter.push(all.subarray(at, at + size)));
    expect([lines, splitter.rest(), splitter.rest()]).toEqual([['통계', '', '90 %'], 'last', null]);
  });

  test('one without an end is handed on in pieces', () => {
    const splitter = new LineSplitter();
    const lines: string[] = [];
    for (let i = 0; i < 100; i++) lines.push(...splitter.push(Buffer.alloc(10_000, 'x')));
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.join('').length + (splitter.rest() ?? '').length).toBe(1_000_000);
  });
});
