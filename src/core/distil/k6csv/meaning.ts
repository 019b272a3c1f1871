/** A route as we show it: k6 names a request by its URL unless the script named it; then the path is the route. */
export function routeOf(name: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(name);
  if (scheme === null) return name;
  const path = name.slice(scheme[0].length).replace(/[?#].*$/s, '');
  return path === '' ? '/' : path;
}

/** The kind of error behind k6's `error_code` where k6 gave no text: 1400 to 1599 are answers with that HTTP status. */
export function errorOfCode(code: string): string {
  const number = Number(code);
  return number >= 1_400 && number < 1_600 ? `HTTP ${number - 1_000}` : `k6 error ${code}`;
}
