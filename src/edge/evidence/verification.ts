import type { Difference } from './first-difference.ts';
import type { SignatureState } from './signature.ts';

/** One thing that is not as it has to be. */
export type Finding =
  /** The archive is not of the form that `pack` writes; nothing further was looked at. */
  | { kind: 'refused'; file: null; message: string }
  /** A file is not what the sums or its recording say, is missing, or does not belong. */
  | { kind: 'hash' | 'missing' | 'foreign'; file: string; message: string }
  /** A file does not follow from the raw ones. */
  | { kind: 'derived'; file: string; message: string; difference: Difference }
  /** The raw files cannot be read as recordings. */
  | { kind: 'underivable'; file: null; message: string }
  | { kind: 'signature'; file: string; message: string };

/** What was found out about an archive. Verified means: no finding. */
export interface Verification {
  schema: 'peakproof/verification/1';
  verified: boolean;
  /** null where the archive was refused before its end. */
  archive: { bytes: number; sha256: string } | null;
  /** Version that packed; null where the archive does not say. */
  packedBy: string | null;
  verifiedBy: string;
  /** null where the archive was refused. */
  signature: SignatureState | null;
  raw: string[];
  /** Made again and compared byte by byte. */
  derived: string[];
  /** Of which nothing but the hash was checked. */
  hashedOnly: string[];
  /** Recordings without a list of their files: of those, nothing shows that a file is missing which no figure needs. */
  unlisted: string[];
  findings: Finding[];
}
