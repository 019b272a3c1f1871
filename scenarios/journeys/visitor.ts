/** What a journey can do: the requests and pauses of one person, whoever sends them. */
export interface Visitor {
  get(route: string, path: string): Answer;
  /** `body` is sent as JSON. The answer's body is kept only with `keep`. */
  post(route: string, path: string, body: object, keep?: 'body'): Answer;
  /** Every later request carries this as its bearer token. */
  carry(token: string): void;
  /** The pause after a request. */
  think(): void;
}

export interface Answer {
  /** The service answered, with a 2xx. */
  ok: boolean;
  body: string | null;
}

/** One iteration: what person number `user` does in `round` 0, 1, 2, ... The same two numbers do the same things. */
export type Journey = (visitor: Visitor, user: number, round: number) => void;

/** Thrown by a visitor when the window is over; a journey lets it pass. */
export class WindowOver extends Error {
  constructor() {
    super('The window is over: no request starts any more.');
  }
}
