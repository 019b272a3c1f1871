import { describe, expect, it } from 'vitest';
import { WorkQueue } from '../../../../clusters/services/service/work-queue.ts';

describe('WorkQueue', () => {
  it('works in order of arrival and lets others have a turn in between', async () => {
    const queue = new WorkQueue(10, () => 0);
    const done: string[] = [];
    const finished = new Promise<void>((resolve) => {
      queue.add(() => {
        done.push('first');
        setImmediate(() => done.push('turn'));
      });
      queue.add(() => done.push('second'));
      queue.add(() => {
        done.push('third');
        resolve();
      });
    });
    await finished;
    expect(done.filter((what) => what !== 'turn')).toEqual(['first', 'second', 'third']);
    expect(done.indexOf('turn')).toBeLessThan(done.indexOf('third'));
  });

  it('serves nobody while clients still come in', async () => {
    let arrivals = 0;
    const queue = new WorkQueue(10, () => arrivals);
    const done = new Promise<number>((resolve) => queue.add(() => resolve(arrivals)));
    const comeIn = () => {
      if (++arrivals < 5) setImmediate(comeIn);
    };
    comeIn();
    expect(await done).toBe(5);
  });

  it('refuses what goes beyond its limit, and takes work again when there is room', async () => {
    const queue = new WorkQueue(2, () => 0);
    let done = 0;
    const taken = Array.from({ length: 4 }, () => queue.add(() => done++));
    expect(taken).toEqual([true, true, false, false]);
    expect(queue.length).toBe(2);
    while (done < 2) await new Promise(setImmediate);
    expect(queue.add(() => done++)).toBe(true);
    while (done < 3) await new Promise(setImmediate);
    expect(queue.length).toBe(0);
  });
});
