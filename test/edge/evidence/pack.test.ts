import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { commandLine, root } from '../../commands/command-line.ts';
import { expectGolden } from '../../golden-file.ts';
import { scratchFolder } from '../store/scratch-folder.ts';
import { packed, verified } from './evidence-folder.ts';
import { membersOf } from './hand-made-tar.ts';
import { smallCampaign } from './small-campaign.ts';

const run = promisify(execFile);

describe('an archive of a campaign', () => {
  test('has its files in one order, and its sums are those of sha256sum', async () => {
    const campaign = await smallCampaign();
    await writeFile(join(campaign, 'notes.txt'), 'to myself');
    await mkdir(join(campaign, 'report'));
    await writeFile(join(campaign, 'report/report.pdf'), '%PDF-');
    const { file, packed: done } = await packed(campaign);
    expect(done.leftOut).toEqual(['notes.txt']);
    const bytes = await readFile(file);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(done.sha256);
    const members = membersOf(bytes);
    expectGolden('test/golden/evidence/files.txt', members.map(({ path }) => `${path}\n`).join(''));
    const text = (path: string) => {
      const { from, bytes: length } = members.find((member) => member.path === path)!;
      return bytes.toString('utf8', from, from + length);
    };
    expectGolden('test/golden/evidence/README.md', text('README.md'));
    expectGolden('test/golden/evidence/evidence.json', text('evidence.json'));
    const folder = await scratchFolder();
    await run('tar', ['-xf', file, '-C', folder]);
    await run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder });
    expect((await verified(file)).hashedOnly).toEqual(['report/report.pdf']);
  }, 60_000);

  test('is the same from another checkout, path, time, umask, locale and time zone', async () => {
    const [campaign, elsewhere, checkout] = [
      await smallCampaign(['06-T-02.1']),
      join(await scratchFolder(), 'a longer name', 'of a folder'),
      join(await scratchFolder(), 'checkout'),
    ];
    await cp(campaign, elsewhere, { recursive: true });
    for (const path of await readdir(elsewhere, { recursive: true }))
      await utimes(join(elsewhere, path), 1_000_000_000, 1_000_000_000);
    await mkdir(checkout);
    for (const name of ['bin', 'src', 'package.json', 'tsconfig.json'])
      await cp(join(root, name), join(checkout, name), { recursive: true });
    await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
    const out = join(elsewhere, '..', 'other.tar');
    await run(
      'sh',
      [
        '-c',
        'umask 077; exec "$0" "$1/bin/peakproof.js" evidence pack "$2" --out "$3"',
        process.execPath,
        checkout,
        elsewhere,
        out,
      ],
      {
        cwd: elsewhere,
        env: { ...process.env, TZ: 'Pacific/Apia', LC_ALL: 'tr_TR.UTF-8', LANG: 'ko_KR.UTF-8' },
      },
    );
    const { file } = await packed(campaign);
    const again = await packed(campaign);
    expect((await readFile(again.file)).equals(await readFile(file))).toBe(true);
    expect((await readFile(out)).equals(await readFile(file))).toBe(true);
  }, 120_000);

  test('says which record of the folder its recordings do not give, and has what they give', async () => {
    const campaign = await smallCampaign(['03-T-01.1']);
    const record = join(campaign, 'trials/03-T-01.1/trial.json');
    const text = await readFile(record, 'utf8');
    await writeFile(record, text.replace(/("whole": \{[^}]*?"processed": )\d+/, '$199999'));
    const { file, packed: done } = await packed(campaign);
    const processed = JSON.parse(text).whole.processed;
    expect(done.replaced).toMatchObject([
      {
        path: 'trials/03-T-01.1/trial.json',
        place: 'whole.processed',
        archived: '99999',
        derived: `${processed}`,
      },
    ]);
    expect((await verified(file)).verified).toBe(true);
  }, 60_000);

  test('is not made of a link, a name that not every system takes, or a record without its recording', async () => {
    const campaign = await smallCampaign(['03-T-01.1']);
    const recording = join(campaign, 'trials/03-T-01.1/recording');
    await symlink('/etc/passwd', join(recording, 'pass'));
    await writeFile(join(recording, 'two words'), '');
    await expect(packed(campaign)).rejects.toThrow(
      /recording\/pass: it is a link[\s\S]+recording\/two words/,
    );
    await rm(recording, { recursive: true });
    await expect(packed(campaign)).rejects.toThrow('have a record and no recording');
    await expect(packed(await scratchFolder())).rejects.toThrow('holds no recording');
  });

  test('is not written over another, and not left half', async () => {
    const folder = await scratchFolder();
    const file = join(folder, 'there.tar');
    await writeFile(file, 'mine');
    const taken = await commandLine(['evidence', 'pack', 'results/sample', '--out', file]);
    expect([taken.exitCode, await readFile(file, 'utf8')]).toEqual([2, 'mine']);
    expect(taken.stderr).toContain('Choose another name with --out');
    const unsigned = ['--out', join(folder, 'new.tar'), '--sign-key', join(folder, 'no-key')];
    const failed = await commandLine(['evidence', 'pack', 'results/sample', ...unsigned]);
    expect(failed.exitCode).toBe(2);
    expect(await readdir(folder)).toEqual(['there.tar']);
  }, 60_000);
});
