import type { Visitor } from './visitor.ts';

const documents = 1000;
const read = 3;

/** A civil servant in the groupware: looks into the inbox, reads three documents, approves the last of them. */
export function groupwareJourney(visitor: Visitor, user: number, round: number): void {
  visitor.get('inbox', `/inbox?user=staff-${user}`);
  visitor.think();
  // Each user starts elsewhere, and goes on from there each round.
  const first = user * 7 + round * read;
  const ids = Array.from({ length: read }, (_, i) => `d-${1000 + ((first + i) % documents)}`);
  for (const id of ids) {
    visitor.get('document', `/document/${id}`);
    visitor.think();
  }
  visitor.post('approve', `/document/${ids.at(-1)}/approve`, { approved: true });
  visitor.think();
}
