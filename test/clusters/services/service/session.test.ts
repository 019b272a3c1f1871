import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestToken, sessionInToken, sessionToken } from '../../../../clusters/services/service/session.ts';

const session = { user: 'kim', since: 1_700_000_000, pod: 'portal-1' };

describe('session tokens', () => {
  it('say who signed in to whoever has the key', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (user, key) => {
        expect(sessionInToken(sessionToken({ ...session, user }, key), key)).toEqual({ ...session, user });
      }),
    );
  });

  it('are refused with another key, another content, or none at all', () => {
    const token = sessionToken(session, 'key');
    expect(sessionInToken(token, 'other')).toBeNull();
    const other = sessionToken({ ...session, user: 'lee' }, 'key');
    expect(sessionInToken(`${other.split('.')[0]}.${token.split('.')[1]}`, 'key')).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => sessionInToken(text, 'key') === null));
  });

  it('come in a cookie among others or as a bearer', () => {
    expect(requestToken({ cookie: 'a=b; session=x.y; c=d' })).toBe('x.y');
    expect(requestToken({ authorization: 'Bearer x.y' })).toBe('x.y');
    expect(requestToken({ cookie: 'mysession=x.y' })).toBeNull();
    expect(requestToken({})).toBeNull();
  });
});
