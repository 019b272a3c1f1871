import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from '../store/store-error.ts';
import { nameProblem } from './member-name.ts';
import { fitsHeader, mostMemberBytes } from './tar-header.ts';

/**
 * - `raw`: what was measured, and what was planned; everything else follows from it
 * - `derived`: made again from the raw files by `verify`, and compared
 * - `hashed`: only its hash is checked; nothing says that it follows from the measurement
 */
export type Role = 'raw' | 'derived' | 'hashed';

export const evidenceFile = 'evidence.json';

/** What belongs to evidence, by its path in the folder of a campaign or of a single trial. The first match counts. */
const roles: readonly [RegExp, Role][] = [
  [/^(campaign|question)\.json$/, 'raw'],
  [/^requirements\.yaml$/, 'raw'],
  [/^(trials\/[^/]+\/)?recording(\.\d+)?\/./, 'raw'],
  [/^trials\/[^/]+\/warm-up(\.\d+)?\/./, 'raw'],
  [/^(trials\/[^/]+\/)?trial\.json$/, 'derived'],
  [/^(comparison|capacity)\.json$/, 'derived'],
  [/^requirements\.json$/, 'derived'],
  [/^(evidence\.json|README\.md)$/, 'derived'],
  [/^report\/(ko\/)?(report|requirements)\.(html|md)$/, 'derived'],
  // Records of earlier attempts at a trial, and prints of the report.
  [/^(trials\/[^/]+\/)?trial\.json\.\d+$/, 'hashed'],
  [/^(report\/)?[^/]+\.(pdf|png)$/, 'hashed'],
];

/**
 * The script that composed several loads, where a recording still has it (of an earlier version, or of a trial that was
 * killed): it names places of the machine, and says nothing that plan and scenario do not. Archives that hold it are right.
 */
const composedLoad = /\/load\.js$/;

/** null: it does not belong to evidence. */
export function roleOf(path: string): Role | null {
  return roles.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** A file of a folder that is packed. */
export interface FoundFile {
  path: string;
  bytes: number;
}

/**
 * The files in a folder, by what they are for evidence. Throws a StoreError that lists everything that cannot go into
 * an archive though it belongs there: links, special files, names.
 */
export async function filesIn(directory: string): Promise<{ files: FoundFile[]; leftOut: string[] }> {
  const files: FoundFile[] = [];
  const leftOut: string[] = [];
  const problems: string[] = [];
  const walk = async (folder: string) => {
    for (const name of (await readdir(join(directory, folder))).sort()) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const seen = await lstat(join(directory, path));
      if (seen.isDirectory()) await walk(path);
      else if (roleOf(path) === null || composedLoad.test(path)) leftOut.push(path);
      else {
        const problem = seen.isFile() ? fileProblem(path, seen.size) : 'it is a link or no file';
        if (problem === null) files.push({ path, bytes: seen.size });
        else problems.push(`  ${path}: ${problem}`);
      }
    }
  };
  await walk('');
  if (problems.length > 0)
    throw new StoreError(
      [`${directory} cannot be packed as it is, because evidence holds plain files only:`, ...problems].join(
        '\n',
      ),
    );
  return { files, leftOut };
}

function fileProblem(path: string, bytes: number): string | null {
  if (bytes > mostMemberBytes) return 'it has 8 GiB or more, which the archive cannot hold';
  return nameProblem(path) ?? (fitsHeader(path) ? null : 'its path is too long for the archive');
}
