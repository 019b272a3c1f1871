import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = resolve(import.meta.dirname, '../../src');

interface SourceFile {
  path: string;
  text: string;
  /** Paths below src, or package names. */
  imports: string[];
}

const files: SourceFile[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((path) => {
    const text = readFileSync(join(source, path), 'utf8');
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) =>
      name!.startsWith('.') ? relative(source, resolve(source, dirname(path), name!)) : name!,
    );
    return { path, text, imports };
  });

/** Imports in files below `from` that `forbidden` matches, as "file -> import". */
function offences(from: string, forbidden: RegExp): string[] {
  return files
    .filter(({ path }) => path.startsWith(from))
    .flatMap(({ path, imports }) =>
      imports.filter((name) => forbidden.test(name)).map((name) => `${path} -> ${name}`),
    );
}

describe('the direction of imports', () => {
  it('sees the source', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(({ imports }) => imports)).toContain('core/model/trial.ts');
  });

  it('keeps core pure: no Node, no effects, no clock, no chance', () => {
    expect(offences('core/', /^(node:|edge\/|commands\/|world|main|execa)/)).toEqual([]);
    const impure = files
      .filter(
        ({ path, text }) =>
          path.startsWith('core/') && /\bDate\.now|\bMath\.random|\bprocess\.|\bnew Date\(\)/.test(text),
      )
      .map(({ path }) => path);
    expect(impure).toEqual([]);
  });

  it('lets distil, compare and report meet only in the model', () => {
    expect(offences('core/distil/', /^core\/(compare|report)\//)).toEqual([]);
    expect(offences('core/compare/', /^core\/(distil|report)\//)).toEqual([]);
    expect(offences('core/report/', /^core\/(distil|compare)\//)).toEqual([]);
  });

  it('lets the model depend on nothing but itself', () => {
    expect(offences('core/model/', /^core\/(?!model\/)/)).toEqual([]);
  });

  it('points from commands to edge to core', () => {
    expect(offences('edge/', /^(commands\/|main)/)).toEqual([]);
  });

  it('touches `process` in main.ts, world.ts, where groups are signalled, and in programs that are processes of their own', () => {
    const allowed = /^(main|world|edge\/exec\/process-group)\.ts$|^edge\/target\/local\/router\//;
    const touching = files.filter(
      ({ path, text }) => !allowed.test(path) && /(?<![#.\w])process\./.test(withoutComments(text)),
    );
    expect(touching.map(({ path }) => path)).toEqual([]);
  });

  it('keeps files short', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path);
    expect(long).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/'[^'\n]*'|`[^`]*`/g, "''");
}
