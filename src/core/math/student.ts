/**
 * P(|T| < t) of Student's distribution with a whole number of degrees of freedom: the finite sums of Abramowitz &
 * Stegun 26.7.3 (odd) and 26.7.4 (even).
 */
function within(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const cosine = Math.cos(angle);
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/** The t that a share `p` (0.5 or more, below 1) of Student's distribution lies below; `freedom` is whole, >= 1. */
export function studentQuantile(p: number, freedom: number): number {
  const inside = 2 * p - 1;
  let low = 0;
  let high = 1;
  while (within(high, freedom) < inside) {
    low = high;
    high *= 2;
  }
  for (let i = 0; i < 60 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    if (within(middle, freedom) < inside) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
