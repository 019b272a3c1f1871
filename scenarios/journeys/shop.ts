import type { Visitor } from './visitor.ts';

/**
 * What one user of the example `own-service` does. Each request names its route, as `visits` in the campaign does: figures
 * are given by route, whatever the paths are.
 */
export function shopJourney(visitor: Visitor, user: number, round: number): void {
  visitor.get('home', '/');
  visitor.think();
  for (let item = 1; item <= 3; item++) {
    visitor.get('item', `/items/${100 * user + 3 * round + item}`);
    visitor.think();
  }
  visitor.post('order', '/orders', { items: 3 });
  visitor.think();
}
