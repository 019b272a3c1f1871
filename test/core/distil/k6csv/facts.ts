import { emptyLoadNames, type LoadNames } from '../../../../src/core/distil/k6csv/names.ts';
import { K6CsvScanner, type ScanEnd } from '../../../../src/core/distil/k6csv/scanner.ts';
import type { LoadSink } from '../../../../src/core/distil/sink.ts';

export interface RequestFact {
  start: number;
  duration: number;
  blocked: number;
  status: number;
  expected: boolean;
  route: string;
  pod: string;
  error: string;
}

/** Every fact of a stream in the order of telling, with ids as texts. */
export class Facts implements LoadSink {
  readonly names: LoadNames = emptyLoadNames();
  readonly requests: RequestFact[] = [];
  readonly others: [string, number, number][] = [];

  request(
    start: number,
    duration: number,
    blocked: number,
    status: number,
    expected: boolean,
    route: number,
    pod: number,
    error: number,
  ): void {
    const { routes, pods, errors } = this.names;
    this.requests.push({
      start,
      duration,
      blocked,
      status,
      expected,
      route: routes.text(route),
      pod: pods.text(pod),
      error: errors.text(error),
    });
  }
  iteration(at: number, duration: number): void {
    this.others.push(['iteration', at, duration]);
  }
  dropped(at: number, count: number): void {
    this.others.push(['dropped', at, count]);
  }
  users(at: number, active: number): void {
    this.others.push(['users', at, active]);
  }
  maxUsers(at: number, existing: number): void {
    this.others.push(['maxUsers', at, existing]);
  }
}

/** Scans bytes or text in one piece, or in pieces of the given lengths and then the rest. */
export function scanned(
  stream: Uint8Array | string,
  pieces: readonly number[] = [],
  beforeEnd: (scanner: K6CsvScanner) => void = () => {},
): { facts: Facts; end: ScanEnd } {
  const bytes = typeof stream === 'string' ? new TextEncoder().encode(stream) : stream;
  const facts = new Facts();
  const scanner = new K6CsvScanner(facts, facts.names);
  let at = 0;
  for (const length of pieces) {
    // Copied, and wiped afterwards: a scanner must not hold on to what it was given.
    const piece = new Uint8Array(bytes.subarray(at, at + length));
    scanner.push(piece);
    piece.fill(0x2a);
    at += length;
  }
  scanner.push(bytes.subarray(at));
  beforeEnd(scanner);
  return { facts, end: scanner.end() };
}

export const codesOf = (end: ScanEnd) => end.warnings.map(({ code }) => code);
