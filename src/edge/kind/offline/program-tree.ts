import { chmod, copyFile, mkdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Variables } from '../../exec/ending.ts';
import { runProgram } from '../../exec/run-program.ts';

/**
 * Copies programs, or libraries, of a root file system with what they are linked to, each to the path it has there.
 * @param root `/`, or a root file system of this machine's architecture (then we must be root)
 */
export async function copyWithLibraries(
  programs: readonly string[],
  { root, into, env }: { root: string; into: string; env: Variables },
): Promise<void> {
  const inside = root === '/' ? [] : ['chroot', root];
  const { stdout } = await runProgram([...inside, 'ldd', ...programs], { env, timeoutSeconds: 60 });
  for (const path of new Set([...programs, ...librariesIn(stdout)]))
    await copied(join(root, path), join(into, path));
}

/** Paths in what `ldd` prints: `libc.so.6 => /lib/libc.so.6 (0x…)`, and the loader, `/lib64/ld-linux.so.2 (0x…)`. */
export function librariesIn(printed: string): string[] {
  return [...printed.matchAll(/^\s+(?:\S+ => )?(\/\S+) \(0x/gm)].map(([, path]) => path!);
}

/** What a link points to, under the link's own name. */
export async function copied(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(await realpath(from), to);
  await chmod(to, 0o755);
}
