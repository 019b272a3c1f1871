import type { GeneratorLine } from '../../core/model/observation.ts';
import type { Clock } from '../clock.ts';
import { GeneratorHealth } from '../host/generator-health.ts';

const periodSeconds = 1;

/** Watches the load generator and its host once a second until it is stopped. It may fail without harm to the trial. */
export function observeGenerator(
  pid: number,
  clock: Clock,
  sink: { generator(line: GeneratorLine): void; observerFailed(name: string, message: string): void },
): () => void {
  const health = new GeneratorHealth(pid);
  const timer = setInterval(() => {
    health
      .sample()
      .then((sample) => sink.generator({ at: clock.now(), ...sample }))
      .catch((error: unknown) => {
        clearInterval(timer);
        sink.observerFailed('generator', error instanceof Error ? error.message : String(error));
      });
  }, periodSeconds * 1000);
  return () => clearInterval(timer);
}
