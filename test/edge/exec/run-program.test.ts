import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ProgramError } from '../../../src/edge/exec/program-error.ts';
import { programEnding, runProgram } from '../../../src/edge/exec/run-program.ts';
import { fixture, gone, numberAfter } from './programs.ts';

async function errorOf(promise: Promise<unknown>): Promise<ProgramError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ProgramError);
  return error as ProgramError;
}

describe('a program that does its work', () => {
  test('gets its arguments, folder, variables and input, and its output comes back', async () => {
    const cwd = await realpath(await mkdtemp(join(tmpdir(), 'peakproof-exec-')));
    const ending = await runProgram([fixture('echoing'), "it's", 'a b', ''], {
      cwd,
      env: { PLACE: 'base' },
      setEnv: { PLACE: 'on top' },
      input: 'from us',
    });
    expect(ending.stdout).toBe(`[it's]\n[a b]\n[]\nin ${cwd}\nPLACE=on top\nfrom us`);
    expect(ending).toMatchObject({ how: 'exited', exitCode: 0, signal: null, stopped: false, stderr: '' });
    expect(ending.durationSeconds).toBeGreaterThan(0);
    expect(ending.durationSeconds).toBeLessThan(20);
  });

  test('reads nothing where no input was given, and does not see our environment where another was', async () => {
    const ending = await runProgram([fixture('echoing')], { env: {} });
    expect(ending.stdout).toMatch(/^in .*\nPLACE=unset\n$/);
  });

  test('is found on the PATH of the environment that it is given', async () => {
    const ending = await runProgram(['flood', '2'], { env: { PATH: fixture('.') } });
    expect(ending.stdout).toBe('1\n2\n');
  });

  test('the command line that it leaves does the same when pasted into a shell', async () => {
    const cwd = await realpath(await mkdtemp(join(tmpdir(), "peakproof's ")));
    const first = await runProgram([fixture('echoing'), "it's", '$HOME', 'a*'], {
      cwd,
      setEnv: { PLACE: 'a b' },
    });
    const again = await runProgram(['/bin/sh', '-c', first.commandLine]);
    expect(again.stdout).toBe(first.stdout);
  });
});

describe('lines', () => {
  test('come one by one, the last without a newline too, and a redrawn line as last drawn', async () => {
    const lines: string[] = [];
    await runProgram([fixture('unfinished')], { onLine: (line, from) => lines.push(`${from} ${line}`) });
    expect(lines).toEqual(['stdout first', 'stdout 100%', 'stdout last words']);
  });

  test('arrive while the program runs', async () => {
    const abort = new AbortController();
    const ending = await programEnding([fixture('polite')], {
      abort: abort.signal,
      onLine: (line) => line.startsWith('ready') && abort.abort(),
    });
    expect(ending.how).toBe('aborted');
  });

  test('none is lost or torn of very many', async () => {
    let sum = 0;
    const ending = await runProgram([fixture('flood'), '200000'], {
      onLine: (line) => (sum += Number(line)),
    });
    expect(sum).toBe((200_000 * 200_001) / 2);
    expect(ending.stdoutCut).toBe(false);
    expect(ending.stdout.endsWith('\n200000\n')).toBe(true);
  });
});

describe('a program that fails', () => {
  test('the error has the ending, the end of its output and a command line to paste', async () => {
    const error = await errorOf(runProgram([fixture('chatter'), 'a b']));
    expect(error).toMatchObject({ how: 'exited', exitCode: 3, stderrCut: true, stopped: false });
    expect(error.stderr.length).toBeLessThanOrEqual(65_536);
    expect(error.stderr).not.toContain('\uFFFD');
    expect(error.message).toMatch(/^chatter ended with exit code 3 after [\d.]+ s\./);
    expect(error.message).toContain('the real reason');
    expect(error.message).toContain("chatter 'a b'");
    expect(error.message.length).toBeLessThan(4000);
  });

  test('its exit code can be declared an answer', async () => {
    const ending = await runProgram([fixture('chatter')], { acceptExitCodes: [0, 3] });
    expect(ending.exitCode).toBe(3);
  });

  test('ending and error have the same fields', async () => {
    const ending = await programEnding([fixture('chatter')]);
    const error = await errorOf(runProgram([fixture('chatter')]));
    for (const field of Object.keys(ending)) expect(error).toHaveProperty(field);
  });

  test.each([
    ['no such program', ['/nowhere/at/all'], {}, 'not found'],
    ['no such program on PATH', ['nowhere-at-all'], { env: { PATH: '/nowhere' } }, 'not found'],
    ['a file that may not be run', [fixture('unrunnable')], {}, 'not started'],
    ['a folder that does not exist', [fixture('echoing')], { cwd: '/nowhere' }, 'not started'],
  ] as const)('%s', async (_, argv, options, how) => {
    const error = await errorOf(runProgram(argv, options));
    expect(error.how).toBe(how);
    expect(error.exitCode).toBeNull();
    expect(error.reason).toBeTruthy();
    expect(error.message).toContain(how === 'not found' ? 'was not found' : 'could not be started');
  });

  test('one that is killed by somebody else says by which signal', async () => {
    const ending = await programEnding(['/bin/sh', '-c', 'kill -KILL $$']);
    expect(ending).toMatchObject({ how: 'signalled', signal: 'SIGKILL', exitCode: null, stopped: false });
  });
});

describe('a program that does not end', () => {
  test('is stopped by its time limit, and killed when it ignores that', async () => {
    const error = await errorOf(
      runProgram([fixture('stubborn')], { timeoutSeconds: 0.5, graceSeconds: 0.3 }),
    );
    expect(error).toMatchObject({ how: 'timed out', signal: 'SIGKILL', exitCode: null, stopped: true });
    expect(error.durationSeconds).toBeGreaterThan(0.7);
    expect(error.durationSeconds).toBeLessThan(15);
    expect(await gone(numberAfter('ready', error.stdout))).toBe(true);
  });

  test('is asked once and given its grace when it is aborted', async () => {
    const abort = new AbortController();
    const error = await errorOf(
      runProgram([fixture('polite')], {
        abort: abort.signal,
        graceSeconds: 15,
        onLine: () => abort.abort(),
      }),
    );
    expect(error).toMatchObject({ how: 'aborted', exitCode: 7, signal: null, stopped: true });
    expect(error.stdout).toContain('tidied after 1');
  });

  test('is not even started when it was aborted before', async () => {
    const lines: string[] = [];
    const ending = await programEnding([fixture('flood'), '3'], {
      abort: AbortSignal.abort(),
      onLine: (line) => lines.push(line),
    });
    expect(ending).toMatchObject({ how: 'aborted', stdout: '', durationSeconds: 0 });
    expect(lines).toEqual([]);
  });

  test('a grandchild that it leaves behind ends with it and does not hold the result back', async () => {
    const ending = await runProgram([fixture('parent'), 'leave'], { timeoutSeconds: 15 });
    expect(ending).toMatchObject({ how: 'exited', exitCode: 0 });
    expect(await gone(numberAfter('grandchild', ending.stdout))).toBe(true);
  });
});
