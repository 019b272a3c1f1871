/** The right name that a wrong one was most likely meant to be, or null if none is near. */
export function nearestName(wrong: string, names: readonly string[]): string | null {
  const text = wrong.toLowerCase();
  const allowed = text.length < 4 ? 1 : Math.max(2, Math.floor(text.length * 0.4));
  let nearest: string | null = null;
  let least = allowed + 1;
  for (const name of names) {
    const distance = editDistance(text, name.toLowerCase());
    if (distance < least) {
      least = distance;
      nearest = name;
    }
  }
  return nearest ?? names.find((name) => text.length > 2 && name.toLowerCase().startsWith(text)) ?? null;
}

/** The tail of a sentence about a wrong name: the nearest right one, or all of them. Empty without any name. */
export function nameAdvice(wrong: string, names: readonly string[]): string {
  const nearest = nearestName(wrong, names);
  if (nearest !== null) return `; did you mean '${nearest}'?`;
  if (names.length === 0) return '';
  return `; use ${names.length === 1 ? '' : 'one of '}${names.join(', ')}`;
}

/** Fewest insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replaced, above[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, before[j - 2]! + 1);
      row.push(best);
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}
