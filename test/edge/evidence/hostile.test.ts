import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { scaledLimits } from '../../../src/edge/evidence/limits.ts';
import { verified } from './evidence-folder.ts';
import { type HandMade, handMadeTar } from './hand-made-tar.ts';

const sums: HandMade = { path: 'SHA256SUMS', content: '' };

/** What verify says of an archive that begins well and goes on with these members. */
async function refusal(members: readonly HandMade[], limits = scaledLimits(1)): Promise<string> {
  const { verified: passed, findings } = await verified(handMadeTar([sums, ...members]), { limits });
  expect(passed).toBe(false);
  expect(findings).toHaveLength(1);
  expect(findings[0]!.kind).toBe('refused');
  // Nothing that a stranger named reaches a terminal as it is.
  expect(findings[0]!.message).toMatch(/^\P{C}*$/u);
  return findings[0]!.message;
}

describe('an archive from a stranger is refused', () => {
  test.each([
    ['../../etc/cron.d/evil', 'climbs out of the folder'],
    ['trials/../../evil', 'climbs out of the folder'],
    ['/etc/passwd', 'absolute'],
    ['C:evil.json', 'names a drive'],
    ['c:/windows/evil.json', 'names a drive'],
    ['trials\\..\\..\\evil', 'backslash'],
    ['\\\\server\\share', 'backslash'],
    ['trials//evil', 'shortest form'],
    ['trials/./evil', 'shortest form'],
    ['trials/', 'shortest form'],
    ['.bashrc', 'begins with a dot'],
    ['-rf', 'begins with a dot or a dash'],
    ['recording/aux.log', 'Windows'],
    ['recording/evil.', 'Windows'],
    ['recording/a b', 'other characters'],
    ['recording/$(reboot).log', 'other characters'],
    ['recording/\u001b[2J\u001b]0;evil\u0007', 'other characters'],
    ['recording/\u202egnp.exe', 'other characters'],
    ['recording/보고서', 'other characters'],
    ['', 'no name'],
  ])('for the path %j', async (path, why) => {
    expect(await refusal([{ path, content: 'x' }])).toContain(why);
  });

  test('and a name with a terminal’s commands in it is shown as codes', async () => {
    expect(await refusal([{ path: 'a\u001b[31m' }])).toContain('a\\u{1b}[31m');
  });

  test.each([
    ['1', 'a hard link'],
    ['2', 'a symbolic link'],
    ['3', 'a character device'],
    ['4', 'a block device'],
    ['5', 'a folder'],
    ['6', 'a pipe'],
    ['\0', 'old form'],
    ['x', 'pax header'],
    ['g', 'pax header'],
    ['L', 'GNU long name'],
    ['S', 'sparse'],
    ['9', 'unknown type'],
  ])('for a member of type %j', async (type, why) => {
    expect(await refusal([{ path: 'campaign.json', type, link: '/etc/passwd' }])).toContain(why);
  });

  test.each<[string, HandMade, string]>([
    ['bytes after the end of its name', { path: 'campaign.json\0../../evil' }, 'its name (byte 526)'],
    ['the rights of a program', { path: 'campaign.json', over: [100, '0004755'] }, 'its mode'],
    ['an owner', { path: 'campaign.json', over: [265, 'root'] }, 'its owner name'],
    ['a time', { path: 'campaign.json', over: [136, '14700000000'] }, 'its time'],
    ['a link that a file has not', { path: 'campaign.json', link: '/etc/passwd' }, 'its link target'],
    ['something in the unused end', { path: 'campaign.json', over: [505, 'x'] }, 'its unused end'],
    ['a size in base 256', { path: 'campaign.json', over: [124, '\x80\0\0\0\0\0\0\0\0\0\0\x01'] }, 'size'],
    ['a negative size', { path: 'campaign.json', over: [124, '-0000000001'] }, 'size'],
    ['a wrong checksum', { path: 'campaign.json', checksum: false }, 'checksum'],
  ])('for a header with %s', async (_, member, why) => {
    expect(await refusal([member])).toContain(why);
  });

  test('for a name that is there twice, also by case, and for a file in a file', async () => {
    const one = { path: 'recording/a', content: 'x' };
    expect(await refusal([one, one])).toContain('it is there twice');
    expect(await refusal([{ ...one, path: 'recording/A' }, one])).toContain(
      'recording/A differs from it by case only',
    );
    expect(await refusal([{ ...one, path: 'Recording/b' }, one])).toContain('by case only');
    expect(await refusal([one, { ...one, path: 'recording/a/b' }])).toContain('is a file and a folder');
  });

  test('for members out of order, and without the sums at its beginning', async () => {
    expect(await refusal([{ path: 'campaign.json' }, { path: 'SHA256SUMS.sig' }])).toContain('right after');
    expect(await refusal([{ path: 'recording/b' }, { path: 'recording/a' }])).toContain('out of order');
    const { findings } = await verified(handMadeTar([{ path: 'campaign.json' }]));
    expect(findings[0]!.message).toContain('the first member of evidence is SHA256SUMS');
  });

  test('beyond each limit, before anything of that size is written', async () => {
    const limits = scaledLimits(1);
    const log = gzipSync(Buffer.alloc(50_000_000));
    const bomb = { path: 'recording/requests.csv.gz', content: log };
    expect(log.length).toBeLessThan(100_000);
    expect(await refusal([bomb], { ...limits, unpackedBytes: 1_000_000 })).toContain('holds unpacked');
    const many = Array.from({ length: 12 }, (_, i) => ({ path: `recording/${String(i).padStart(2, '0')}` }));
    expect(await refusal(many, { ...limits, entries: 10 })).toContain('more than 10 files');
    const claim = { path: 'recording/pods.ndjson', size: limits.textBytes + 1 };
    expect(await refusal([claim])).toContain('--scale-limits');
    expect(
      await refusal([{ ...claim, path: 'recording/k6.csv.gz', size: limits.memberBytes + 1 }]),
    ).toContain('4.00 GiB');
    expect(
      await refusal([{ path: 'recording/a', content: 'x' }], { ...limits, archiveBytes: 1024 }),
    ).toContain('The archive has more than');
  });

  test('that is cut off, goes on after its end, or is something else', async () => {
    const whole = handMadeTar([sums, { path: 'recording/a', content: 'x'.repeat(600) }]);
    const said = async (bytes: Buffer) => (await verified(bytes)).findings[0]!.message;
    for (const length of [0, 100, 512, 1100, 1700, 2500, whole.length - 1])
      expect(await said(whole.subarray(0, length)), String(length)).toContain('the archive ends at byte');
    expect(await said(Buffer.concat([whole, Buffer.alloc(512)]))).toContain('something follows the end');
    expect(await said(gzipSync(whole).subarray(0, 700))).toMatch(/the archive ends|another kind/);
    // Not a word of what is in it: those bytes are no names.
    expect(await said(Buffer.from('<!doctype html>'.repeat(100)))).toBe(
      'it does not begin as an archive of `evidence pack` does: it is another kind of file',
    );
  });

  test('and leaves nothing behind', async () => {
    await refusal([
      { path: 'recording/a', content: 'x' },
      { path: '../evil', content: 'x' },
    ]);
    expect((await readdir(tmpdir())).filter((name) => name === 'evil')).toEqual([]);
  });
});

describe('sums that are not in their one form are refused', () => {
  const line = `${'0'.repeat(64)}  campaign.json\n`;
  test.each([
    ['twice', line + line],
    ['without its end', line.trimEnd()],
    ['out of order', line + line.replace('campaign', 'a')],
    ['with one space', line.replace('  ', ' ')],
    ['in capitals', line.replaceAll('0', 'A')],
    ['with a path that climbs', line.replace('campaign.json', '../campaign.json')],
    ['with a sequence for terminals', line.replace('campaign', '\u001b[2J')],
  ])('%s', async (_, content) => {
    const { findings } = await verified(handMadeTar([{ path: 'SHA256SUMS', content }]));
    expect(findings[0]).toMatchObject({ kind: 'refused' });
    expect(findings[0]!.message).toMatch(/^\P{C}*$/u);
  });
});
