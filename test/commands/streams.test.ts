import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from './command-line.ts';

interface Ended {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs a line of the shell in the checkout. */
function shell(line: string): Promise<Ended> {
  return new Promise((resolve) => {
    execFile('bash', ['-c', line], { cwd: root }, (error, stdout, stderr) => {
      resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

const peakproof = `'${process.execPath}' bin/peakproof.js`;

describe('where output goes', () => {
  it('ends in peace when its reader has seen enough', async () => {
    const { stdout, stderr } = await shell(`${peakproof} plan full --json | head -1`);
    expect(stdout).toBe('{\n');
    expect(stderr).toBe('');
  });

  it('keeps its exit code when nobody reads its messages', async () => {
    const { exitCode } = await shell(`${peakproof} nonsense 2>&1 | true; exit "\${PIPESTATUS[0]}"`);
    expect(exitCode).toBe(2);
  });

  it.runIf(existsSync('/dev/full'))('says that the result is lost when it cannot be written', async () => {
    const { exitCode, stderr } = await shell(`${peakproof} plan > /dev/full`);
    expect(stderr).toMatch(/^peakproof: standard output cannot be written \(ENOSPC\)/);
    expect(stderr).not.toContain('    at ');
    expect(exitCode).toBe(1);
  });
});
