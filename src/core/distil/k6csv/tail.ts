import { carriageReturn, comma, digitsAt, newline, quote, tagValueEnd, tagValueStart } from './bytes.ts';
import type { Columns } from './header.ts';
import { Interner } from './interner.ts';
import { errorOfCode, routeOf } from './meaning.ts';
import type { LoadNames } from './names.ts';
import type { TailFacts } from './requests.ts';

const ascii = (text: string) => new TextEncoder().encode(text);
const vuKey = ascii('vu=');
const podKey = ascii('pod=');
const encoder = new TextEncoder();

export type Verdict = 'malformed' | 'same' | 'different';

/** The columns after the value of a row, and what they say. */
export class Tail implements TailFacts {
  status = 0;
  expected = -1;
  route = 0;
  error = 0;
  scenario = 0;
  vu = 0;
  /** Of the last `served` row. */
  servedVu = 0;
  servedPod = 0;

  #columns: Columns;
  /** commas[i] is where the comma before column 3 + i stands; after the last column, where the row ends. */
  #commas: Int32Array;
  #found = 0;
  readonly #routes: Interner;
  readonly #errors: Interner;
  readonly #errorCodes: Interner;
  readonly #pods: Interner;
  readonly #scenarios: Interner;

  constructor(columns: Columns, names: LoadNames) {
    this.#columns = columns;
    this.#commas = new Int32Array(columns.count);
    this.#routes = new Interner(names.routes, routeOf);
    this.#errors = new Interner(names.errors);
    this.#errorCodes = new Interner(names.errors, errorOfCode);
    this.#pods = new Interner(names.pods);
    this.#scenarios = new Interner(names.scenarios);
  }

  /** Another header follows in the same stream. */
  set columns(columns: Columns) {
    this.#columns = columns;
    this.#commas = new Int32Array(columns.count);
  }

  get overflowed(): number {
    return this.#routes.overflowed + this.#errors.overflowed + this.#pods.overflowed;
  }

  /** Finds the columns from the comma at `from` on; gives the index after the newline, or -1 when it meets a quote. */
  scan(bytes: Uint8Array, from: number): number {
    const commas = this.#commas;
    let found = 0;
    let at = from;
    for (;;) {
      const c = bytes[at]!;
      if (c === comma) {
        // Writing beyond the end of a typed array does nothing; the count shows it.
        commas[found++] = at;
      } else if (c === newline) break;
      else if (c === quote) return -1;
      at++;
    }
    this.#found = found;
    commas[found] = bytes[at - 1] === carriageReturn ? at - 1 : at;
    return at + 1;
  }

  /** Takes the facts of an http row from what {@link scan} found. */
  read(bytes: Uint8Array): Verdict {
    const columns = this.#columns;
    if (this.#found !== columns.count - 3) return 'malformed';
    const status = this.#number(bytes, columns.status);
    const route = this.#id(bytes, columns.route, this.#routes);
    let error = this.#id(bytes, columns.error, this.#errors);
    if (error === 0) error = this.#id(bytes, columns.errorCode, this.#errorCodes);
    const expected = columns.expected < 0 ? -1 : truth(bytes[this.#from(columns.expected)]!);
    const scenario = this.#id(bytes, columns.scenario, this.#scenarios);
    return this.#take(Math.max(status, 0), expected, route, error, scenario, this.#vu(bytes));
  }

  /** The scenario of a row from what {@link scan} found, or -1 where the row is malformed. */
  readScenario(bytes: Uint8Array): number {
    if (this.#found !== this.#columns.count - 3) return -1;
    return this.#id(bytes, this.#columns.scenario, this.#scenarios);
  }

  readScenarioFields(fields: string[] | null): number {
    if (fields === null || fields.length !== this.#columns.count) return -1;
    return this.#scenarios.idOfText(fields[this.#columns.scenario] ?? '');
  }

  /** Takes the facts of a `served` row from what {@link scan} found. */
  readServed(bytes: Uint8Array): boolean {
    const columns = this.#columns;
    if (this.#found !== columns.count - 3) return false;
    this.servedVu = this.#vu(bytes);
    this.servedPod = 0;
    if (columns.extraTags >= 0) {
      const to = this.#to(columns.extraTags);
      const start = tagValueStart(bytes, this.#from(columns.extraTags), to, podKey);
      if (start >= 0) this.servedPod = this.#pods.id(bytes, start, tagValueEnd(bytes, start, to));
    }
    return true;
  }

  /** The same from the fields of a whole row, for the rows with quotes. */
  readFields(fields: string[] | null): Verdict {
    const columns = this.#columns;
    if (fields === null || fields.length !== columns.count) return 'malformed';
    const status = Number(fields[columns.status]);
    let error = this.#errors.idOfText(fields[columns.error] ?? '');
    if (error === 0) error = this.#errorCodes.idOfText(fields[columns.errorCode] ?? '');
    return this.#take(
      Number.isInteger(status) ? status : 0,
      truth((fields[columns.expected] ?? '').charCodeAt(0)),
      this.#routes.idOfText(fields[columns.route] ?? ''),
      error,
      this.#scenarios.idOfText(fields[columns.scenario] ?? ''),
      this.#vuOfText(fields[columns.metadata] ?? ''),
    );
  }

  readServedFields(fields: string[] | null): boolean {
    const columns = this.#columns;
    if (fields === null || fields.length !== columns.count) return false;
    const tags = encoder.encode(fields[columns.extraTags] ?? '');
    const start = tagValueStart(tags, 0, tags.length, podKey);
    this.servedPod = start < 0 ? 0 : this.#pods.id(tags, start, tagValueEnd(tags, start, tags.length));
    this.servedVu = this.#vuOfText(fields[columns.metadata] ?? '');
    return true;
  }

  #take(
    status: number,
    expected: number,
    route: number,
    error: number,
    scenario: number,
    vu: number,
  ): Verdict {
    if (
      status === this.status &&
      expected === this.expected &&
      route === this.route &&
      error === this.error &&
      scenario === this.scenario &&
      vu === this.vu
    )
      return 'same';
    this.status = status;
    this.expected = expected;
    this.route = route;
    this.error = error;
    this.scenario = scenario;
    this.vu = vu;
    return 'different';
  }

  #from(column: number): number {
    return this.#commas[column - 3]! + 1;
  }

  #to(column: number): number {
    return this.#commas[column - 2]!;
  }

  #number(bytes: Uint8Array, column: number): number {
    return digitsAt(bytes, this.#from(column), this.#to(column));
  }

  #id(bytes: Uint8Array, column: number, interner: Interner): number {
    return column < 0 ? 0 : interner.id(bytes, this.#from(column), this.#to(column));
  }

  #vu(bytes: Uint8Array): number {
    const column = this.#columns.metadata;
    if (column < 0) return 0;
    const from = this.#from(column);
    const to = this.#to(column);
    return from === to ? 0 : vuIn(bytes, from, to);
  }

  #vuOfText(metadata: string): number {
    const bytes = encoder.encode(metadata);
    return vuIn(bytes, 0, bytes.length);
  }
}

function vuIn(bytes: Uint8Array, from: number, to: number): number {
  const start = tagValueStart(bytes, from, to, vuKey);
  if (start < 0) return 0;
  const vu = digitsAt(bytes, start, tagValueEnd(bytes, start, to));
  return Math.max(vu, 0);
}

/** Of `true`, `false` or nothing, by the first letter. */
function truth(letter: number): number {
  return letter === 0x74 ? 1 : letter === 0x66 ? 0 : -1;
}
