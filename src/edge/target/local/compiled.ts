import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '../../package-root.ts';

/** Entry file of each program that the local target starts as a process of its own, from the package's root. */
export const programEntries = {
  'portal-demo': 'clusters/services/portal-demo/main.ts',
  'groupware-demo': 'clusters/services/groupware-demo/main.ts',
  router: 'src/edge/target/local/router/main.ts',
} as const;

export type ProgramName = keyof typeof programEntries;

/** esbuild's options for one program: a single ES module that needs nothing but Node. The package's build uses them too. */
export const programBuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  legalComments: 'none',
} as const;

const built = new Map<string, Promise<string>>();

/**
 * Path of the single-file program `name`, ready for `node <path>`.
 *
 * The published package carries it (dist/programs). From source it is bundled, once in a process, into
 * node_modules/.cache/peakproof under a name that holds a hash of the result: a pod started late in a trial runs the
 * very file that the first one ran, even if a source was edited meanwhile, and two builds at once write the same bytes.
 */
export function compiledProgram(name: ProgramName, from: string = import.meta.url): Promise<string> {
  const root = packageRoot(from);
  const key = `${root}\0${name}`;
  let program = built.get(key);
  if (!program) {
    program = existsSync(path.join(root, 'src')) ? bundledProgram(root, name) : shippedProgram(root, name);
    built.set(key, program);
    // A failed build is tried again by the next caller.
    program.catch(() => built.delete(key));
  }
  return program;
}

async function shippedProgram(root: string, name: ProgramName): Promise<string> {
  const file = path.join(root, 'dist', 'programs', `${name}.mjs`);
  if (!existsSync(file)) {
    throw new Error(`${file} is missing, so the local target cannot start ${name}; install peakproof again.`);
  }
  return file;
}

async function bundledProgram(root: string, name: ProgramName): Promise<string> {
  const { build } = await import('esbuild');
  const result = await build({
    ...programBuildOptions,
    entryPoints: [path.join(root, programEntries[name])],
    absWorkingDir: root,
    write: false,
    logLevel: 'silent',
  });
  const text = result.outputFiles[0]!.contents;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const folder = path.join(root, 'node_modules', '.cache', 'peakproof');
  const file = path.join(folder, `${name}-${hash}.mjs`);
  if (existsSync(file)) {
    await utimes(file, new Date(), new Date()).catch(() => {});
    return file;
  }
  await mkdir(folder, { recursive: true });
  // Written aside and renamed, so that nobody starts half a program.
  const draft = path.join(folder, `${name}-${hash}.${randomUUID()}.tmp`);
  try {
    await writeFile(draft, text);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await removeUnused(folder);
  return file;
}

/** Longer than any trial: its pods are started from a bundle to the end of it. */
const unusedDays = 7;

/** Removes bundles that no process has asked for in a week, and drafts that a killed build has left. */
async function removeUnused(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /-[0-9a-f]{12}\.(mjs|.*\.tmp)$/.test(name));
  for (const name of names) {
    const file = path.join(folder, name);
    const used = await stat(file).catch(() => null);
    if (used !== null && Date.now() - used.mtimeMs > unusedDays * 86_400_000) await rm(file, { force: true });
  }
}
