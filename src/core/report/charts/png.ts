/**
 * A picture of at most 16 colours as PNG, for heatmaps: as rectangles 600 x 40 cells take 3.6 MB, as a picture a few
 * kB. Written here because the report is made without any outside program; the deflate stream is left uncompressed,
 * so that the same cells give the same bytes everywhere. Formats: RFC 2083 (PNG), RFC 1950 (zlib), RFC 1951 (deflate).
 */

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

function uint32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

function chunk(name: string, data: ArrayLike<number>): number[] {
  const body = Uint8Array.from([...[...name].map((letter) => letter.charCodeAt(0)), ...Array.from(data)]);
  return [...uint32(data.length), ...body, ...uint32(crc32(body))];
}

/** zlib stream of stored blocks. */
function stored(bytes: Uint8Array): number[] {
  const out = [0x78, 0x01];
  const most = 0xffff;
  for (let from = 0; from === 0 || from < bytes.length; from += most) {
    const part = bytes.subarray(from, from + most);
    const size = part.length;
    out.push(from + most >= bytes.length ? 1 : 0, size & 255, size >>> 8, ~size & 255, (~size >>> 8) & 255);
    for (const byte of part) out.push(byte);
  }
  return [...out, ...uint32(adler32(bytes))];
}

const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += base64Digits[group >>> 18]! + base64Digits[(group >>> 12) & 63]!;
    text += i + 1 < bytes.length ? base64Digits[(group >>> 6) & 63]! : '=';
    text += i + 2 < bytes.length ? base64Digits[group & 63]! : '=';
  }
  return text;
}

/**
 * `cells` holds a number of 0 to 15 for each cell, row by row from the top; 0 is transparent, k is `colours[k - 1]`.
 * Returns a data URI.
 */
export function pngDataUri(
  width: number,
  height: number,
  cells: ArrayLike<number>,
  colours: readonly (readonly [number, number, number])[],
): string {
  const rowBytes = Math.ceil(width / 2);
  const raw = new Uint8Array((rowBytes + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      raw[y * (rowBytes + 1) + 1 + (x >> 1)]! |= (cells[y * width + x]! & 15) << (x % 2 === 0 ? 4 : 0);
  const header = [...uint32(width), ...uint32(height), 4, 3, 0, 0, 0];
  return `data:image/png;base64,${base64([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', header),
    ...chunk('PLTE', [255, 255, 255, ...colours.flat()]),
    ...chunk('tRNS', [0]),
    ...chunk('IDAT', stored(raw)),
    ...chunk('IEND', []),
  ])}`;
}
