/** Longest path of a file in an archive; the fields of a ustar header end near there. */
const mostCharacters = 250;
/** Names that Windows gives to devices, with any ending. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Why a path may not be in an archive, or null. Allowed is what every file system takes as it is: ASCII letters, digits,
 * `_`, `-` and `.`, with `/` between. That leaves no way out of a folder, no drive, no escape sequence, and no two
 * spellings of one name but by case, which the reader looks for.
 */
export function nameProblem(path: string): string | null {
  if (path === '') return 'it has no name';
  if (path.startsWith('/')) return 'its path is absolute';
  if (path.includes('\\')) return 'its path has a backslash';
  if (/^[A-Za-z]:/.test(path)) return 'its path names a drive';
  if (path.length > mostCharacters) return `its path is longer than ${mostCharacters} characters`;
  const parts = path.split('/');
  if (parts.includes('..')) return 'its path climbs out of the folder';
  if (parts.some((part) => part === '' || part === '.')) return 'its path is not in its shortest form';
  if (!parts.every((part) => /^[\w.-]+$/.test(part)))
    return 'its path has other characters than letters, digits, _ - . and /';
  if (parts.some((part) => /^[.-]/.test(part))) return 'a part of its path begins with a dot or a dash';
  if (parts.some((part) => part.endsWith('.') || deviceName.test(part)))
    return 'its path has a name that Windows keeps for itself';
  return null;
}

const mostShown = 120;

/** Text from a stranger, safe to print: what is not plainly visible is shown as its code, and the rest is cut. */
export function escaped(text: string): string {
  const cut = text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
  return cut.replace(/[\p{C}\p{M}\\]|(?! )\p{Z}/gu, (character) =>
    character === '\\' ? '\\\\' : `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

/**
 * Files that share a path on a file system that does not tell case, and files that are where another has a folder:
 * either would write over the other.
 */
export class TakenNames {
  readonly #taken = new Map<string, { path: string; isFile: boolean }>();

  /** Takes a path; returns why it cannot be taken, or null. */
  take(path: string): string | null {
    const parts = path.split('/');
    for (let depth = 1; depth <= parts.length; depth++) {
      const part = parts.slice(0, depth).join('/');
      const isFile = depth === parts.length;
      const there = this.#taken.get(part.toLowerCase());
      if (there === undefined) this.#taken.set(part.toLowerCase(), { path: part, isFile });
      else if (there.path !== part) return `${there.path} differs from it by case only`;
      else if (isFile && there.isFile) return 'it is there twice';
      else if (isFile || there.isFile) return `${part} is a file and a folder`;
    }
    return null;
  }
}
