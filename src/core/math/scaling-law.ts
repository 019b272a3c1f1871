import type { Interval } from './interval.ts';
import { studentQuantile } from './student.ts';

/** What `n` replicas were found to carry, once. Both are positive. */
export interface CapacityPoint {
  n: number;
  /** Requests per second. */
  capacity: number;
}

/** A parameter and where it may lie; the interval is null where there are too few points for one. */
export interface Parameter {
  value: number;
  interval: Interval | null;
}

/** C(n) = rate x n. */
export interface LinearLaw {
  /** Requests per second of one replica. */
  rate: Parameter;
  /** Standard deviation of log(capacity) about the curve: a share, for small ones. Null without a degree of freedom. */
  scatter: number | null;
}

/**
 * Gunther's Universal Scalability Law (N. Gunther, Guerrilla Capacity Planning, 2007):
 *
 *   C(n) = rate x n / (1 + contention x (n - 1) + coherency x n x (n - 1))
 *
 * Contention is the share of work that only one replica at a time can do, coherency what each pair of replicas spends on
 * agreeing. Both are zero or above.
 */
export interface UniversalLaw extends LinearLaw {
  contention: Parameter;
  coherency: Parameter;
  /** The number of replicas beyond which the curve falls; null where it never does. */
  peakReplicas: number | null;
}

/** Parameters of the law are searched below this: one replica's work done for every other replica. */
const most = 1;

/** Least squares on logarithms, because a capacity scatters by a share of itself. @throws RangeError without a point */
export function linearLaw(points: readonly CapacityPoint[], confidence: number): LinearLaw {
  if (points.length === 0) throw new RangeError('a law needs one point at the least');
  const { rate, squares } = residual(points, 0, 0);
  const freedom = points.length - 1;
  return {
    rate: { value: rate, interval: aroundRate(rate, squares, freedom, points.length, confidence) },
    scatter: freedom < 1 ? null : Math.sqrt(squares / freedom),
  };
}

/**
 * Least squares on logarithms with contention and coherency held at zero or above. Intervals are those of the profile:
 * all values of one parameter for which the best fit of the others is not rejected by the F test at `confidence`. They
 * take the scatter to be normal and alike at every n. Null with fewer than three different n, which leave the law open.
 */
export function universalLaw(points: readonly CapacityPoint[], confidence: number): UniversalLaw | null {
  if (new Set(points.map(({ n }) => n)).size < 3) return null;
  const squaresAt = (contention: number, coherency: number) =>
    residual(points, contention, coherency).squares;
  const bestCoherency = (contention: number) =>
    least((coherency) => squaresAt(contention, coherency), 0, most);
  const bestContention = (coherency: number) =>
    least((contention) => squaresAt(contention, coherency), 0, most);
  const profileOfContention = (contention: number) => squaresAt(contention, bestCoherency(contention));
  const profileOfCoherency = (coherency: number) => squaresAt(bestContention(coherency), coherency);

  const contention = least(profileOfContention, 0, most);
  const coherency = bestCoherency(contention);
  const { rate, squares } = residual(points, contention, coherency);
  const freedom = points.length - 3;
  const bound =
    freedom < 1 ? null : squares * (1 + studentQuantile((1 + confidence) / 2, freedom) ** 2 / freedom);
  const within = (profile: (at: number) => number, value: number): Interval | null =>
    bound === null
      ? null
      : {
          low: edge(profile, bound, value, 0),
          high: edge(profile, bound, value, most),
          confidence,
        };
  return {
    // The rate's own profile: for each rate the others are fitted anew.
    rate: { value: rate, interval: bound === null ? null : rateInterval(points, rate, bound, confidence) },
    contention: { value: contention, interval: within(profileOfContention, contention) },
    coherency: { value: coherency, interval: within(profileOfCoherency, coherency) },
    peakReplicas: coherency > 0 && contention < 1 ? Math.sqrt((1 - contention) / coherency) : null,
    scatter: freedom < 1 ? null : Math.sqrt(squares / freedom),
  };
}

/** Requests per second that a law gives `n` replicas. */
export function lawCapacity(
  { rate, contention, coherency }: { rate: number; contention: number; coherency: number },
  n: number,
): number {
  return rate * relative(n, contention, coherency);
}

function relative(n: number, contention: number, coherency: number): number {
  return n / (1 + contention * (n - 1) + coherency * n * (n - 1));
}

/** The rate that fits best to given shape parameters, in closed form, and the squares that are left. */
function residual(points: readonly CapacityPoint[], contention: number, coherency: number) {
  const logs = points.map(({ n, capacity }) => Math.log(capacity / relative(n, contention, coherency)));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return { rate: Math.exp(mean), squares: logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) };
}

function aroundRate(
  rate: number,
  squares: number,
  freedom: number,
  count: number,
  confidence: number,
): Interval | null {
  if (freedom < 1) return null;
  const reach = studentQuantile((1 + confidence) / 2, freedom) * Math.sqrt(squares / freedom / count);
  return { low: rate * Math.exp(-reach), high: rate * Math.exp(reach), confidence };
}

function rateInterval(
  points: readonly CapacityPoint[],
  rate: number,
  bound: number,
  confidence: number,
): Interval {
  const squaresFor = (log: number) => {
    const fixed = (contention: number, coherency: number) =>
      points.reduce((sum, { n, capacity }) => {
        const off = Math.log(capacity / relative(n, contention, coherency)) - log;
        return sum + off * off;
      }, 0);
    const inner = (contention: number) => least((coherency) => fixed(contention, coherency), 0, most);
    const contention = least((at) => fixed(at, inner(at)), 0, most);
    return fixed(contention, inner(contention));
  };
  const log = Math.log(rate);
  return {
    low: Math.exp(edge(squaresFor, bound, log, log - 3)),
    high: Math.exp(edge(squaresFor, bound, log, log + 3)),
    confidence,
  };
}

/** Where `f`, which has one valley in [low, high], is least: golden sections, and the ends themselves. */
function least(f: (at: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  let [x, y] = [b - golden * (b - a), a + golden * (b - a)];
  let [fx, fy] = [f(x), f(y)];
  for (let i = 0; i < 64; i++) {
    if (fx <= fy) {
      [b, y, fy] = [y, x, fx];
      x = b - golden * (b - a);
      fx = f(x);
    } else {
      [a, x, fx] = [x, y, fy];
      y = a + golden * (b - a);
      fy = f(y);
    }
  }
  const inside = (a + b) / 2;
  return f(low) <= f(inside) ? low : inside;
}

/** Where `f` passes `bound` between `inside` (not above it) and `outside`; `outside` where it never does. */
function edge(f: (at: number) => number, bound: number, inside: number, outside: number): number {
  if (f(outside) <= bound) return outside;
  let [near, far] = [inside, outside];
  for (let i = 0; i < 50; i++) {
    const middle = (near + far) / 2;
    if (f(middle) <= bound) near = middle;
    else far = middle;
  }
  return near;
}
