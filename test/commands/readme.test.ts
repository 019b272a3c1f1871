import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes, exitMeanings } from '../../src/commands/exit-code.ts';
import { commandLine, root } from './command-line.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

describe('README', () => {
  it('lists the exit codes as they are', () => {
    const listed = [...readme.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(([, code, meaning]) => [
      Number(code),
      meaning,
    ]);
    const real = Object.entries(exitCodes).map(([name, code]) => [
      code,
      exitMeanings[name as keyof typeof exitCodes],
    ]);
    expect(listed).toEqual(real);
  });

  it('names scripts that exist', () => {
    const named = [...readme.matchAll(/npm run ([a-z:-]+)/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(3);
    for (const name of named) expect(Object.keys(manifest.scripts)).toContain(name);
  });

  it('names verbs and flags that exist', async () => {
    for (const [, verb, rest] of readme.matchAll(/npx peakproof ([a-z]+)([^`\n]*)/g)) {
      const { stdout } = await commandLine([verb!, '--help']);
      expect(stdout, verb).toContain(`Usage: peakproof ${verb}`);
      for (const [flag] of rest!.matchAll(/--[a-z-]+/g)) expect(stdout, `${verb} ${flag}`).toContain(flag);
    }
  });

  it('names cases and arms as the default campaign has them', async () => {
    const { stdout } = await commandLine(['plan', 'full', '--json']);
    const { trials } = JSON.parse(stdout) as { trials: { case: string; armName: string }[] };
    for (const [, name, arm] of readme.matchAll(/^\| (T-\w+) \| `([\w-]+)` \|/gm))
      expect(trials.some((trial) => trial.case === name && trial.armName === arm)).toBe(true);
  });
});
