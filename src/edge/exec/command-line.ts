import type { Variables } from './ending.ts';

/**
 * The command as a person can paste it into a POSIX shell: `(cd /folder && NAME=value program 'an argument')`.
 * Only variables that were set for this program are shown, never the whole environment: it holds secrets.
 */
export function pasteableCommand(
  argv: readonly string[],
  where: { cwd?: string | undefined; setEnv?: Variables | undefined } = {},
): string {
  const settings = Object.entries(where.setEnv ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${quoted(value!)}`);
  const command = [...settings, ...argv.map(quoted)].join(' ');
  return where.cwd === undefined ? command : `(cd ${quoted(where.cwd)} && ${command})`;
}

function quoted(word: string): string {
  if (/^[A-Za-z0-9_./:=@%+,-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
