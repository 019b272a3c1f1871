import { describe, expect, test } from 'vitest';
import { startProgram } from '../../../src/edge/exec/start-program.ts';
import { readProcessCpu, usesInPs } from '../../../src/edge/host/process-cpu.ts';
import { fileTree } from './file-tree.ts';

function busy(seconds: number): void {
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until);
}

describe('CPU and memory of processes', () => {
  test('are read past a name with brackets and spaces', async () => {
    const proc = await fileTree({
      stat: 'cpu  1 1 1 1\n',
      '42/stat': '42 (a) b) S 1 42 42 0 -1 4194560 900 0 0 0 250 50 7 7 20 0 11 0 1 2 3\n',
      '42/status': 'Name:\ta\nVmPeak:\t 999 kB\nVmRSS:\t    2048 kB\n',
      '43/stat': '43 (zombie) Z 1 43 43 0 -1 4194560 0 0 0 0 100 0 0 0 20 0 1 0 1 0 0\n',
      '43/status': 'Name:\tzombie\n',
    });
    const uses = await readProcessCpu([42, 43, 44], proc);
    expect([...uses]).toEqual([
      [42, { cpuSeconds: 3, rssBytes: 2_097_152 }],
      [43, { cpuSeconds: 1, rssBytes: null }],
    ]);
  });

  test.runIf(process.platform === 'linux')('of ourselves grow by what we burn', async () => {
    const before = (await readProcessCpu([process.pid])).get(process.pid)!;
    busy(0.3);
    const after = (await readProcessCpu([process.pid])).get(process.pid)!;
    expect(after.cpuSeconds - before.cpuSeconds).toBeGreaterThan(0.1);
    expect(after.rssBytes).toBeGreaterThan(10e6);
    // Against what Node itself asked the system for.
    const { user, system } = process.cpuUsage();
    expect(after.cpuSeconds).toBeLessThan((user + system) / 1e6 + 0.1);
  });

  test('come from ps where there is no /proc; one that has gone is not there', async () => {
    const child = await startProgram(['/bin/cat'], { stdin: 'open' });
    const uses = await readProcessCpu([process.pid, child.pid, 2 ** 22 + 7], '/nowhere');
    await child.stop(5);
    expect([...uses.keys()].sort()).toEqual([process.pid, child.pid].sort());
    expect(uses.get(process.pid)!.rssBytes).toBeGreaterThan(10e6);
    expect([...(await readProcessCpu([2 ** 22 + 7], '/nowhere'))]).toEqual([]);
  });

  test('are read from the tables of macOS and Linux', () => {
    const table = '  501   0:01.25  2048\n  502  12:00.00 1\n    7 1-02:00:03 0\n  PID nonsense\n';
    expect([...usesInPs(table)]).toEqual([
      [501, { cpuSeconds: 1.25, rssBytes: 2_097_152 }],
      [502, { cpuSeconds: 720, rssBytes: 1024 }],
      [7, { cpuSeconds: 93_603, rssBytes: 0 }],
    ]);
  });

  test('of nobody are nothing', async () => {
    expect((await readProcessCpu([])).size).toBe(0);
  });
});
