/** What Markdown or HTML would take for markup is escaped, so that a name can be nothing but a name. */
export function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|#~&]/g, (sign) =>
    sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : sign === '&' ? '&amp;' : `\\${sign}`,
  );
}

/** A table; the first `left` columns hold words, the others figures. Ends with an empty line. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left = 1,
): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i < left ? '---' : '---:'))), ...rows.map(line), ''];
}
