import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ZodError } from 'zod';
import { K6CsvError } from '../../core/distil/k6csv/k6-csv-error.ts';
import type { RunOptions } from '../exec/run-program.ts';
import { CampaignError } from '../store/campaign-error.ts';
import { readFileBytes } from '../store/file-bytes.ts';
import { StoreError, systemCode } from '../store/store-error.ts';
import { ArchiveError } from './archive-error.ts';
import { readArchive } from './archive-reader.ts';
import { archiveChunks, type Member } from './archive-writer.ts';
import { evidenceFile, roleOf } from './contents.ts';
import { evidenceSchema } from './evidence-record.ts';
import { Extraction } from './extraction.ts';
import { firstDifference } from './first-difference.ts';
import { checkLimit, type Limits } from './limits.ts';
import { escaped } from './member-name.ts';
import { type Derive, hashed, sized } from './pack.ts';
import { recordingFindings } from './recording-findings.ts';
import { checkedSignature, type Signers } from './signature.ts';
import { inOrder, readSums, signatureFile, sumsFile } from './sums.ts';
import type { Finding, Verification } from './verification.ts';

/** How an archive is verified. */
export interface VerifyOptions {
  /** An empty folder, removed by whoever made it. */
  scratch: string;
  /** Derives as the version that packed says of itself. */
  deriveAs: (version: string) => Derive;
  limits: Limits;
  /** Who may sign; null: nobody was named. */
  signers: Signers | null;
  env: NonNullable<RunOptions['env']>;
  signal: AbortSignal;
  /** Ours. */
  version: string;
}

/**
 * Checks an archive in this order; each step rests on the one before:
 *
 *   form ─► hashes ─► signature ─► derive from the raw files, compare ─► pack again, compare
 *
 * Throws a StoreError where the archive or the signers cannot be read, and nothing for what the archive is.
 */
export async function verifyEvidence(file: string, options: VerifyOptions): Promise<Verification> {
  const result: Verification = {
    schema: 'peakproof/verification/1',
    verified: false,
    archive: null,
    packedBy: null,
    verifiedBy: options.version,
    signature: null,
    raw: [],
    derived: [],
    hashedOnly: [],
    unlisted: [],
    findings: [],
  };
  const extraction = new Extraction(join(options.scratch, 'archive'));
  try {
    result.archive = await readArchive(file, extraction, options);
    await checkHashes(extraction, result);
    await checkUnpackedSize(extraction.members, options.limits);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    result.findings = [{ kind: 'refused', file: null, message: error.message }];
    return result;
  } finally {
    await extraction.close();
  }
  await checkSignature(extraction, result, options);
  const paths = extraction.members.map(({ path }) => path);
  const { findings, unlisted } = await recordingFindings(extraction.directory, paths);
  result.findings.push(...findings.filter((each) => !result.findings.some(({ file }) => file === each.file)));
  result.unlisted = unlisted;
  result.packedBy = await packerOf(extraction);
  const isRawWhole = !result.findings.some(({ file: path }) => path !== null && roleOf(path) === 'raw');
  if (isRawWhole) await checkDerived(extraction, result, options);
  result.verified = result.findings.length === 0;
  return result;
}

async function checkHashes(
  extraction: Extraction,
  { findings, raw, hashedOnly }: Verification,
): Promise<void> {
  const sums = readSums(await readFile(join(extraction.directory, sumsFile), 'utf8'));
  for (const { path, sha256 } of extraction.members) {
    if (path === sumsFile || path === signatureFile) continue;
    const role = roleOf(path);
    const expected = sums.get(path);
    sums.delete(path);
    if (role === null) findings.push(found('foreign', path, `${path} is nothing that evidence consists of`));
    else if (expected === undefined)
      findings.push(found('foreign', path, `${path} is in the archive and not in ${sumsFile}`));
    else if (expected !== sha256)
      findings.push(found('hash', path, `${path} has SHA-256 ${sha256}, and ${sumsFile} says ${expected}`));
    if (role === 'raw') raw.push(path);
    if (role === 'hashed') hashedOnly.push(path);
  }
  for (const path of sums.keys())
    findings.push(found('missing', path, `${path} is in ${sumsFile} and not in the archive`));
}

function found(kind: 'foreign' | 'hash' | 'missing' | 'signature', file: string, message: string): Finding {
  return { kind, file, message };
}

