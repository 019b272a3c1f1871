import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { programEnding } from '../../../src/edge/exec/run-program.ts';
import { boundedRuntime } from '../../../src/edge/kind/bounded-runtime.ts';
import { missingCapabilities } from '../../../src/edge/kind/capabilities.ts';

test('a full bounding set lacks nothing, also where the kernel knows fewer capabilities', () => {
  expect(missingCapabilities('CapBnd:\t000001ffffffffff\n')).toEqual([]);
  expect(missingCapabilities('CapBnd:\t0000003fffffffff\n', 37)).toEqual([]);
  expect(missingCapabilities('no such line')).toEqual([]);
});

test('names what the bounding set lacks', () => {
  expect(missingCapabilities('CapInh:\t0\nCapBnd:\t000001fffeffffff\n')).toEqual(['CAP_SYS_RESOURCE']);
  expect(missingCapabilities('CapBnd:\t000001fffeffeffe\n')).toEqual([
    'CAP_CHOWN',
    'CAP_NET_ADMIN',
    'CAP_SYS_RESOURCE',
  ]);
});

test('takes them from containers and from programs in them, and ends as runc does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'peakproof-runtime-'));
  const runc = join(folder, 'runc');
  await writeFile(runc, '#!/bin/sh\necho "$@"\nexit 7\n');
  await chmod(runc, 0o755);
  const missing = ['CAP_SYS_RESOURCE'];
  const runtime = await boundedRuntime(join(folder, 'a b'), { missing, node: process.execPath, runc });

  const all = ['CAP_CHOWN', 'CAP_SYS_RESOURCE'];
  const sets = { bounding: all, effective: all, inheritable: [], permitted: all };
  const bundle = join(folder, 'bundle');
  await mkdir(bundle);
  const config = { process: { args: ['CAP_SYS_RESOURCE'], capabilities: sets }, root: { path: 'rootfs' } };
  await writeFile(join(bundle, 'config.json'), JSON.stringify(config));
  await writeFile(join(folder, 'process.json'), JSON.stringify({ args: ['sh'], capabilities: sets }));

  const created = await programEnding([runtime, '--root', '/run', 'create', '--bundle', bundle, 'id']);
  expect(created).toMatchObject({ exitCode: 7, stdout: `--root /run create --bundle ${bundle} id\n` });
  const left = {
    bounding: ['CAP_CHOWN'],
    effective: ['CAP_CHOWN'],
    inheritable: [],
    permitted: ['CAP_CHOWN'],
  };
  expect(JSON.parse(await readFile(join(bundle, 'config.json'), 'utf8'))).toEqual({
    process: { args: ['CAP_SYS_RESOURCE'], capabilities: left },
    root: { path: 'rootfs' },
  });
  await programEnding([runtime, 'exec', `--process=${join(folder, 'process.json')}`, 'id']);
  expect(JSON.parse(await readFile(join(folder, 'process.json'), 'utf8'))).toEqual({
    args: ['sh'],
    capabilities: left,
  });
  expect(await programEnding([runtime, '--version'])).toMatchObject({ exitCode: 7, stdout: '--version\n' });
});
