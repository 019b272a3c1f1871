import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../../../src/edge/exec/run-program.ts';
import { cachePath } from '../../../src/edge/tools/locate.ts';
import { type Machine, toolsFolder } from '../../../src/edge/tools/machine.ts';
import { obtainTool } from '../../../src/edge/tools/obtain.ts';
import { OverrideError, ToolError } from '../../../src/edge/tools/tool-error.ts';
import { unreleasedK6 as k6, machineWith } from './machines.ts';

async function failureOf(machine: Machine): Promise<ToolError> {
  const error = await obtainTool(k6, machine).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ToolError);
  return error as ToolError;
}

/** Everything in the cache, hidden files too. */
async function cached(machine: Machine): Promise<string[]> {
  return readdir(toolsFolder(machine)!).catch(() => []);
}

describe('a tool that is there', () => {
  test('is used as it is, without a word', async () => {
    const said: string[] = [];
    const machine = await machineWith(['k6-good', 'go-good']);
    const found = await obtainTool(k6, machine, { onProgress: (line) => said.push(line) });
    expect(found.from).toBe('path');
    expect(said).toEqual([]);
    expect(await cached(machine)).toEqual([]);
  });
});

describe('a tool that is missing', () => {
  test('is built into the cache, telling what happens, and is found there the next time', async () => {
    const said: string[] = [];
    const machine = await machineWith(['k6-old', 'go-good'], { GOOS: 'plan9' });
    const found = await obtainTool(k6, machine, { onProgress: (line) => said.push(line) });
    const path = cachePath(k6, '1.8.1', machine)!;
    expect(found).toEqual({ name: 'k6', path, version: '1.8.1', from: 'go install' });
    expect((await runProgram([path])).stdout).toContain('v1.8.1');
    expect(await readFile(path, 'utf8')).toContain('CGO_ENABLED=0 GOOS=unset');
    expect(said).toEqual([
      expect.stringMatching(/^PATH has .*k6-old\/k6: it is 0\.49\.0/),
      'k6 1.8.1: installing by go install go.k6.io/k6@v1.8.1',
      'k6: go: downloading go.k6.io/k6 v1.8.1',
      `k6 1.8.1 is ready at ${path}`,
    ]);
    expect(await cached(machine)).toEqual(['k6-1.8.1']);

    const again = await obtainTool(k6, { ...machine, env: { ...machine.env, PATH: '' } });
    expect(again).toEqual({ name: 'k6', path, version: '1.8.1', from: 'cache' });
  });

  test('a broken program in the cache is replaced', async () => {
    const machine = await machineWith(['go-good']);
    const path = cachePath(k6, '1.8.1', machine)!;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'half a downl', { mode: 0o755 });
    expect((await obtainTool(k6, machine)).from).toBe('go install');
    expect((await runProgram([path])).stdout).toContain('v1.8.1');
  });

  test('two may install it at once', async () => {
    const machine = await machineWith(['go-good']);
    const both = await Promise.all([obtainTool(k6, machine), obtainTool(k6, machine)]);
    expect(both[0].path).toBe(both[1].path);
    expect((await runProgram([both[0].path])).stdout).toContain('v1.8.1');
    expect(await cached(machine)).toEqual(['k6-1.8.1']);
  });

  test('an abort ends the build and leaves nothing behind', async () => {
    const machine = await machineWith(['go-endless']);
    const abort = new AbortController();
    const onProgress = (line: string) => line.includes('still at it') && abort.abort(new Error('Ctrl-C'));
    await expect(obtainTool(k6, machine, { onProgress, abort: abort.signal })).rejects.toThrow('Ctrl-C');
    expect(await cached(machine)).toEqual([]);
  });
});

describe('one error tells all that was tried', () => {
  test('without k6 and without go', async () => {
    const machine = await machineWith(['docker-up']);
    const error = await failureOf(machine);
    expect(error.attempts).toEqual([
      { way: 'PATH', outcome: 'there is no k6 on it' },
      { way: 'cache', outcome: `nothing at ${cachePath(k6, '1.8.1', machine)}` },
      { way: 'release', outcome: 'there is none with a known checksum for linux-x64' },
      { way: 'go install go.k6.io/k6@v1.8.1', outcome: 'there is no go on PATH' },
    ]);
    for (const { way, outcome } of error.attempts) expect(error.message).toContain(`- ${way}: ${outcome}`);
    for (const hint of [
      'k6 1.6.0 or newer, below 2.0.0, is needed to send the load',
      'install k6 by hand (https://',
      'let PEAKPROOF_K6 name the program',
      `copy the program to ${cachePath(k6, '1.8.1', machine)}`,
      '`npm run sample`',
    ])
      expect(error.message).toContain(hint);
    expect(await cached(machine)).toEqual([]);
  });

  test('when go fails, with its last words', async () => {
    const machine = await machineWith(['k6-next', 'go-failing']);
    const error = await failureOf(machine);
    expect(error.message).toContain('it is 2.0.0');
    expect(error.message).toContain('no such host');
    expect(await cached(machine)).toEqual([]);
  });

  test('when go builds something that does not run, which is never left in the cache', async () => {
    const machine = await machineWith(['go-wrong']);
    const error = await failureOf(machine);
    expect(error.attempts.at(-1)?.outcome).toMatch(/^what it gave cannot be used: .*exit code 139/);
    expect(await cached(machine)).toEqual([]);
  });

  test('when there is nowhere to install it', async () => {
    const machine = await machineWith(['go-good'], { XDG_CACHE_HOME: undefined });
    const error = await failureOf(machine);
    expect(error.message).toContain('neither HOME nor XDG_CACHE_HOME is set');
    expect(error.message).not.toContain('null');
  });

  test('an override that cannot be used is not made good by another', async () => {
    const machine = await machineWith(['k6-good', 'go-good'], { PEAKPROOF_K6: '/nowhere/k6' });
    expect(await failureOf(machine)).toBeInstanceOf(OverrideError);
  });
});
