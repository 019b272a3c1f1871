// Compiles what the published package runs: the command line in chunks that load when they are needed, and each program
// that the embedded target starts as a file of its own.
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { register } from 'tsx/esm/api';

register();
const { programBuildOptions, programEntries } = await import('../src/edge/target/local/compiled.ts');

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: { main: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  jsx: 'automatic',
  jsxImportSource: 'preact',
});
await build({
  ...programBuildOptions,
  entryPoints: programEntries,
  outdir: 'dist/programs',
  outExtension: { '.js': '.mjs' },
});
