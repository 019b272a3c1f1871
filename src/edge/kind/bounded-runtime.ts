import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes a container runtime that is runc, but takes from every specification the capabilities that this machine
 * cannot give. Without it `docker run --privileged` and `docker exec --privileged` end with "unable to apply caps".
 *
 * The shell replaces itself by runc, so the engine sees one process with runc's own exit code and signals.
 * @returns path of the runtime
 */
export async function boundedRuntime(
  folder: string,
  { missing, node, runc }: { missing: readonly string[]; node: string; runc: string },
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const editor = join(folder, 'without-capabilities.cjs');
  const runtime = join(folder, 'bounded-runc');
  await writeFile(editor, editorSource(missing));
  await writeFile(
    runtime,
    `#!/bin/sh\n# runc, without capabilities that this machine cannot give: ${missing.join(', ')}\n'${node}' '${editor}' "$@" && exec '${runc}' "$@"\n`,
  );
  await chmod(runtime, 0o755);
  return runtime;
}

/** `--bundle DIR` holds the specification of a container, `--process FILE` that of one more process in it. */
function editorSource(missing: readonly string[]): string {
  return `'use strict';
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const missing = new Set(${JSON.stringify(missing)});
const args = process.argv.slice(2);
for (const [at, arg] of args.entries()) {
  const [name, joined] = arg.split(/=(.*)/s);
  const value = joined ?? args[at + 1];
  if (value === undefined) continue;
  if (name === '--bundle' || name === '-b') edit(value + '/config.json');
  if (name === '--process' || name === '-p') edit(value);
}
function edit(file) {
  if (!existsSync(file)) return;
  const spec = JSON.parse(readFileSync(file, 'utf8'));
  const sets = (spec.process ?? spec).capabilities;
  if (!sets) return;
  for (const set of Object.keys(sets)) sets[set] = sets[set].filter((name) => !missing.has(name));
  writeFileSync(file, JSON.stringify(spec));
}
`;
}
