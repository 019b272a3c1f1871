import { delimiter, dirname } from 'node:path';
import { k6 } from '../src/edge/tools/catalog.ts';
import { obtainTool } from '../src/edge/tools/obtain.ts';

/** Real k6 for the tests that need it: found or installed once, before any of them, and put on their PATH. */
export default async function k6OnPath(): Promise<void> {
  const { env, platform, arch } = process;
  const found = await obtainTool(
    k6,
    { env, platform, arch },
    { onProgress: (line) => process.stderr.write(`${line}\n`) },
  );
  env.PATH = [dirname(found.path), env.PATH].join(delimiter);
}
