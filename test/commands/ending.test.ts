import { describe, expect, it } from 'vitest';
import { endingOf } from '../../src/commands/ending.ts';
import type { World } from '../../src/world.ts';

function ending(error: unknown): { exitCode: number; said: string } {
  let said = '';
  const world = {
    signal: new AbortController().signal,
    say: (line: string) => {
      said += `${line}\n`;
    },
  } as unknown as World;
  return { exitCode: endingOf(error, world), said };
}

const refusal = (code: string) =>
  Object.assign(new Error(`${code}: open`), { code, path: '/data/trial.json' });

describe('what the operating system refuses', () => {
  it.each([
    ['EACCES', 2, /no permission \(\/data\/trial\.json\)/],
    ['EPERM', 2, /no permission/],
    ['EROFS', 2, /read-only/],
    ['ENOSPC', 1, /disk is full .*--resume/],
  ])('%s is said in a sentence, without a stack', (code, exitCode, sentence) => {
    const { said, ...ended } = ending(refusal(code));
    expect(ended).toEqual({ exitCode });
    expect(said).toMatch(sentence);
    expect(said).not.toContain('    at ');
  });

  it('does not say of reading that it was writing', () => {
    expect(ending(refusal('EACCES')).said).not.toContain('write');
  });

  it('calls anything else a bug, with its stack', () => {
    const { exitCode, said } = ending(refusal('EWEIRD'));
    expect(exitCode).toBe(1);
    expect(said).toMatch(/a bug in peakproof[\s\S]* {4}at /);
  });
});
