import { resolve } from 'node:path';
import { type Trial, trialSchema } from '../../core/model/trial.ts';
import { gitOutput } from '../git/git.ts';
import { exists } from './folders.ts';
import { parsedJson } from './json-file.ts';
import { StoreError } from './store-error.ts';
import { readTrials, recordNames } from './trial-files.ts';

/** Where an accepted baseline lies, from the root of a project. */
export const baselineFolder = 'results/baseline';

/**
 * The trial records of a baseline: a folder, or a commit in git, `main` for its results/baseline below `cwd`, or
 * `v1.2:results/other` for a path from the root of the repository. What exists as a folder is taken as one.
 */
export async function readBaseline(where: string, cwd: string): Promise<Trial[]> {
  const path = resolve(cwd, where);
  if (await exists(path)) return readTrials(path);
  const [ref = '', ...rest] = where.split(':');
  const commit = await commitOf(ref, cwd);
  if (commit === null) throw new StoreError(nowhere(where, ref));
  const folder = rest.length > 0 ? rest.join(':') : `${await prefixOf(cwd)}${baselineFolder}`;
  return recordsIn(commit, folder.replace(/^\.?\//, '').replace(/\/+$/, ''), { where, cwd });
}

async function commitOf(ref: string, cwd: string): Promise<string | null> {
  if (ref === '' || ref.startsWith('-')) return null;
  const commit = await gitOutput(cwd, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  return commit?.trim() || null;
}

/** The path from the root of the repository to `cwd`: empty, or ending in a slash. */
async function prefixOf(cwd: string): Promise<string> {
  return (await gitOutput(cwd, ['rev-parse', '--show-prefix']))?.trim() ?? '';
}

async function recordsIn(
  commit: string,
  folder: string,
  { where, cwd }: { where: string; cwd: string },
): Promise<Trial[]> {
  const listed = await gitOutput(cwd, [
    ...['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit],
    ...(folder === '' ? [] : ['--', folder]),
  ]);
  const files = (listed ?? '').split('\0').filter((name) => name !== '');
  const records = recordNames(files, folder);
  if (records.length === 0)
    throw new StoreError(
      `${where}: commit ${commit.slice(0, 10)} holds no trial record in ${folder || 'its root'}, so there is nothing to check against. Accept a baseline first (\`peakproof baseline accept\`) and commit it, or name another one.`,
    );
  const trials: Trial[] = [];
  for (const file of records) {
    const text = await gitOutput(cwd, ['cat-file', 'blob', `${commit}:${file}`]);
    if (text === null)
      throw new StoreError(`${where}: git cannot read ${file} of commit ${commit.slice(0, 10)}.`);
    trials.push(parsedJson(text, `${where} ${file}`, trialSchema));
  }
  return trials;
}

function nowhere(where: string, ref: string): string {
  const asGit =
    ref === '' || ref.startsWith('-')
      ? 'it is no name that git could know'
      : `git knows no '${ref}' here (a shallow clone has only its own commit: fetch it first, or use fetch-depth: 0)`;
  return `The baseline ${where} is not there: no such file or folder, and ${asGit}. Make one with \`peakproof baseline accept FOLDER --because "..."\`, or name one with --baseline.`;
}
