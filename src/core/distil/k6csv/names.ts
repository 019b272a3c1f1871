import { Dictionary } from '../sink.ts';

/** What the ids in a {@link LoadSink}'s calls stand for. */
export interface LoadNames {
  routes: Dictionary;
  pods: Dictionary;
  errors: Dictionary;
  /** k6's scenarios, by the names that its options give them. */
  scenarios: Dictionary;
}

/** What the names of one request are ids of. */
export type RequestNames = Omit<LoadNames, 'scenarios'>;

export function emptyLoadNames(): LoadNames {
  return {
    routes: new Dictionary(),
    pods: new Dictionary(),
    errors: new Dictionary(),
    scenarios: new Dictionary(),
  };
}
