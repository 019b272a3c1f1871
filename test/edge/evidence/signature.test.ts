import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/core/math/random.ts';
import { commandLine } from '../../commands/command-line.ts';
import { scratchFolder } from '../store/scratch-folder.ts';
import { packed, verified } from './evidence-folder.ts';
import { membersOf } from './hand-made-tar.ts';
import { smallCampaign } from './small-campaign.ts';

const run = promisify(execFile);
const nobodysPath = { ...process.env, PATH: '/nowhere' };
let archive: Buffer;
let again: Buffer;
let signers: string;
let otherSigners: string;

async function newKey(folder: string, name: string, passphrase = ''): Promise<string> {
  const path = join(folder, name);
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', name, '-f', path]);
  return path;
}

describe('a signed archive', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    const keys = await mkdtemp(join(tmpdir(), 'peakproof-keys-'));
    const [mine, other] = [await newKey(keys, 'mine'), await newKey(keys, 'other')];
    const line = async (key: string) => `lab@example.org ${await readFile(`${key}.pub`, 'utf8')}`;
    const campaign = await smallCampaign(['03-T-01.1']);
    archive = await readFile((await packed(campaign, { signKey: mine })).file);
    again = await readFile((await packed(campaign, { signKey: mine })).file);
    signers = await line(mine);
    otherSigners = await line(other);
    await rm(keys, { recursive: true });
  }, 60_000);

  const by = async (text: string, signer = 'lab@example.org') => {
    const allowedSigners = join(await scratchFolder(), 'signers');
    await writeFile(allowedSigners, text);
    return { allowedSigners, signer };
  };

  test('has its signature after the sums, the same each time with this kind of key', () => {
    expect(
      membersOf(archive)
        .slice(0, 2)
        .map(({ path }) => path),
    ).toEqual(['SHA256SUMS', 'SHA256SUMS.sig']);
    expect(again.equals(archive)).toBe(true);
  });

  test('is verified for the one who signed, and for nobody else', async () => {
    expect(await verified(archive, { signers: await by(signers) })).toMatchObject({
      verified: true,
      signature: { state: 'good', signer: 'lab@example.org', key: expect.stringMatching(/^SHA256:/) },
    });
    for (const wrong of [await by(otherSigners), await by(signers, 'somebody@example.org'), await by('')]) {
      const result = await verified(archive, { signers: wrong });
      expect(result).toMatchObject({ verified: false, signature: { state: 'bad' } });
      expect(result.findings).toMatchObject([{ kind: 'signature', file: 'SHA256SUMS.sig' }]);
    }
  });

  test('says with which key, where nobody was named', async () => {
    expect(await verified(archive)).toMatchObject({
      verified: true,
      signature: { state: 'unchecked', key: expect.stringMatching(/^SHA256:/) },
    });
  });

  test('with any byte of the signature changed is not verified, also where nobody was named', async () => {
    const { from, bytes } = membersOf(archive)[1]!;
    const random = seededRandom(7);
    for (let i = 0; i < 40; i++) {
      const changed = Buffer.from(archive);
      const at = from + (i < 4 ? bytes - 1 - i - 28 : Math.floor(random.next() * bytes));
      changed[at] = changed[at]! ^ (1 + Math.floor(random.next() * 255));
      const deriveAs = () => async () => [];
      const { findings } = await verified(changed, { deriveAs });
      expect(
        findings.map(({ kind }) => kind),
        `byte ${at}`,
      ).toContain('signature');
    }
  });

  test('without ssh-keygen is an error where a signer was asked for, and said where not', async () => {
    const named = verified(archive, { signers: await by(signers), env: nobodysPath });
    await expect(named).rejects.toThrow('ssh-keygen is not on PATH, so the signature cannot be checked');
    const file = join(await scratchFolder(), 'signed.tar');
    await writeFile(file, archive);
    const { exitCode, stdout } = await commandLine(['evidence', 'verify', file], { env: nobodysPath });
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('the signature was not checked')]);
  });

  test('is asked for in vain where there is none', async () => {
    const { file } = await packed(await smallCampaign(['03-T-01.1']));
    const result = await verified(file, { signers: await by(signers) });
    expect(result.findings).toMatchObject([
      { kind: 'signature', message: expect.stringContaining('no signature') },
    ]);
  });

  test('is not written with a key that cannot sign, and nobody is asked for a passphrase', async () => {
    const keys = await scratchFolder();
    const campaign = await smallCampaign(['03-T-01.1']);
    const locked = await newKey(keys, 'locked', 'a secret');
    await expect(packed(campaign, { signKey: locked })).rejects.toThrow('signs through ssh-agent');
    await expect(packed(campaign, { signKey: join(keys, 'none') })).rejects.toThrow('--sign-key');
  });
});
