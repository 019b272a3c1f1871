import { stat } from 'node:fs/promises';
import { programEnding, type RunOptions } from '../exec/run-program.ts';
import { StoreError } from '../store/store-error.ts';
import { signatureNamespace } from './evidence-record.ts';
import { escaped } from './member-name.ts';

/** What ssh-keygen says of a signature. */
export type SignatureState =
  /** There is none: the archive may be consistent and from anybody. */
  | { state: 'none' }
  /** It fits the sums and this key; nobody said whose key that is. */
  | { state: 'unchecked'; key: string }
  | { state: 'good'; signer: string; key: string }
  | { state: 'bad'; why: string }
  /** ssh-keygen is not there, so nothing is known. */
  | { state: 'unknown'; why: string };

/** Whose signatures count. */
export interface Signers {
  /** A file as `ssh-keygen` reads it: lines `ID KEYTYPE KEY`. */
  allowedSigners: string;
  signer: string;
}

const keygen = 'ssh-keygen';
const timeoutSeconds = 60;

/**
 * Writes `<file>.sig`. `key` is a private key, or a public one whose private part an agent holds.
 * @throws StoreError where the key cannot sign or ssh-keygen is missing
 */
export async function signFile(
  file: string,
  key: string,
  env: NonNullable<RunOptions['env']>,
): Promise<void> {
  await readable(key, '--sign-key');
  const argv = [keygen, '-Y', 'sign', '-f', key, '-n', signatureNamespace, file];
  // Asking for a passphrase would stop us: a program in a group of its own gets no terminal.
  const setEnv = { SSH_ASKPASS: env.SSH_ASKPASS ?? '/bin/false', SSH_ASKPASS_REQUIRE: 'force' };
  const { how, exitCode, stderr, reason } = await programEnding(argv, { env, setEnv, timeoutSeconds });
  if (how === 'exited' && exitCode === 0) return;
  if (how === 'not found') throw new StoreError(`${missing}, so nothing can be signed. ${mend}`);
  throw new StoreError(
    `${key} did not sign (${lastLine(stderr) || (reason ?? how)}), so no archive was written. A key with a passphrase signs through ssh-agent: run ssh-add, and name its .pub file.`,
  );
}

/** Checks the signature of `text`. Never rejects for what the signature is. */
export async function checkedSignature(
  text: string,
  signatureFile: string,
  signatureText: string,
  signers: Signers | null,
  env: NonNullable<RunOptions['env']>,
): Promise<SignatureState> {
  if (signers !== null) await readable(signers.allowedSigners, '--allowed-signers');
  if (!isArmoured(signatureText))
    return { state: 'bad', why: 'it is not in the one form that ssh-keygen writes' };
  const what =
    signers === null ? ['check-novalidate'] : ['verify', '-f', signers.allowedSigners, '-I', signers.signer];
  const argv = [keygen, '-Y', ...what, '-n', signatureNamespace, '-s', signatureFile];
  const { how, exitCode, stdout, stderr } = await programEnding(argv, { env, input: text, timeoutSeconds });
  if (how === 'not found') {
    if (signers !== null) throw new StoreError(`${missing}, so the signature cannot be checked. ${mend}`);
    return { state: 'unknown', why: missing };
  }
  if (how !== 'exited' || exitCode !== 0)
    return { state: 'bad', why: lastLine(`${stdout}\n${stderr}`) || `${keygen} ${how}` };
  const key = / key (SHA256:\S+)/.exec(stdout)?.[1] ?? 'unknown';
  return signers === null ? { state: 'unchecked', key } : { state: 'good', signer: signers.signer, key };
}

const missing = `${keygen} is not on PATH`;
const mend = 'Install the OpenSSH client, 8.4 or newer.';

/** Base64 has more than one text for the same bytes; only the one that ssh-keygen writes is taken. */
function isArmoured(text: string): boolean {
  const found = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n$/.exec(
    text,
  );
  if (found === null) return false;
  const again = Buffer.from(found[1]!, 'base64').toString('base64');
  return again.replace(/.{70}(?=.)/g, '$&\n') === found[1];
}

async function readable(path: string, option: string): Promise<void> {
  const isFile = await stat(path).then(
    (seen) => seen.isFile(),
    () => false,
  );
  if (!isFile) throw new StoreError(`${option} ${path} is not there or no file. Check the path.`);
}

function lastLine(text: string): string {
  return escaped(text.trim().split('\n').at(-1)?.replace(/\r$/, '') ?? '');
}
