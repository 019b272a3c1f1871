import { createHash } from 'node:crypto';
import { headerOf, paddingOf } from '../../../src/edge/evidence/tar-header.ts';

/** A member as an attacker would write it: anything may be put where `headerOf` puts what it should be. */
export interface HandMade {
  path: string;
  content?: string | Buffer;
  type?: string;
  link?: string;
  /** What the header says, where that is not the length of the content. */
  size?: number;
  /** Written over the header, before its checksum is made: [offset, bytes]. */
  over?: [number, string];
  checksum?: false;
}

/** A whole archive with right checksums, whatever the members are. */
export function handMadeTar(members: readonly HandMade[]): Buffer {
  return Buffer.concat([...members.flatMap(blocksOf), Buffer.alloc(1024)]);
}

function blocksOf(member: HandMade): Buffer[] {
  const content = Buffer.from(member.content ?? '');
  const header = headerOf('placeholder', member.size ?? content.length);
  header.fill(0, 0, 100);
  header.write(member.path, 0, 100, 'utf8');
  header.write(member.type ?? '0', 156, 'latin1');
  header.write(member.link ?? '', 157, 'utf8');
  if (member.over !== undefined) header.write(member.over[1], member.over[0], 'latin1');
  header.write('        ', 148, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, member.checksum === false ? 1 : 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return [header, content, Buffer.alloc(paddingOf(content.length))];
}

export interface Placed {
  path: string;
  /** Offset of the header, of the content, and of what follows the padding. */
  header: number;
  from: number;
  bytes: number;
  end: number;
}

/** Where the members of a right archive lie. */
export function membersOf(archive: Buffer): Placed[] {
  const members: Placed[] = [];
  for (let at = 0; archive[at] !== 0; ) {
    const text = (from: number, length: number) =>
      archive.toString('latin1', at + from, at + from + length).split('\0')[0]!;
    const prefix = text(345, 155);
    const bytes = Number.parseInt(text(124, 12), 8);
    const path = `${prefix === '' ? '' : `${prefix}/`}${text(0, 100)}`;
    const end = at + 512 + bytes + paddingOf(bytes);
    members.push({ path, header: at, from: at + 512, bytes, end });
    at = end;
  }
  return members;
}

/** The archive with other contents and all sums made right again: what a forger would do. `null` takes a file away. */
export function forged(archive: Buffer, edits: Record<string, ((text: string) => string) | null>): Buffer {
  const contents = new Map(
    membersOf(archive).map(({ path, from, bytes }) => [path, archive.subarray(from, from + bytes)]),
  );
  contents.delete('SHA256SUMS');
  for (const [path, edit] of Object.entries(edits))
    if (edit === null) contents.delete(path);
    else contents.set(path, Buffer.from(edit(contents.get(path)?.toString() ?? '')));
  const files = [...contents].sort(([a], [b]) => (a < b ? -1 : 1));
  const sums = files
    .map(([path, content]) => `${createHash('sha256').update(content).digest('hex')}  ${path}\n`)
    .join('');
  const whole = [['SHA256SUMS', Buffer.from(sums)] as const, ...files].map(([path, content]) =>
    Buffer.concat([headerOf(path, content.length), content, Buffer.alloc(paddingOf(content.length))]),
  );
  return Buffer.concat([...whole, Buffer.alloc(1024)]);
}
