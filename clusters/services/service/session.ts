import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Who a request comes from. Every pod that has the key can tell from the token alone; no pod keeps anything. */
export interface Session {
  user: string;
  /** Epoch seconds of the sign-in. */
  since: number;
  /** The pod that signed; it may have gone since. */
  pod: string;
}

export const sessionCookie = 'session';

/** `payload.signature`, both base64url: fit for a cookie and for an Authorization header. */
export function sessionToken(session: Session, key: string): string {
  const payload = Buffer.from(JSON.stringify([session.user, session.since, session.pod])).toString(
    'base64url',
  );
  return `${payload}.${signature(payload, key).toString('base64url')}`;
}

/** The session in a token, or null when it was not signed with this key. */
export function sessionInToken(token: string, key: string): Session | null {
  const dot = token.indexOf('.');
  const payload = token.slice(0, Math.max(dot, 0));
  const given = Buffer.from(token.slice(dot + 1), 'base64url');
  const right = signature(payload, key);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const [user, since, pod] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
    string,
    number,
    string,
  ];
  return { user, since, pod };
}

/** The token that a request carries in its cookie or as a bearer, or null. */
export function requestToken(headers: IncomingHttpHeaders): string | null {
  for (const pair of headers.cookie?.split(';') ?? []) {
    const [name, value] = pair.split('=', 2);
    if (name?.trim() === sessionCookie && value) return value.trim();
  }
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '');
  return bearer?.[1] ?? null;
}

function signature(payload: string, key: string): Buffer {
  return createHmac('sha256', key).update(payload).digest();
}
