import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveAs } from '../../../src/commands/derived-files.ts';
import { scaledLimits } from '../../../src/edge/evidence/limits.ts';
import { type Packed, packEvidence } from '../../../src/edge/evidence/pack.ts';
import type { Verification } from '../../../src/edge/evidence/verification.ts';
import { type VerifyOptions, verifyEvidence } from '../../../src/edge/evidence/verify.ts';
import { scratchFolder } from '../store/scratch-folder.ts';

export const { signal } = new AbortController();
const version = '0.1.0';

/** Packs a campaign; the archive lies in a folder that goes away after the test. */
export async function packed(
  directory: string,
  options: { signKey?: string } = {},
): Promise<{ file: string; packed: Packed }> {
  const file = join(await scratchFolder(), 'evidence.tar');
  const done = await packEvidence(directory, file, {
    scratch: await scratchFolder(),
    derive: deriveAs(version, signal),
    signKey: options.signKey ?? null,
    env: process.env,
    signal,
  });
  return { file, packed: done };
}

/** Verifies a file, or bytes. */
export async function verified(
  archive: string | Buffer,
  options: Partial<VerifyOptions> = {},
): Promise<Verification> {
  const scratch = await mkdtemp(join(tmpdir(), 'peakproof-verify-'));
  const file = typeof archive === 'string' ? archive : join(scratch, 'evidence.tar');
  if (typeof archive !== 'string') await writeFile(file, archive);
  try {
    return await verifyEvidence(file, {
      scratch,
      deriveAs: (as) => deriveAs(as, signal),
      limits: scaledLimits(1),
      signers: null,
      env: process.env,
      signal,
      version,
      ...options,
    });
  } finally {
    await rm(scratch, { recursive: true });
  }
}
