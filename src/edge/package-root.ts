import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of this package: a checkout, or where npm put it. Holds package.json, scenarios/ and results/sample/.
 * It is the nearest one above the module `from`.
 */
export function packageRoot(from: string = import.meta.url): string {
  const start = dirname(fileURLToPath(from));
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder)
      throw new Error(
        `No package.json at or above ${start}, so the files of peakproof cannot be found; install peakproof again.`,
      );
  }
}
