import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { k6 } from '../../../src/edge/tools/catalog.ts';
import { cachePath, locateTool } from '../../../src/edge/tools/locate.ts';
import { toolsFolder } from '../../../src/edge/tools/machine.ts';
import { OverrideError } from '../../../src/edge/tools/tool-error.ts';
import { emptyFolder, machineWith, programs } from './machines.ts';

describe('looking for a tool', () => {
  test('takes the one on PATH', async () => {
    const { found, attempts } = await locateTool(k6, await machineWith(['k6-good']));
    expect(found).toEqual({
      name: 'k6',
      path: join(programs('k6-good'), 'k6'),
      version: '1.6.1',
      from: 'path',
    });
    expect(attempts).toEqual([]);
  });

  test('passes over every one on PATH that cannot be used, and says why', async () => {
    const machine = await machineWith(['k6-old', 'k6-next', 'k6-broken', 'k6-mute', 'k6-good']);
    const { found, attempts } = await locateTool(k6, machine);
    expect(found?.path).toBe(join(programs('k6-good'), 'k6'));
    expect(attempts.map(({ way }) => way)).toEqual(
      ['k6-old', 'k6-next', 'k6-broken', 'k6-mute'].map((folder) => `PATH has ${programs(folder)}/k6`),
    );
    expect(attempts.map(({ outcome }) => outcome)).toEqual([
      'it is 0.49.0, and 1.6.0 or newer, below 2.0.0, is needed',
      'it is 2.0.0, and 1.6.0 or newer, below 2.0.0, is needed',
      expect.stringContaining('Exec format error'),
      expect.stringContaining('does not say its version'),
    ]);
  });

  test('takes what somebody copied into the cache, after PATH', async () => {
    const machine = await machineWith(['k6-old']);
    const cached = cachePath(k6, k6.version, machine)!;
    await mkdir(dirname(cached), { recursive: true });
    await cp(join(programs('k6-good'), 'k6'), cached);
    const { found } = await locateTool(k6, machine);
    expect(found).toEqual({ name: 'k6', path: cached, version: '1.6.1', from: 'cache' });
  });

  test('tells where it looked when there is none', async () => {
    const machine = await machineWith(['go-good']);
    const { found, attempts } = await locateTool(k6, machine);
    expect(found).toBeNull();
    expect(attempts).toEqual([
      { way: 'PATH', outcome: 'there is no k6 on it' },
      { way: 'cache', outcome: `nothing at ${cachePath(k6, k6.version, machine)}` },
    ]);
  });

  test('runs nothing from a relative entry of PATH', async () => {
    const machine = await machineWith([], { PATH: ':.:test/fixtures/bin/k6-good' });
    expect((await locateTool(k6, machine)).found).toBeNull();
  });
});

describe('the override', () => {
  test('wins over everything', async () => {
    const named = join(programs('k6-good'), 'k6');
    const machine = await machineWith(['k6-good'], { PEAKPROOF_K6: named, PATH: programs('k6-old') });
    expect((await locateTool(k6, machine)).found).toMatchObject({ path: named, from: 'override' });
  });

  test('may be relative to where we are, and is told absolute', async () => {
    const machine = await machineWith([], { PEAKPROOF_K6: './test/fixtures/bin/k6-good/k6' });
    expect((await locateTool(k6, machine)).found?.path).toBe(join(programs('k6-good'), 'k6'));
  });

  test.each([
    ['is missing', '/nowhere/k6', 'was not found'],
    ['is a folder', programs('k6-good'), 'could not be started'],
    ['is another version', join(programs('k6-old'), 'k6'), '0.49.0'],
    ['does not run', join(programs('k6-broken'), 'k6'), 'Exec format error'],
  ])('that %s is an error, even with a good one on PATH', async (_, named, reason) => {
    const machine = await machineWith(['k6-good'], { PEAKPROOF_K6: named });
    const error = await locateTool(k6, machine).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OverrideError);
    expect((error as Error).message).toContain(`PEAKPROOF_K6 names ${named}, which cannot be used`);
    expect((error as Error).message).toContain(reason);
    expect((error as Error).message).toContain('unset it');
  });
});

describe('the folder of our own tools', () => {
  test.each([
    ['linux', { HOME: '/home/a' }, '/home/a/.cache/peakproof/tools'],
    ['darwin', { HOME: '/Users/a' }, '/Users/a/Library/Caches/peakproof/tools'],
    ['linux', { HOME: '/home/a', XDG_CACHE_HOME: '/c' }, '/c/peakproof/tools'],
    ['linux', { HOME: '/home/a', XDG_CACHE_HOME: 'relative' }, '/home/a/.cache/peakproof/tools'],
    ['linux', {}, null],
  ])('%s %j: %s', async (platform, env, folder) => {
    expect(toolsFolder({ env, platform, arch: 'x64' })).toBe(folder);
  });

  test('a machine without one says so', async () => {
    const machine = { env: { PATH: await emptyFolder() }, platform: 'linux', arch: 'x64' };
    const { attempts } = await locateTool(k6, machine);
    expect(attempts.at(-1)).toEqual({ way: 'cache', outcome: 'neither HOME nor XDG_CACHE_HOME is set' });
  });
});
