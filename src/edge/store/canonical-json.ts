/**
 * JSON as the store writes it: keys in the order of the value (a schema's parse puts them in the schema's order), two
 * spaces a level, a list of plain values on one line, numbers to a microsecond (small ones to four digits), a new line
 * at the end. The same value always gives the same bytes.
 */
export function canonicalJson(value: unknown): string {
  return `${written(value, '')}\n`;
}

function written(value: unknown, indent: string): string {
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    if (!value.some(isContainer)) return `[${value.map((item) => written(item, '')).join(', ')}]`;
    return `[\n${value.map((item) => deeper + written(item, deeper)).join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return '{}';
    const lines = entries.map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${written(item, deeper)}`);
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  if (typeof value === 'number') return JSON.stringify(rounded(value));
  return JSON.stringify(value) ?? 'null';
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Six decimals, or four significant digits where those would lose more. */
export function rounded(value: number): number {
  if (Number.isInteger(value)) return value;
  return Math.abs(value) >= 1e-3 ? Number(value.toFixed(6)) : Number(value.toPrecision(4));
}
