/**
 * P(Z > z) of the standard normal distribution, to at least twelve digits: near the middle the power series of
 * Abramowitz & Stegun 26.2.11, in the tail the continued fraction 26.2.14, evaluated from its far end.
 */
export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (density === 0) return 0;
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let odd = 3; term > sum * 1e-17; odd += 2) {
      term *= (z * z) / odd;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let i = 100; i > 0; i--) fraction = z + i / fraction;
  return density / fraction;
}
