import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../../exec/run-program.ts';
import { compiledProgram } from '../../target/local/compiled.ts';
import type { Machine } from '../../tools/machine.ts';
import { goArch } from './go-programs.ts';
import { writeImageArchive } from './image-archive.ts';
import { copyWithLibraries } from './program-tree.ts';
import { type CachedStep, hashOf } from './step-cache.ts';

/** The Node that runs the demo services in their pods: this machine's own. */
export interface NodeProgram {
  readonly path: string;
  readonly version: string;
}

/**
 * Both demo services in one image, which a pod chooses from by its arguments: `node /app/portal-demo.mjs`. It changes
 * with their source, so it is not in the node image. The step's folder holds `demo.tar`.
 */
export async function demoImageStep(
  node: NodeProgram,
  machine: Machine,
): Promise<{ name: string; step: CachedStep }> {
  const programs = {
    'portal-demo': await compiledProgram('portal-demo'),
    'groupware-demo': await compiledProgram('groupware-demo'),
  };
  const texts = await Promise.all(Object.values(programs).map((file) => readFile(file, 'utf8')));
  const inputs = ['1', goArch(machine), machine.platform, node.version, ...texts];
  const name = `peakproof/demo:${hashOf(inputs)}`;
  return {
    name,
    step: {
      name: 'demo services',
      id: 'demo',
      inputs,
      async build(draft) {
        if (machine.platform !== 'linux') return pulledDemo(name, programs, draft, machine);
        const folder = join(draft, 'tree');
        const { env } = machine;
        await copyWithLibraries([node.path], { root: '/', into: folder, env });
        // Manifests say `node`, wherever this machine has it.
        await mkdir(join(folder, 'usr/local/bin'), { recursive: true });
        await rename(join(folder, node.path), join(folder, 'usr/local/bin/node'));
        await mkdir(join(folder, 'app'));
        await mkdir(join(folder, 'tmp'), { mode: 0o1777 });
        for (const [program, file] of Object.entries(programs))
          await copyFile(file, join(folder, 'app', `${program}.mjs`));
        const scratch = join(draft, 'scratch');
        await mkdir(scratch);
        const image = { name, folder, entrypoint: ['/usr/local/bin/node'], workingFolder: '/app' };
        await writeImageArchive(join(draft, 'demo.tar'), [image], { scratch, arch: goArch(machine), env });
        await rm(folder, { recursive: true });
      },
    },
  };
}

/** Where this machine's Node is no program of Linux, one of Docker's own official images is taken. */
const nodeImage =
  'node:22-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c';

async function pulledDemo(
  name: string,
  programs: Readonly<Record<string, string>>,
  draft: string,
  { env }: Machine,
): Promise<void> {
  const context = join(draft, 'context');
  await mkdir(context);
  for (const [program, file] of Object.entries(programs))
    await copyFile(file, join(context, `${program}.mjs`));
  const recipe = [`FROM ${nodeImage}`, 'WORKDIR /app', 'COPY *.mjs ./', 'ENTRYPOINT ["/usr/local/bin/node"]'];
  await writeFile(join(context, 'Dockerfile'), `${recipe.join('\n')}\n`);
  await runProgram(['docker', 'build', '--tag', name, context], { env, timeoutSeconds: 600 });
  await runProgram(['docker', 'save', '--output', join(draft, 'demo.tar'), name], {
    env,
    timeoutSeconds: 300,
  });
}
