import { mkdtemp, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../../../src/edge/exec/run-program.ts';
import { readHost } from '../../../src/edge/host/host.ts';
import { fileTree } from './file-tree.ts';

async function git(folder: string, ...args: string[]): Promise<string> {
  const quiet = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  return (await runProgram(['git', '-C', folder, ...who, ...args], { setEnv: quiet })).stdout.trim();
}

describe('facts of the host', () => {
  test('are those of this machine', async () => {
    const host = await readHost();
    expect(host).toMatchObject({
      memoryBytes: totalmem(),
      nodeVersion: process.versions.node,
      gitCommit: null,
      gitDirty: null,
    });
    expect(host.cores).toBeGreaterThan(0);
    expect(host.cores).toBeLessThanOrEqual(availableParallelism());
    expect(host.os).not.toBe('');
  });

  test("take the system's own name, and the cores that a container leaves us", async () => {
    const root = await fileTree({
      'etc/os-release': 'NAME="X"\nPRETTY_NAME="Example OS 1 (one)"\n',
      'proc/cpuinfo': 'processor\t: 0\nmodel name\t: Example CPU @ 3 GHz\n',
      'proc/self/cgroup': '0::/\n',
      'sys/fs/cgroup/cpu.max': '50000 100000\n',
    });
    expect(await readHost({ root })).toMatchObject({
      os: 'Example OS 1 (one)',
      cpuModel: 'Example CPU @ 3 GHz',
      cores: 0.5,
      containerLimits: { cpuCores: 0.5, memoryBytes: null },
    });
  });

  test('name the commit of a folder, and whether it was changed since', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'peakproof-git-'));
    expect(await readHost({ folder })).toMatchObject({ gitCommit: null, gitDirty: null });

    await git(folder, 'init', '-q');
    expect(await readHost({ folder })).toMatchObject({ gitCommit: null, gitDirty: null });

    await writeFile(join(folder, 'a'), 'one');
    await git(folder, 'add', 'a');
    await git(folder, 'commit', '-qm', 'one');
    const commit = await git(folder, 'rev-parse', 'HEAD');
    await writeFile(join(folder, 'unknown'), 'to git');
    expect(await readHost({ folder })).toMatchObject({ gitCommit: commit, gitDirty: false });

    await writeFile(join(folder, 'a'), 'two');
    expect(await readHost({ folder })).toMatchObject({ gitCommit: commit, gitDirty: true });
  });
});
