import type { Connections } from './plan.ts';
import { seededRandom } from './random.ts';

/** k6's own settings for a policy. `rotate` keeps connections here and ends them by {@link connectionEnds}. */
export function connectionOptions(connections: Connections) {
  const fresh = connections.policy === 'per-request';
  return { noConnectionReuse: fresh, noVUConnectionReuse: fresh };
}

/**
 * For one user: a function that is asked once for each request and says whether it is the last on its connection.
 * The lengths are drawn from a seed and the user's number, so that users do not change connections in step.
 */
export function connectionEnds(connections: Connections, seed: number, user: number): () => boolean {
  if (connections.policy !== 'rotate') return () => false;
  const { min, max } = connections;
  const random = seededRandom(seed ^ Math.imul(user, 0x9e3779b1));
  const length = () => min + Math.floor(random() * (max - min + 1));
  let left = length();
  return () => {
    left--;
    if (left > 0) return false;
    left = length();
    return true;
  };
}
