import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pngDataUri } from '../../../src/core/report/charts/png.ts';

function chunksOf(uri: string): Map<string, Buffer> {
  const bytes = Buffer.from(uri.replace('data:image/png;base64,', ''), 'base64');
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    chunks.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + size));
    at += size + 12;
  }
  return chunks;
}

test('zlib reads back what was drawn', () => {
  const cells = [0, 1, 2, 3, 4, 5, 15, 14, 13];
  const chunks = chunksOf(pngDataUri(3, 3, cells, [[1, 2, 3]]));
  expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
  expect([...inflateSync(chunks.get('IDAT')!)]).toEqual([0, 0x01, 0x20, 0, 0x34, 0x50, 0, 0xfe, 0xd0]);
});

test('a large picture takes several stored blocks', () => {
  const cells = Uint8Array.from({ length: 600 * 400 }, (_, i) => i % 16);
  const inflated = inflateSync(chunksOf(pngDataUri(600, 400, cells, [])).get('IDAT')!);
  expect(inflated).toHaveLength(301 * 400);
  expect(inflated[1]).toBe(0x01);
});
