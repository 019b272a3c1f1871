import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deriveAs } from '../../../src/commands/derived-files.ts';
import { seededRandom } from '../../../src/core/math/random.ts';
import { roleOf } from '../../../src/edge/evidence/contents.ts';
import type { Derive } from '../../../src/edge/evidence/pack.ts';
import { scratchFolder } from '../store/scratch-folder.ts';
import { packed, signal, verified } from './evidence-folder.ts';
import { membersOf } from './hand-made-tar.ts';
import { smallCampaign } from './small-campaign.ts';

const changes = 1000;
let archive: Buffer;
let derivedOnce: string;
let paths: string[];

beforeAll(async () => {
  const { file } = await packed(await smallCampaign(['03-T-01.1']));
  archive = await readFile(file);
  derivedOnce = join(await scratchFolder(), 'derived');
}, 60_000);
afterAll(() => rm(derivedOnce, { recursive: true, force: true }));

/**
 * What follows from the raw files is made once: verify derives only where all raw files are as their sums say, and the
 * version that derives goes into the README and evidence.json alone.
 */
const deriveOnce =
  (version: string): Derive =>
  async (from, to) => {
    if (version !== '0.1.0') return deriveAs(version, signal)(from, to);
    paths ??= await deriveAs(version, signal)(from, derivedOnce);
    await cp(derivedOnce, to, { recursive: true });
    return paths;
  };

test('verify finds each of 1,000 changes of a single byte, wherever it is, and names the file', {
  timeout: 300_000,
}, async () => {
  const members = membersOf(archive);
  const random = seededRandom(20_26);
  expect((await verified(archive, { deriveAs: deriveOnce })).verified).toBe(true);
  const seen = { header: 0, raw: 0, derived: 0, padding: 0, sums: 0 };
  for (let i = 0; i < changes; i++) {
    // Every second change goes where few bytes are: headers, padding and sums.
    const member = members[Math.floor(random.next() * members.length)]!;
    const [from, length] = [
      [0, archive.length],
      [member.header, 512],
      [0, archive.length],
      i % 8 === 3
        ? [members[0]!.from, members[0]!.bytes]
        : [member.from + member.bytes, member.end - member.from - member.bytes || 1],
    ][i % 4] as [number, number];
    const at = from + Math.floor(random.next() * length);
    const changed = Buffer.from(archive);
    changed[at] = changed[at]! ^ (1 + Math.floor(random.next() * 255));
    const { verified: passed, findings } = await verified(changed, { deriveAs: deriveOnce });
    expect(passed, `byte ${at}`).toBe(false);
    const inside = members.find(({ from, bytes }) => at >= from && at < from + bytes);
    if (inside === undefined) {
      const isHeader = members.some(({ header, from }) => at >= header && at < from);
      seen[isHeader ? 'header' : 'padding']++;
      expect(findings[0]!.kind, `byte ${at}`).toBe('refused');
    } else if (inside.path === 'SHA256SUMS') seen.sums++;
    else {
      seen[roleOf(inside.path) === 'derived' ? 'derived' : 'raw']++;
      expect(
        findings.map(({ file }) => file),
        `byte ${at}`,
      ).toContain(inside.path);
    }
  }
  // It did change every kind of byte.
  for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(50);
});
