import type { Answer, Visitor } from '../../../scenarios/journeys/visitor.ts';

export interface Step {
  kind: 'get' | 'post' | 'carry' | 'think';
  route: string;
  path: string;
  body: object | null;
}

/** A visitor that writes down what it is asked to do. `answers` gives the answer of a route; default: 200, no body. */
export class RecordedVisitor implements Visitor {
  readonly steps: Step[] = [];
  readonly #answers: Record<string, Answer>;

  constructor(answers: Record<string, Answer> = {}) {
    this.#answers = answers;
  }

  get(route: string, path: string): Answer {
    return this.#asked({ kind: 'get', route, path, body: null });
  }

  post(route: string, path: string, body: object): Answer {
    return this.#asked({ kind: 'post', route, path, body });
  }

  carry(token: string): void {
    this.steps.push({ kind: 'carry', route: '', path: token, body: null });
  }

  think(): void {
    this.steps.push({ kind: 'think', route: '', path: '', body: null });
  }

  #asked(step: Step): Answer {
    this.steps.push(step);
    return this.#answers[step.route] ?? { ok: true, body: null };
  }

  get requests(): Step[] {
    return this.steps.filter(({ kind }) => kind === 'get' || kind === 'post');
  }

  /** Requests by route. */
  get visits(): Record<string, number> {
    const visits: Record<string, number> = {};
    for (const { route } of this.requests) visits[route] = (visits[route] ?? 0) + 1;
    return visits;
  }
}
