import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/edge/clock.ts';
import { benchProcess, lockedForBench } from '../../../src/edge/kind/bench-lock.ts';
import { KindError } from '../../../src/edge/kind/kind-error.ts';
import { KindTarget } from '../../../src/edge/target/kubernetes/kind-target.ts';
import { commandLine } from '../../commands/command-line.ts';
import { listening } from './engine-state.ts';

let machine: { env: Record<string, string>; platform: NodeJS.Platform; arch: NodeJS.Architecture };
let other: ReturnType<typeof spawn>;
beforeEach(async () => {
  const cache = await mkdtemp(join(tmpdir(), 'peakproof-lock-'));
  machine = { env: { XDG_CACHE_HOME: cache, PATH: '/nowhere' }, platform: 'linux', arch: 'x64' };
  other = spawn('sleep', ['60']);
});
afterEach(async () => {
  other.kill();
  await rm(machine.env.XDG_CACHE_HOME!, { recursive: true });
});

describe('the clusters of benches', () => {
  test('are held by one living process, and given back', async () => {
    const release = await lockedForBench(machine, other.pid!);
    expect(await benchProcess(machine)).toBe(other.pid);
    await expect(lockedForBench(machine, process.pid)).rejects.toThrow(`in use by process ${other.pid} `);
    await release();
    expect(await benchProcess(machine)).toBeNull();
    expect(await readdir(join(machine.env.XDG_CACHE_HOME!, 'peakproof/clusters'))).toEqual([]);
  });

  test('are taken over from a process that is gone', async () => {
    await lockedForBench(machine, other.pid!);
    const gone = new Promise((resolve) => other.once('close', resolve));
    other.kill('SIGKILL');
    await gone;
    expect(await benchProcess(machine)).toBeNull();
    const release = await lockedForBench(machine, process.pid);
    expect(await benchProcess(machine)).toBe(process.pid);
    await release();
  });

  test('are refused to a second bench before anything is done, and closing that takes nothing away', async () => {
    await lockedForBench(machine, other.pid!);
    const { watcher, said } = listening();
    const node = { path: process.execPath, version: process.versions.node };
    const target = new KindTarget({
      machine,
      pid: process.pid,
      node,
      clock: systemClock(),
      watcher,
      podCores: 1,
    });
    await expect(target.open('hpa-5-10', new AbortController().signal)).rejects.toThrow(KindError);
    await target.close(false);
    expect(said).toEqual([]);
    expect(await benchProcess(machine)).toBe(other.pid);
  });
});

describe('by hand, while a bench runs', () => {
  test.each([['up'], ['down'], ['down', 'peakproof-bench-hpa-5-10', 'peakproof-test']])(
    '%s %s %s is refused and names the process',
    async (...args) => {
      await lockedForBench(machine, other.pid!);
      const { exitCode, stderr } = await commandLine(args, machine);
      expect(exitCode).toBe(2);
      expect(stderr.toLowerCase()).toContain(`process ${other.pid} `);
      expect(stderr).toContain('Ctrl-C');
    },
  );

  test('down of another cluster goes on', async () => {
    await lockedForBench(machine, other.pid!);
    const { exitCode, stderr } = await commandLine(['down', 'peakproof-test'], machine);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('there is nothing to remove')]);
  });
});
