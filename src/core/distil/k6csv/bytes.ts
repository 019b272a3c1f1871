/** Bytes as the scanners meet them. */
export const newline = 0x0a;
export const carriageReturn = 0x0d;
export const quote = 0x22;
export const comma = 0x2c;
export const dot = 0x2e;
export const zero = 0x30;
export const five = 0x35;
export const nine = 0x39;

const decoder = new TextDecoder();

export function textOf(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.subarray(from, to));
}

/**
 * Whether `length` bytes at `a` and at `b` are the same; `length` is at least 4. Eight bytes at a time, as doubles: in
 * text no eight bytes are a NaN or a negative zero, the only doubles that are not as equal as their bytes, and a NaN
 * would only cost the slow way. The last bytes first: rows that differ mostly differ there, in the virtual user.
 */
export function sameBytes(view: DataView, a: number, b: number, length: number): boolean {
  if (length < 8)
    return (
      view.getInt32(a, true) === view.getInt32(b, true) &&
      view.getInt32(a + length - 4, true) === view.getInt32(b + length - 4, true)
    );
  const last = length - 8;
  if (view.getFloat64(a + last, true) !== view.getFloat64(b + last, true)) return false;
  for (let i = 0; i < last; i += 8) {
    if (view.getFloat64(a + i, true) !== view.getFloat64(b + i, true)) return false;
  }
  return true;
}

/** Whether four digits stand at `at`. (The six characters after 9 pass as well, which no number has.) */
export function fourDigits(view: DataView, at: number): boolean {
  return (view.getInt32(at, true) & 0xf0f0f0f0) === 0x30303030;
}

/** Start of the value of `key=` in tags like `a=1&b=2` at [from, to), or -1; `key` includes the `=`. */
export function tagValueStart(bytes: Uint8Array, from: number, to: number, key: Uint8Array): number {
  let at = from;
  while (at + key.length <= to) {
    let i = 0;
    while (i < key.length && bytes[at + i] === key[i]) i++;
    if (i === key.length) return at + i;
    while (at < to && bytes[at] !== 0x26) at++;
    at++;
  }
  return -1;
}

/** End of the tag value that starts at `from`. */
export function tagValueEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== 0x26) at++;
  return at;
}

/** The whole number at [from, to), or -1 where anything but digits stands. */
export function digitsAt(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to) return -1;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - zero;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Where the field at `at`, outside of quotes, ends: its comma, or the end of the line. */
export function fieldEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  while (bytes[end] !== comma && bytes[end] !== newline) end++;
  return end;
}

/** Index after the next newline, or -1 when a quote stands before it. There is a newline. */
export function plainRowEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at++) {
    const c = bytes[at]!;
    if (c === newline) return at + 1;
    if (c === quote) return -1;
  }
}

/** Index after the next newline, whatever stands before it. There is one. */
export function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] !== newline) at++;
  return at + 1;
}

/**
 * Index after the newline that ends the row whose bytes from `from` on are outside of quotes, or -1 when a quoted field
 * is still open at `limit`. Quotes are doubled inside quoted fields, so a newline after an even number of them ends it.
 */
export function rowEnd(bytes: Uint8Array, from: number, limit: number): number {
  let open = false;
  for (let at = from; at < limit; at++) {
    const c = bytes[at]!;
    if (c === quote) open = !open;
    else if (c === newline && !open) return at + 1;
  }
  return -1;
}
