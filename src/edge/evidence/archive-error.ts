/** An archive that is refused: it is not of the one form that `pack` writes. The message says where and why. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}
