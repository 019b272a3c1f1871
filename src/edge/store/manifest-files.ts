import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { mapOf } from '../../core/plan/campaign-problem.ts';
import { systemCode } from './store-error.ts';

/** Manifests of a service of the user's own. */
export interface ManifestFiles {
  /** Every object, in the order of the files' names; what is in a List is listed by itself. */
  objects: unknown[];
  /** Of all texts. */
  sha256: string;
}

const endings = /\.(ya?ml|json)$/;

/** Kubernetes objects from a file, or from the .yaml, .yml and .json files of a folder; or what is wrong with it. */
export async function readManifestFiles(path: string): Promise<ManifestFiles | { problems: string[] }> {
  try {
    const names = (await stat(path)).isDirectory()
      ? (await readdir(path))
          .filter((name) => endings.test(name))
          .sort()
          .map((name) => join(path, name))
      : [path];
    if (names.length === 0) return { problems: [`the folder ${path} has no .yaml, .yml or .json file`] };
    const hash = createHash('sha256');
    const objects: unknown[] = [];
    const problems: string[] = [];
    for (const name of names) {
      const text = await readFile(name, 'utf8');
      hash.update(text);
      for (const document of parseAllDocuments(text)) {
        problems.push(...document.errors.map(({ message }) => `${name} is not YAML: ${firstLine(message)}`));
        const value: unknown = document.errors.length > 0 ? null : document.toJS();
        if (value !== null) objects.push(...unpacked(value));
      }
    }
    if (problems.length === 0 && objects.length === 0) problems.push(`${path} holds no Kubernetes object`);
    return problems.length > 0 ? { problems } : { objects, sha256: hash.digest('hex') };
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return {
      problems: [
        code === 'ENOENT' ? `there is no file or folder ${path}` : `${path} cannot be read (${code})`,
      ],
    };
  }
}

function unpacked(value: unknown): unknown[] {
  const { kind, items } = mapOf(value);
  return kind === 'List' && Array.isArray(items) ? items : [value];
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!.replace(/:$/, '');
}