/** Counts what compressed members hold before anything else unpacks them. */
async function checkUnpackedSize(members: readonly Member[], limits: Limits): Promise<void> {
  let unpacked = 0;
  for (const { path, source } of members.filter((member) => member.path.endsWith('.gz')))
    await readFileBytes(source, (bytes) => {
      unpacked += bytes.length;
      checkLimit(`What ${path} holds unpacked, with those before it,`, unpacked, limits.unpackedBytes, 'B');
    });
}

async function checkSignature(
  extraction: Extraction,
  result: Verification,
  { signers, env }: VerifyOptions,
): Promise<void> {
  const member = extraction.member(signatureFile);
  if (member === undefined) {
    result.signature = { state: 'none' };
    if (signers !== null)
      result.findings.push(
        found(
          'signature',
          signatureFile,
          `the archive has no signature, and one of ${escaped(signers.signer)} was asked for`,
        ),
      );
    return;
  }
  const sums = await readFile(join(extraction.directory, sumsFile), 'utf8');
  const text = await readFile(member.source, 'latin1');
  result.signature = await checkedSignature(sums, member.source, text, signers, env);
  if (result.signature.state === 'bad')
    result.findings.push(
      found('signature', signatureFile, `the signature does not hold: ${result.signature.why}`),
    );
}

async function packerOf(extraction: Extraction): Promise<string | null> {
  const member = extraction.member(evidenceFile);
  if (member === undefined) return null;
  const { peakproof } = evidenceSchema.shape;
  try {
    return peakproof.parse(JSON.parse(await readFile(member.source, 'utf8')).peakproof);
  } catch {
    return null;
  }
}

async function checkDerived(
  extraction: Extraction,
  result: Verification,
  { scratch, deriveAs, version, signal }: VerifyOptions,
): Promise<void> {
  const directory = join(scratch, 'derived');
  await mkdir(directory);
  let again: Member[];
  try {
    result.derived = await deriveAs(result.packedBy ?? version)(extraction.directory, directory);
    again = await hashed(await sized(result.derived, directory), directory, signal);
  } catch (error) {
    if (signal.aborted || !isOfTheData(error)) throw error;
    const why = escaped(error.message.replaceAll(join(extraction.directory, '/'), ''));
    const message = `the raw files cannot be derived from: ${why}`;
    result.findings.push({ kind: 'underivable', file: null, message });
    return;
  }
  for (const member of again) {
    const archived = extraction.member(member.path);
    if (archived === undefined)
      result.findings.push(
        found('missing', member.path, `${member.path} follows from the raw files and is not in the archive`),
      );
    else if (archived.sha256 !== member.sha256) result.findings.push(await difference(archived, member));
  }
  for (const { path } of extraction.members)
    if (roleOf(path) === 'derived' && !result.derived.includes(path))
      result.findings.push(found('foreign', path, `${path} follows from no raw file of the archive`));
  if (result.findings.length === 0) await checkPackedAgain(extraction, again, result);
}

/** What a stranger's recording may do to us is said of the recording; the system's trouble and our bugs are ours. */
function isOfTheData(error: unknown): error is Error {
  if (systemCode(error) !== null) return false;
  return [StoreError, CampaignError, K6CsvError, ZodError, TypeError, RangeError].some(
    (kind) => error instanceof kind,
  );
}

async function difference(archived: Member, derived: Member): Promise<Finding> {
  const { path } = archived;
  const [theirs, ours] = await Promise.all([archived, derived].map(({ source }) => readFile(source, 'utf8')));
  const where = firstDifference(path, theirs!, ours!);
  const message = `${path} does not follow from the recordings: at ${where.place} it has ${where.archived}, and they give ${where.derived}`;
  return { kind: 'derived', file: path, message, difference: where };
}

/** The raw files and what was just derived, packed, are the archive: what its reader believed is not relied on. */
async function checkPackedAgain(
  extraction: Extraction,
  again: readonly Member[],
  { archive, findings }: Verification,
): Promise<void> {
  const heads = extraction.members.filter(({ path }) => path === sumsFile || path === signatureFile);
  const kept = extraction.members.filter(({ path }) => ['raw', 'hashed'].includes(roleOf(path) ?? ''));
  const hash = createHash('sha256');
  for await (const chunk of archiveChunks([...heads, ...inOrder([...kept, ...again])])) hash.update(chunk);
  if (hash.digest('hex') !== archive!.sha256)
    findings.push({ kind: 'refused', file: null, message: 'packing its contents again gives other bytes' });
}
