import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { trialSchema } from '../../../src/core/model/trial.ts';
import { canonicalJson, rounded } from '../../../src/edge/store/canonical-json.ts';
import { readJson, writeJson } from '../../../src/edge/store/json-file.ts';
import { readTrials, writeTrial } from '../../../src/edge/store/trial-files.ts';
import { sampleTrial } from '../../core/distil/sample-world.ts';
import { scratchFolder } from './scratch-folder.ts';

describe('canonical JSON', () => {
  test('has a list of numbers on one line, and everything else on its own', () => {
    expect(canonicalJson({ a: [1, 2], b: { c: null }, d: [], e: [{ f: 'x' }], g: undefined, h: {} })).toBe(
      '{\n  "a": [1, 2],\n  "b": {\n    "c": null\n  },\n  "d": [],\n  "e": [\n    {\n      "f": "x"\n    }\n  ],\n  "h": {}\n}\n',
    );
  });

  test('is the JSON of the value, numbers apart', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value), (_key, inner) =>
          typeof inner === 'number' ? rounded(inner) : inner,
        );
        expect(JSON.parse(canonicalJson(value))).toEqual(plain);
      }),
    );
  });

  test('rounds to a microsecond, and small numbers to four digits', () => {
    expect(rounded(1_800_000_000.1234567)).toBe(1_800_000_000.123457);
    expect(rounded(0.000012345678)).toBe(0.00001235);
    expect(rounded(12)).toBe(12);
  });
});

describe('a file of the store', () => {
  const schema = z.object({ schema: z.literal('peakproof/thing/1'), n: z.number() });

  test('has its keys in the order of the schema, and nothing is left beside it', async () => {
    const directory = await scratchFolder();
    const path = join(directory, 'thing.json');
    await writeJson(path, schema, { n: 1, schema: 'peakproof/thing/1' });
    await writeJson(path, schema, { n: 2, schema: 'peakproof/thing/1' });
    expect(await readFile(path, 'utf8')).toBe('{\n  "schema": "peakproof/thing/1",\n  "n": 2\n}\n');
    expect(await readdir(directory)).toEqual(['thing.json']);
    expect(await readJson(path, schema)).toEqual({ schema: 'peakproof/thing/1', n: 2 });
    expect(await readJson(join(directory, 'none.json'), schema)).toBeNull();
  });

  test('that does not fit is not written', async () => {
    const directory = await scratchFolder();
    const bad = { schema: 'peakproof/thing/1' as const, n: Number.NaN };
    await expect(writeJson(join(directory, 'thing.json'), schema, bad)).rejects.toThrow();
    expect(await readdir(directory)).toEqual([]);
  });

  test.each([
    ['cut off', '{"schema": "peakproof/th', 'is not JSON'],
    [
      'of another version',
      '{"schema": "peakproof/thing/2", "n": 1}',
      'of schema `peakproof/thing/2` and this version reads `peakproof/thing/1`',
    ],
    ['of no version', '{"n": 1}', 'says no schema'],
    ['damaged', '{"schema": "peakproof/thing/1", "n": "one"}', 'is damaged: at n,'],
  ])('that is %s is refused in one sentence', async (_what, text, said) => {
    const path = join(await scratchFolder(), 'thing.json');
    await writeFile(path, text);
    await expect(readJson(path, schema)).rejects.toThrow(said);
  });

  test.each([
    ['trial.json', 'make it again from its recording with `distil`'],
    ['comparison.json', 'make it again with `report`'],
    ['campaign.json', 'nothing else holds what it held'],
  ])('%s: how it is mended is told as it is', async (name, said) => {
    const path = join(await scratchFolder(), name);
    for (const text of ['{', '{"schema": "peakproof/thing/1"}']) {
      await writeFile(path, text);
      await expect(readJson(path, schema)).rejects.toThrow(said);
    }
  });
});

describe('trial records', () => {
  test('are read as they were written, to the microsecond', async () => {
    const directory = await scratchFolder();
    const trial = sampleTrial();
    await writeTrial(join(directory, 'trial.json'), trial);
    const [read] = await readTrials(directory);
    expect(canonicalJson(read)).toBe(canonicalJson(trialSchema.parse(trial)));
  });

  test('are found by file, by folder and in a campaign; where none is, it is said', async () => {
    const directory = await scratchFolder();
    await expect(readTrials(directory)).rejects.toThrow('holds no trial record');
    await expect(readTrials(join(directory, 'none'))).rejects.toThrow('does not exist');
    await writeFile(join(directory, 'trial.json'), '{"schema": "peakproof/trial/9"}');
    await expect(readTrials(join(directory, 'trial.json'))).rejects.toThrow('peakproof/trial/9');
  });
});
