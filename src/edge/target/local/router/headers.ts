/** Headers that speak of one connection and not of the message: RFC 9110, 7.6.1. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  // Answered by the router itself.
  'expect',
]);

/** Flat name, value, name, value list without the headers that end here. Repeated ones, such as set-cookie, stay apart. */
export function endToEndHeaders(raw: readonly string[]): string[] {
  const named = connectionNames(raw);
  const kept: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    if (!hopByHop.has(name) && !named?.includes(name)) kept.push(raw[i]!, raw[i + 1]!);
  }
  return kept;
}

/** Further headers that a Connection header declares to be of this connection. */
function connectionNames(raw: readonly string[]): string[] | null {
  for (let i = 0; i < raw.length; i += 2) {
    if (raw[i]!.length !== 10 || raw[i]!.toLowerCase() !== 'connection') continue;
    const value = raw[i + 1]!.toLowerCase();
    if (value === 'keep-alive' || value === 'close') return null;
    return value.split(',').map((name) => name.trim());
  }
  return null;
}
