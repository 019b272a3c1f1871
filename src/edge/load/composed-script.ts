import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What `scenarios/profiles/plan.ts` calls the load at `index` of those beside the main one. */
export function besideName(index: number): string {
  return `beside${index}`;
}

/**
 * The script that k6 is given. A single one is taken as it is. Of several the first gives options, setup and the main
 * journey, and each other its journey, under the name by which the options call it:
 *
 *     portal-peak.ts ──── options, setup, default ──┐
 *                                                   ├─► load.js
 *     groupware-peak.ts ─ default as beside0 ───────┘
 *
 * `load.js` is written into `folder`, beside the plan that it is run with.
 */
export async function composedScript(paths: readonly string[], folder: string): Promise<string> {
  const [main, ...beside] = paths.map((path) => JSON.stringify(pathToFileURL(path).href));
  if (beside.length === 0) return paths[0]!;
  const path = join(folder, 'load.js');
  const lines = [
    `export * from ${main};`,
    `export { default } from ${main};`,
    ...beside.map((url, i) => `export { default as ${besideName(i)} } from ${url};`),
  ];
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}
