import { expect, it } from 'vitest';
import { LiveBlock } from '../../../src/edge/terminal/live-block.ts';

/** As much of a terminal as a block needs: lines, a cursor, and the four sequences that it may send. */
class SmallTerminal {
  columns = 20;
  rows = 8;
  lines: string[] = [''];
  #at = 0;
  #resized = () => {};

  on(_event: 'resize', listener: () => void): void {
    this.#resized = listener;
  }

  resize(columns: number): void {
    this.columns = columns;
    this.lines = this.lines.flatMap((line) => line.match(new RegExp(`.{1,${columns}}`, 'g')) ?? ['']);
    this.#at = this.lines.length - 1;
    this.#resized();
  }

  write(text: string): boolean {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal reads
    for (const part of text.match(/\u001b\[\??[\d;]*[A-Za-z]|\r|\n|[^\u001b\r\n]+/g) ?? []) this.#take(part);
    return true;
  }

  #take(part: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal reads
    const up = /^\u001b\[(\d+)A$/.exec(part);
    if (up !== null) this.#at = Math.max(0, this.#at - Number(up[1]));
    else if (part === '\n') this.lines[++this.#at] ??= '';
    else if (part === '\u001b[J') this.lines = [...this.lines.slice(0, this.#at), ''];
    else if (part === '\u001b[K' || part === '\r' || part.includes('?2026')) return;
    else if (part.startsWith('\u001b')) throw new Error(`an unknown sequence: ${JSON.stringify(part)}`);
    else this.lines[this.#at] = part;
  }
}

const drawn = (...lines: string[]) => {
  const terminal = new SmallTerminal();
  terminal.write('before\n');
  const block = new LiveBlock(terminal);
  block.draw(() => lines);
  return { terminal, block };
};

it('is drawn again where it was, with more lines or fewer', () => {
  const { terminal, block } = drawn('one', 'two');
  expect(terminal.lines).toEqual(['before', 'one', 'two', '']);
  block.draw(() => ['1', '2', '3']);
  expect(terminal.lines).toEqual(['before', '1', '2', '3', '']);
  block.draw(() => ['only']);
  expect(terminal.lines).toEqual(['before', 'only', '']);
});

it('leaves nothing behind, and what follows is written where it began', () => {
  const { terminal, block } = drawn('one', 'two');
  block.clear();
  block.clear();
  terminal.write('after\n');
  expect(terminal.lines).toEqual(['before', 'after', '']);
});

it('cuts what does not fit, Korean by its width', () => {
  const { terminal } = drawn('x'.repeat(30), '가나다라마바사아자차카타');
  expect(terminal.lines).toEqual(['before', `${'x'.repeat(18)}…`, '가나다라마바사아자…', '']);
});

it('finds its beginning when a narrower terminal has wrapped it, and draws for the new size', () => {
  const terminal = new SmallTerminal();
  terminal.write('before\n');
  const block = new LiveBlock(terminal);
  block.draw(({ columns }) => [`${columns} ${'x'.repeat(12)}`, 'y']);
  terminal.resize(10);
  expect(terminal.lines).toEqual(
    ['before', '10 xxxxxx…', 'y', ''].map((line) => line.replace('xxxxxx…', 'xxxxx…')),
  );
});
