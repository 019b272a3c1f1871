/** Names come from files that anybody may have written: what is shown of them is bounded and cannot steer a terminal. */

// Control characters, marks that turn the reading direction of what follows, line ends, halves of surrogate pairs.
const steering =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu;

/** Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * The text on one line without steering characters, cut to `most` characters with an ellipsis. A name that is written from
 * the right is isolated, so that it does not turn round what stands beside it.
 */
export function shown(text: string, most = 60): string {
  // Cutting first keeps a text of megabytes cheap; a character has at most two units.
  const clean = text
    .slice(0, most * 4)
    .replace(steering, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...clean];
  const whole = characters.length <= most && text.length <= most * 4;
  const kept = whole ? clean : `${characters.slice(0, most - 1).join('')}…`;
  return rightToLeft.test(kept) ? `\u2068${kept}\u2069` : kept;
}

/** Two columns wide in a terminal: Hangul, CJK, kana, full-width forms, emoji. Source: Unicode EastAsianWidth W and F. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0x303e) ||
    (code >= 0x3041 && code <= 0xa4cf) ||
    (code >= 0xa960 && code <= 0xa97f) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1f64f) ||
    (code >= 0x1f680 && code <= 0x1f6ff) ||
    (code >= 0x1f900 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}

/** Accents, joiners, variation selectors and skin tones stand on the character before them. */
const withoutWidth = /^(?:\p{Mn}|\p{Me}|\p{Cf}|\p{Emoji_Modifier})$/u;

/** Columns that a text takes in a terminal. */
export function columnsOf(text: string): number {
  let columns = 0;
  let joined = false;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    // A zero-width joiner makes one picture of two.
    if (code === 0x200d) joined = true;
    else if (!withoutWidth.test(character)) {
      if (!joined) columns += isWide(code) ? 2 : 1;
      joined = false;
    }
  }
  return columns;
}

/** How wide each column of a table has to be for its widest cell. */
export function columnWidths(rows: readonly (readonly string[])[]): number[] {
  return (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => columnsOf(row[i]!))));
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/** Cut to `columns`, with an ellipsis where something was cut. */
export function fitted(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (columnsOf(kept + character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Lines of at most `columns`, broken at spaces; a word longer than a line is broken where it must be. */
export function wrapped(text: string, columns: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  const room = Math.max(8, columns - indent.length);
  for (const whole of text.split(/\s+/)) {
    let word = whole;
    while (columnsOf(word) > room) {
      const head = fitted(word, room).slice(0, -1);
      if (line !== '') lines.push(line);
      lines.push(head);
      line = '';
      word = word.slice(head.length);
    }
    if (line === '') line = word;
    else if (columnsOf(line) + 1 + columnsOf(word) <= room) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '') lines.push(line);
  return lines.map((each, index) => (index === 0 ? each : indent + each));
}
