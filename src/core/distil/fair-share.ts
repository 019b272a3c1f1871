import { isReadyThrough, type PodLife, readyCount } from './pod-lives.ts';
import type { LoadTally } from './trial-accumulator.ts';

/**
 * What each pod of the service under load answered against its fair share, by column: with n pods Ready through the
 * column a fair share is 1/n of all answers. Answers count in the column in which they ended.
 */
export class FairShare {
  readonly #load: LoadTally;
  readonly #lives: readonly PodLife[];
  /** Answers that one Ready pod should have given by the end of each column, cumulated; 0 where nobody can say. */
  readonly #fair: Float64Array;

  /** `lives` are the pods of the service under load. */
  constructor(load: LoadTally, lives: readonly PodLife[]) {
    this.#load = load;
    this.#lives = lives;
    const { columns, widthSeconds } = load.columns;
    const served = [...load.pods.values()].map((pod) => pod.served);
    this.#fair = Float64Array.from({ length: columns }, (_, column) => {
      const ready = readyCount(lives, column * widthSeconds, (column + 1) * widthSeconds);
      return ready === 0 ? 0 : served.reduce((sum, counts) => sum + counts[column]!, 0) / ready;
    });
  }

  get widthSeconds(): number {
    return this.#load.columns.widthSeconds;
  }

  /**
   * Answers of a pod and its fair share in the columns of [from, to) through which it was Ready, and whether that was
   * all of them.
   */
  over(life: PodLife, from: number, to: number): { got: number; fair: number; readyAllTheTime: boolean } {
    const served = this.#load.pods.get(life.name)?.served;
    const last = Math.min(this.#fair.length, Math.round(to / this.widthSeconds));
    let got = 0;
    let fair = 0;
    let readyAllTheTime = last > 0;
    for (let column = Math.max(0, Math.round(from / this.widthSeconds)); column < last; column++) {
      const start = column * this.widthSeconds;
      if (!isReadyThrough(life, start, start + this.widthSeconds)) {
        readyAllTheTime = false;
        continue;
      }
      got += served?.[column] ?? 0;
      fair += this.#fair[column]!;
    }
    return { got, fair, readyAllTheTime };
  }

  /** Share of its fair share over the whole window; null if it was never Ready while there was anything to answer. */
  overall(life: PodLife): number | null {
    const { got, fair } = this.over(life, 0, this.#load.window.lengthSeconds);
    return fair === 0 ? null : got / fair;
  }

  get pods(): readonly PodLife[] {
    return this.#lives;
  }
}
