import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes, exitMeanings } from '../../src/commands/exit-code.ts';
import { commandLine, root } from './command-line.ts';

const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const readme = textOf('README.md');
const korean = textOf('README.ko.md');
const manifest = JSON.parse(textOf('package.json')) as {
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
    for (const [, verb, rest] of `${readme}\n${korean}`.matchAll(/npx peakproof ([a-z]+)([^`\n]*)/g)) {
      const { stdout } = await commandLine([verb!, '--help']);
      expect(stdout, verb).toContain(`Usage: peakproof ${verb}`);
      for (const [flag] of rest!.matchAll(/--[a-z-]+/g)) expect(stdout, `${verb} ${flag}`).toContain(flag);
    }
  });

  it('names every verb in its table, and every campaign', async () => {
    const { stdout } = await commandLine(['--help']);
    for (const [, verb] of stdout.split('Examples:')[0]!.matchAll(/^ {2}([a-z]+) {2}/gm))
      if (verb !== 'help') expect(readme, verb).toMatch(new RegExp(`^\\|.*\\b${verb}\\b.*\\|$`, 'm'));
    const campaigns = readdirSync(join(root, 'scenarios/campaigns')).filter((name) => name.endsWith('.yaml'));
    for (const campaign of campaigns) expect(readme).toContain(`\`${campaign.slice(0, -5)}\``);
  });

  it('names cases and arms as the default campaign has them', async () => {
    const { stdout } = await commandLine(['plan', 'full', '--json']);
    const { trials } = JSON.parse(stdout) as { trials: { case: string; armName: string }[] };
    for (const [, name, arm] of readme.matchAll(/^\| (T-\w+) \| `([\w-]+)` \|/gm))
      expect(trials.some((trial) => trial.case === name && trial.armName === arm)).toBe(true);
  });
});

const documents = [
  'README.md',
  'README.ko.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
];

describe.each(documents)('%s', (document) => {
  it('links to files and sections that exist', () => {
    for (const [, target] of textOf(document).matchAll(/\]\(([^)]+)\)/g)) {
      if (/^https?:/.test(target!)) continue;
      const [file, section] = target!.split('#');
      const path = file === '' ? document : join(dirname(document), file!);
      expect(existsSync(join(root, path)), target).toBe(true);
      if (section !== undefined) expect(anchorsOf(path), target).toContain(section);
    }
  });
});

describe('README.ko.md', () => {
  it('has the sections of README.md', () => {
    expect(korean.match(/^## /gm)).toHaveLength(readme.match(/^## /gm)!.length);
  });

  it('has its exit codes, and the commands of its table', () => {
    const codes = (text: string) => [...text.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => code);
    expect(codes(korean)).toEqual(codes(readme));
    const commands = (text: string) =>
      [...text.matchAll(/^\| `(?:npm run|npx peakproof) ([a-z]+)/gm)].map(([, verb]) => verb);
    expect(commands(korean)).toEqual(commands(readme));
  });
});

/** As GitHub makes them of headings. */
function anchorsOf(document: string): string[] {
  return [...textOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}
