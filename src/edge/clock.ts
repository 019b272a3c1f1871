import { performance } from 'node:perf_hooks';

/**
 * Epoch seconds that never jump: the monotonic clock, anchored once to the wall clock. A wall clock that is set while
 * a trial runs shows as a difference.
 */
export interface Clock {
  now(): number;
  /** Wall clock minus this clock, in seconds; 0 unless the wall clock was set. */
  wallOffset(): number;
  /** Resolves at `atSeconds`, at once if that is past; rejects when the signal aborts. */
  until(atSeconds: number, signal?: AbortSignal): Promise<void>;
}

export function systemClock(): Clock {
  const anchor = Date.now() / 1000 - performance.now() / 1000;
  const now = () => anchor + performance.now() / 1000;
  return {
    now,
    wallOffset: () => Date.now() / 1000 - now(),
    until: (atSeconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const timer = setTimeout(
          () => {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
          Math.max(0, (atSeconds - now()) * 1000),
        );
        const stop = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', stop, { once: true });
      }),
  };
}
