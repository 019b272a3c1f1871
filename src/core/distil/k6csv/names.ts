import { Dictionary } from '../sink.ts';

/** What the ids in a {@link LoadSink}'s calls stand for. */
export interface LoadNames {
  routes: Dictionary;
  pods: Dictionary;
  errors: Dictionary;
}

export function emptyLoadNames(): LoadNames {
  return { routes: new Dictionary(), pods: new Dictionary(), errors: new Dictionary() };
}
