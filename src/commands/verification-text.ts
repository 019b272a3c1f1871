import { escaped } from '../edge/evidence/member-name.ts';
import type { SignatureState } from '../edge/evidence/signature.ts';
import type { Verification } from '../edge/evidence/verification.ts';

/** What `evidence verify` prints for a person. */
export function verificationText(file: string, result: Verification): string {
  const { verified, archive, findings } = result;
  return [
    `${verified ? 'VERIFIED' : 'NOT VERIFIED'} ${escaped(file)}`,
    ...(archive === null ? [] : [`SHA-256 ${archive.sha256}`]),
    ...findings.map(({ message }) => `✗ ${message}`),
    ...(verified
      ? [
          `✓ ${result.raw.length} raw files are as listed.`,
          `✓ ${result.derived.length} derived files follow from them, byte by byte; packed again they give this archive.`,
        ]
      : findings.some(({ kind }) => kind === 'hash' || kind === 'missing')
        ? ['  What follows from a raw file that is damaged or missing was not derived again.']
        : []),
    ...(result.hashedOnly.length === 0
      ? []
      : [`  Only hashed, so nothing says that they show these figures: ${result.hashedOnly.join(', ')}.`]),
    ...(result.unlisted.length === 0
      ? []
      : [
          `  Without a list of their files, as recordings had none in earlier versions, so a file that no figure needs could be missing: ${result.unlisted.map(escaped).join(', ')}.`,
        ]),
    ...versionLines(result),
    ...(result.signature === null ? [] : [signatureLine(result.signature)]),
  ].join('\n');
}

function versionLines({ packedBy, verifiedBy, findings, verified }: Verification): string[] {
  if (packedBy === verifiedBy) return [`  Packed and verified by peakproof ${verifiedBy}.`];
  if (packedBy === null)
    return [`  The archive does not say which version packed it; this is ${verifiedBy}.`];
  const differs = findings.some(({ kind }) => kind === 'derived' || kind === 'underivable');
  return [
    `  Packed by peakproof ${packedBy}, verified by ${verifiedBy}.${
      differs
        ? ` The difference may be the version's: verify with peakproof ${packedBy} to know.`
        : verified
          ? ' Both derive the same.'
          : ''
    }`,
  ];
}

function signatureLine(signature: SignatureState): string {
  switch (signature.state) {
    case 'none':
      return '  Not signed: this shows that the archive is consistent, not who made it.';
    case 'unchecked':
      return `  Signed with key ${signature.key}, and nobody was named who may sign: this shows that the archive is consistent, not who made it. Name them with --allowed-signers and --signer.`;
    case 'good':
      return `✓ Signed by ${escaped(signature.signer)} with key ${signature.key}.`;
    case 'bad':
      return '  Its signature is worth nothing.';
    case 'unknown':
      return `  Signed, and the signature was not checked: ${signature.why}.`;
  }
}
