import type { RequestNames } from '../../core/distil/k6csv/names.ts';
import type { LoadLine } from '../../core/model/observation.ts';
import { RequestLogWriter } from '../store/request-log.ts';
import { LoadLines } from './load-lines.ts';

/** Where the rows of one scenario go. */
export interface StrandPlaces {
  requestLogPath: string;
  /** Whether its users stay once they began, as those of a closed load do. */
  usersStay?: boolean;
  onLoadLine(line: LoadLine): void;
}

/** What is kept of one scenario of k6's stream: its requests and its lines of load.ndjson. */
export class Strand {
  readonly log: RequestLogWriter;
  readonly lines: LoadLines;
  readonly #usersStay: boolean;
  #begun = 0;

  /** Opens the file. Throws a StoreError where that is refused. */
  constructor(
    places: StrandPlaces,
    names: RequestNames,
    linesFromSeconds: number,
    options: { mostWaitingBytes?: number },
  ) {
    this.log = new RequestLogWriter(places.requestLogPath, names, options);
    this.#usersStay = places.usersStay ?? false;
    this.lines = new LoadLines(linesFromSeconds, places.onLoadLine);
  }

  userBegan(): void {
    this.#begun++;
  }

  /** Users under way by those who began; null where users also go. */
  get users(): number | null {
    return this.#usersStay ? this.#begun : null;
  }
}
