import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HostFacts } from '../../../src/edge/host/host.ts';
import { k6, kind } from '../../../src/edge/tools/catalog.ts';
import type { Check } from '../../../src/edge/tools/check.ts';
import { doctorChecks } from '../../../src/edge/tools/doctor.ts';
import {
  coresCheck,
  loadCheck,
  memoryCheck,
  nodeCheck,
  quotaCheck,
} from '../../../src/edge/tools/doctor-host.ts';
import { diskCheck, ephemeralPortsCheck, loopbackCheck } from '../../../src/edge/tools/doctor-system.ts';
import {
  browserCheck,
  engineCheck,
  generatorChecks,
  optionalToolCheck,
} from '../../../src/edge/tools/doctor-tools.ts';
import { emptyFolder, machineWith, unreleasedK6 } from './machines.ts';

const host: HostFacts = {
  os: 'Example OS',
  kernel: '6.1',
  cpuModel: 'Example CPU',
  cores: 2,
  memoryBytes: 8e9,
  loadAverage1m: 0.1,
  nodeVersion: '20.19.0',
  containerLimits: null,
  gitCommit: null,
  gitDirty: null,
};

describe('the host', () => {
  test.each([
    ['20.18.3', 'fail'],
    ['20.19.0', 'ok'],
    ['26.9.1', 'ok'],
    ['27.0.0', 'warn'],
  ])('Node %s: %s', (nodeVersion, state) => {
    expect(nodeCheck({ ...host, nodeVersion }).state).toBe(state);
  });

  test.each([
    [1.5, 'ok'],
    [1.6, 'warn'],
    [2, 'warn'],
    [2.1, 'fail'],
  ])('pods that may use %s of 2 cores: %s', (quotaCores, state) => {
    expect(quotaCheck(quotaCores, host).state).toBe(state);
  });

  test('says how many cores it takes, and in what other way it can be mended', () => {
    const { seen, mend } = quotaCheck(2.5, host);
    expect(seen).toBe('the pods may use 2.5 of 2 cores together');
    expect(mend).toContain('have 3 cores');
    expect(mend).toContain('lower cpuCores');
  });

  test('one core is few, and a container that leaves less is named', () => {
    expect(coresCheck(host)).toMatchObject({ state: 'ok', seen: '2 usable, Example CPU' });
    const limited = { ...host, cores: 0.5, containerLimits: { cpuCores: 0.5, memoryBytes: null } };
    expect(coresCheck(limited)).toMatchObject({
      state: 'warn',
      seen: '0.5 usable, limited to 0.5 by a container, Example CPU',
    });
  });

  test('memory is what a container leaves', () => {
    expect(memoryCheck(host)).toMatchObject({ state: 'ok', seen: '8.0 GB' });
    const limited = { ...host, containerLimits: { cpuCores: null, memoryBytes: 0.5e9 } };
    expect(memoryCheck(limited)).toMatchObject({ state: 'fail', seen: '0.5 GB' });
  });

  test('load before the bench counts against the cores', () => {
    expect(loadCheck(host).state).toBe('ok');
    expect(loadCheck({ ...host, loadAverage1m: 1.5 }).state).toBe('warn');
    expect(loadCheck({ ...host, cores: 8, loadAverage1m: 1.5 }).state).toBe('ok');
  });

  test('what is not known is said to be unknown, and fails nothing', () => {
    const dark = { ...host, cores: null, memoryBytes: null, loadAverage1m: null };
    for (const check of [coresCheck(dark), memoryCheck(dark), loadCheck(dark), quotaCheck(1, dark)]) {
      expect(check.state).not.toBe('fail');
      expect(check.seen).toContain('unknown');
    }
  });
});

describe('the system', () => {
  test('the output folder need not exist yet', async () => {
    const folder = await emptyFolder();
    const check = await diskCheck(join(folder, 'results', 'first'));
    expect(check.seen).toContain(`GB free in ${folder}`);
  });

  test('a file in the place of the folder fails', async () => {
    const file = join(await emptyFolder(), 'results');
    await writeFile(file, '');
    const check = await diskCheck(join(file, 'first'));
    expect(check).toMatchObject({ state: 'fail', seen: `${file} is not a folder` });
  });

  test.skipIf(process.getuid?.() === 0)('a folder that may not be written to fails', async () => {
    const folder = await emptyFolder();
    await chmod(folder, 0o555);
    expect(await diskCheck(join(folder, 'results'))).toMatchObject({
      state: 'fail',
      mend: expect.any(String),
    });
  });

  test('a port can be listened on, and an address that is not ours fails', async () => {
    expect((await loopbackCheck()).state).toBe('ok');
    // 192.0.2.0/24 belongs to no machine (RFC 5737).
    expect((await loopbackCheck('192.0.2.1')).state).toBe('fail');
  });

  test.each([
    ['32768\t60999\n', 'ok', '28232, from 32768 to 60999'],
    ['60000 60999\n', 'warn', '1000, from 60000 to 60999'],
  ])('ephemeral ports %j: %s', async (range, state, seen) => {
    const proc = await emptyFolder();
    await mkdir(join(proc, 'sys/net/ipv4'), { recursive: true });
    await writeFile(join(proc, 'sys/net/ipv4/ip_local_port_range'), range);
    expect(await ephemeralPortsCheck(proc)).toMatchObject([{ state, seen }]);
  });

  test('ports are not looked at where the system does not tell them', async () => {
    expect(await ephemeralPortsCheck('/nowhere')).toEqual([]);
  });
});

