import { crc32 } from 'node:zlib';

/** A zip archive with one stored file, by the .ZIP file format specification (APPNOTE 4.3.6). */
export function zipOf(name: string, content: Buffer, mode: number): Buffer {
  const path = Buffer.from(name);
  // Version needed, flags, method 0 (stored), time, date, CRC, packed size, size, name length, extra length.
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(0x21, 8);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, path, content]);
  // Comment length, disk, internal attributes, external attributes (Unix mode in the upper half), offset.
  const more = Buffer.alloc(14);
  more.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 6);
  const madeOnUnix = Buffer.from([20, 3]);
  const directory = Buffer.concat([Buffer.from('PK\x01\x02'), madeOnUnix, facts, more, path]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, directory, Buffer.from('PK\x05\x06'), end]);
}
