import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ProgramError } from '../../../src/edge/exec/program-error.ts';
import { startProgram } from '../../../src/edge/exec/start-program.ts';
import { fixture, gone, numberAfter } from './programs.ts';

const guardian = new URL('guardian.ts', import.meta.url).pathname;

describe('a program under way', () => {
  test('streams its output byte for byte, past what a pipe holds', async () => {
    const running = await startProgram([fixture('flood'), '100000'], { stdout: 'stream' });
    const printed = await text(running.stdout!);
    const ending = await running.ended;
    expect(printed.split('\n')).toHaveLength(100_001);
    expect(printed.endsWith('\n100000\n')).toBe(true);
    expect(ending).toMatchObject({ how: 'exited', exitCode: 0, stdout: '' });
  });

  test('ends when it is stopped although nobody reads its output', async () => {
    const running = await startProgram([fixture('flood'), '10000000'], { stdout: 'stream' });
    const ending = await running.stop(10);
    expect(ending).toMatchObject({ how: 'signalled', signal: 'SIGTERM', stopped: true });
  });

  test('can be written to', async () => {
    const running = await startProgram(['/bin/cat'], { stdin: 'open' });
    running.stdin!.write('one\n');
    running.stdin!.end('two\n');
    expect((await running.ended).stdout).toBe('one\ntwo\n');
  });

  test('writing to one that has ended harms nobody', async () => {
    const running = await startProgram([fixture('flood'), '1'], { stdin: 'open' });
    await running.ended;
    running.stdin!.write('late');
    running.signal('SIGKILL');
    expect(await running.stop()).toMatchObject({ exitCode: 0, stopped: false });
  });

  test('leads a process group of its own, so that Ctrl-C reaches us alone', async () => {
    const running = await startProgram(['/bin/sh', '-c', 'ps -o pgid= -p $$; ps -o pgid= -p $PPID']);
    const groups = (await running.ended).stdout.trim().split('\n').map(Number);
    expect(groups[0]).toBe(running.pid);
    expect(groups[1]).not.toBe(running.pid);
  });

  test('one that cannot be started is an error, not an ending', async () => {
    await expect(startProgram(['/nowhere/at/all'])).rejects.toBeInstanceOf(ProgramError);
    await expect(startProgram([])).rejects.toThrow('the command line is empty');
  });
});

describe('stopping', () => {
  test('lets a program tidy up within its grace, and asks it only once', async () => {
    const running = await startProgram([fixture('polite')], { stdout: 'stream' });
    await once(running.stdout!, 'data');
    const rest = text(running.stdout!);
    void running.stop(15);
    await sleep(100);
    const ending = await running.stop(15);
    expect(ending).toMatchObject({ how: 'exited', exitCode: 7, stopped: true });
    expect(await rest).toContain('tidied after 1');
  });

  test('gives what the program has started the rest of the grace, and asks that only once too', async () => {
    // The leader goes soon; what it leaves takes longer than leftovers have that nobody asked to stop.
    const leader = `trap 'sleep 0.2; exit 3' TERM; ${fixture('polite')} 1.5 & wait`;
    const running = await startProgram(['/bin/sh', '-c', leader], { stdout: 'stream' });
    await once(running.stdout!, 'data');
    const rest = text(running.stdout!);
    expect(await running.stop(15)).toMatchObject({ how: 'exited', exitCode: 3, stopped: true });
    expect(await rest).toContain('tidied after 1');
  });

  test('kills one that ignores it; an earlier second deadline counts', async () => {
    const running = await startProgram([fixture('stubborn')], { stdout: 'stream' });
    await once(running.stdout!, 'data');
    void running.stop(600);
    const ending = await running.stop(0.2);
    expect(ending).toMatchObject({ how: 'signalled', signal: 'SIGKILL', stopped: true });
    expect(await gone(running.pid)).toBe(true);
  });

  test('reaches a grandchild that ignores TERM', async () => {
    const running = await startProgram([fixture('parent')], { stdout: 'stream' });
    const [line] = await once(running.stdout!, 'data');
    const grandchild = numberAfter('grandchild', String(line));
    process.kill(grandchild, 0);
    await running.stop(0.3);
    expect(await gone(grandchild)).toBe(true);
  });
});

describe('when we end first', () => {
  test.each([
    ['exit', 'exited', 4],
    ['throw', 'exited', 1],
  ])('by %s, the program is killed', async (way, how, exitCode) => {
    const us = await startProgram([process.execPath, '--import', 'tsx', guardian, fixture('stubborn'), way]);
    const ending = await us.ended;
    expect(ending).toMatchObject({ how, exitCode });
    expect(await gone(Number(ending.stdout))).toBe(true);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s, it is killed and we end by it',
    async (signal) => {
      const us = await startProgram(
        [process.execPath, '--import', 'tsx', guardian, fixture('stubborn'), 'wait'],
        {
          stdout: 'stream',
        },
      );
      const [line] = await once(us.stdout!, 'data');
      // To our own process alone, as a terminal and a service manager do, since the program has a group of its own.
      process.kill(us.pid, signal);
      expect(await us.ended).toMatchObject({ how: 'signalled', signal });
      expect(await gone(Number(line))).toBe(true);
    },
  );

  test('by a signal that we handle, our handler stops it in its order', async () => {
    const us = await startProgram(
      [process.execPath, '--import', 'tsx', guardian, fixture('polite'), 'handle'],
      {
        stdout: 'stream',
      },
    );
    const [line] = await once(us.stdout!, 'data');
    process.kill(us.pid, 'SIGTERM');
    // The exit code of the program, which it has only when it was asked and not killed.
    expect(await us.ended).toMatchObject({ how: 'exited', exitCode: 7 });
    expect(await gone(Number(line))).toBe(true);
  });
});