describe('the tools', () => {
  test('k6 is there: go is not asked for', async () => {
    const checks = await generatorChecks(k6, await machineWith(['k6-good']));
    expect(checks).toMatchObject([{ name: 'k6', state: 'ok', mend: null }]);
    expect(checks[0]!.seen).toMatch(/^1\.6\.1 at .*k6-good\/k6$/);
  });

  test('k6 is missing and can be built', async () => {
    const checks = await generatorChecks(unreleasedK6, await machineWith(['k6-old', 'go-good']));
    expect(checks).toMatchObject([
      { name: 'k6', state: 'warn' },
      { name: 'go', state: 'ok' },
    ]);
    expect(checks[0]!.seen).toContain('0.49.0');
    expect(checks[0]!.seen).toContain('it will be built with go on first use');
  });

  test('k6 is missing and can only be downloaded', async () => {
    const checks = await generatorChecks(k6, await machineWith([]));
    expect(checks).toMatchObject([
      { name: 'k6', state: 'warn', seen: expect.stringContaining('it will be downloaded on first use') },
      { name: 'go', state: 'ok', seen: 'not on PATH; it could build k6' },
    ]);
  });

  test('k6 is missing and there is no way to it', async () => {
    const checks = await generatorChecks(unreleasedK6, await machineWith([]));
    expect(checks).toMatchObject([
      { name: 'k6', state: 'fail', mend: expect.stringContaining('https://') },
      { name: 'go', state: 'warn' },
    ]);
  });

  test('an override that cannot be used fails, also for an optional tool', async () => {
    const machine = await machineWith(['k6-good'], { PEAKPROOF_K6: '/nowhere', PEAKPROOF_KIND: '/nowhere' });
    const checks = [...(await generatorChecks(k6, machine)), await optionalToolCheck(kind, machine)];
    expect(checks).toMatchObject([
      { name: 'k6', state: 'fail', mend: expect.stringContaining('PEAKPROOF_K6') },
      { name: 'kind', state: 'fail', mend: expect.stringContaining('PEAKPROOF_KIND') },
    ]);
  });

  test('an optional tool that is missing only warns, and says what it is for', async () => {
    const check = await optionalToolCheck(kind, await machineWith([]));
    expect(check).toMatchObject({ name: 'kind', state: 'warn', seen: 'not installed' });
    expect(check.mend).toMatch(/^only needed to bring up clusters/);
  });

  test.each([
    [['docker-up'], 'ok', 'docker 27.5.1 answers'],
    [['docker-down'], 'warn', 'its engine does not answer (Cannot connect'],
    [[], 'warn', 'docker is not on PATH'],
  ])('container engine with %j: %s', async (folders, state, seen) => {
    const check = await engineCheck(await machineWith(folders));
    expect(check.state).toBe(state);
    expect(check.seen).toContain(seen);
  });

  test('a browser is optional', async () => {
    expect(browserCheck(await machineWith([]))).toMatchObject({ state: 'warn' });
  });
});

describe('all of it', () => {
  async function checksOf(quotaCores: number | null): Promise<Check[]> {
    const machine = await machineWith(['k6-good', 'docker-up']);
    return doctorChecks({ machine, host, outputFolder: await emptyFolder(), quotaCores });
  }

  test('comes in one order, and what is wrong says what to do', async () => {
    const checks = await checksOf(1);
    expect(checks.map(({ name }) => name).filter((name) => name !== 'ephemeral ports')).toEqual([
      'node',
      'cores',
      'memory',
      'quotas',
      'load before',
      'k6',
      'output folder',
      'loopback',
      'chromium',
      'container engine',
      'kind',
      'kubectl',
    ]);
    for (const { state, mend } of checks) expect(mend === null).toBe(state === 'ok');
  });

  test('without a plan, quotas are not judged', async () => {
    expect((await checksOf(null)).map(({ name }) => name)).not.toContain('quotas');
  });
});
