import { ArchiveError } from './archive-error.ts';
import { escaped, nameProblem } from './member-name.ts';

/** Everything in a tar archive is a multiple of this. */
export const blockBytes = 512;
/** Eleven octal digits. */
export const mostMemberBytes = 8 ** 11 - 1;

/** Fields of a ustar header (POSIX.1-1988): name, offset, length. */
const fields = [
  ['name', 0, 100],
  ['mode', 100, 8],
  ['owner', 108, 8],
  ['group', 116, 8],
  ['size', 124, 12],
  ['time', 136, 12],
  ['checksum', 148, 8],
  ['type', 156, 1],
  ['link target', 157, 100],
  ['magic', 257, 8],
  ['owner name', 265, 32],
  ['group name', 297, 32],
  ['device', 329, 16],
  ['prefix', 345, 155],
  ['unused end', 500, 12],
] as const;

/** 1980-01-01, the earliest time that every archive format can hold: no clock is in an archive. */
const timeSeconds = 315_532_800;

const otherTypes: Record<string, string> = {
  '\0': 'a file of the old form',
  1: 'a hard link',
  2: 'a symbolic link',
  3: 'a character device',
  4: 'a block device',
  5: 'a folder',
  6: 'a pipe',
  7: 'a contiguous file',
  x: 'a pax header, which changes the next name, size or link',
  g: 'a pax header, which changes every later member',
  L: 'a GNU long name',
  K: 'a GNU long link',
  S: 'a sparse file',
};

/** The one header that a file of this path and size has. Throws a TypeError where the path does not fit into one. */
export function headerOf(path: string, bytes: number): Buffer {
  const header = Buffer.alloc(blockBytes);
  const { name, prefix } = splitPath(path);
  header.write(name, 0, 'ascii');
  header.write('0000644\x000000000\x000000000\x00', 100, 'ascii');
  header.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124, 'ascii');
  header.write(`${timeSeconds.toString(8).padStart(11, '0')}\0`, 136, 'ascii');
  header.write('        0', 148, 'ascii');
  header.write('ustar\x0000', 257, 'ascii');
  header.write('0000000\x000000000\x00', 329, 'ascii');
  header.write(prefix, 345, 'ascii');
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return header;
}

/** Whether a path fits: at most 100 characters, or a `/` that leaves at most 155 before it and 100 after it. */
export function fitsHeader(path: string): boolean {
  return splitAt(path) !== null;
}

/**
 * Path and size of the file whose header this is.
 * @throws ArchiveError for anything but a plain file with exactly the header of {@link headerOf}; it names the field
 */
export function readHeader(header: Buffer, at: number): { path: string; bytes: number } {
  if (at === 0 && textIn(header, 257, 5) !== 'ustar')
    throw new ArchiveError(
      'it does not begin as an archive of `evidence pack` does: it is another kind of file',
    );
  const prefix = textIn(header, 345, 155);
  const path = `${prefix === '' ? '' : `${prefix}/`}${textIn(header, 0, 100)}`;
  const refuse = (why: string) =>
    new ArchiveError(`the member "${escaped(path)}" at byte ${at} is refused: ${why}`);
  const checksum = textIn(header, 148, 8).trim();
  if (!/^[0-7]{1,7}$/.test(checksum) || Number.parseInt(checksum, 8) !== checksumOf(header))
    throw refuse('the checksum of its header is wrong, so it was damaged or changed');
  const type = String.fromCharCode(header[156]!);
  if (type !== '0')
    throw refuse(`it is ${otherTypes[type] ?? 'of an unknown type'}, and only files are taken`);
  const problem = nameProblem(path);
  if (problem !== null) throw refuse(problem);
  const size = header.toString('latin1', 124, 136);
  if (!/^[0-7]{11}\0$/.test(size)) throw refuse('its size is not written as eleven octal digits');
  const bytes = Number.parseInt(size, 8);
  if (!fitsHeader(path)) throw refuse('its path is split in another way than pack does');
  const canonical = headerOf(path, bytes);
  if (!canonical.equals(header)) {
    // The checksum differs with every other field; it says nothing by itself.
    const where = canonical.findIndex((byte, i) => byte !== header[i] && (i < 148 || i >= 156));
    if (where === -1) throw refuse('its checksum is written in another way than pack does');
    const field = fields.find(([, from, length]) => where >= from && where < from + length)![0];
    throw refuse(`its ${field} (byte ${at + where}) is not what pack writes`);
  }
  return { path, bytes };
}

/** Bytes between the end of a member and the next block. */
export function paddingOf(bytes: number): number {
  return (blockBytes - (bytes % blockBytes)) % blockBytes;
}

/** Sum of all bytes, those of the checksum itself counted as spaces. */
function checksumOf(header: Buffer): number {
  return header.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 0x20 : byte), 0);
}

function textIn(header: Buffer, from: number, length: number): string {
  const text = header.toString('utf8', from, from + length);
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

function splitPath(path: string): { name: string; prefix: string } {
  const at = splitAt(path);
  if (at === null) throw new TypeError(`the path ${path} does not fit into a header`);
  return at === 0 ? { name: path, prefix: '' } : { name: path.slice(at + 1), prefix: path.slice(0, at) };
}

/** 0: all of it is the name. Else the first `/` that leaves a name that fits. null: it does not fit. */
function splitAt(path: string): number | null {
  if (path.length <= 100) return 0;
  const at = path.indexOf('/', path.length - 101);
  return at === -1 || at > 155 ? null : at;
}
