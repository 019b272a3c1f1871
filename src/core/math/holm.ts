/**
 * p-values adjusted for being several (Holm 1979): whoever calls those at or below alpha significant is wrong about any
 * of them with probability at most alpha, whatever depends on what. Stricter than each alone, milder than Bonferroni.
 * The order of the answer is that of `ps`. A p that could not be computed is to be given as 1, not left out: the
 * number of claims was fixed before the measurement.
 */
export function holmAdjusted(ps: readonly number[]): number[] {
  const ascending = ps.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const out = ps.map(() => 1);
  let atLeast = 0;
  ascending.forEach(({ p, index }, step) => {
    atLeast = Math.min(1, Math.max(atLeast, p * (ps.length - step)));
    out[index] = atLeast;
  });
  return out;
}
