import { describe, expect, it } from 'vitest';
import { endToEndHeaders } from '../../../../../src/edge/target/local/router/headers.ts';

describe('endToEndHeaders', () => {
  it('leaves out what is of one connection, and what its Connection header names', () => {
    expect(
      endToEndHeaders([
        ...['Host', 'portal', 'Connection', 'close, X-Hop', 'x-hop', '1', 'Keep-Alive', 'timeout=5'],
        ...['Transfer-Encoding', 'chunked', 'Expect', '100-continue', 'X-Kept', '2'],
      ]),
    ).toEqual(['Host', 'portal', 'X-Kept', '2']);
  });

  it('keeps repeated headers apart and in order', () => {
    const raw = ['Set-Cookie', 'a=1', 'Connection', 'keep-alive', 'Set-Cookie', 'b=2'];
    expect(endToEndHeaders(raw)).toEqual(['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2']);
  });
});
