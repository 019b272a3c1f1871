/** Something in results/ that cannot be used; the message says what, why and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** The `code` of a failed system call (`ENOENT`, `EACCES`, ...), or null. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error && 'code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
