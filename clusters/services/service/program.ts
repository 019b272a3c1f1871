import { setTimeout as sleep } from 'node:timers/promises';
import { type ServiceMessage, serviceExitCodes } from './messages.ts';
import { Processor } from './processor.ts';
import { SiteServer } from './server.ts';
import { type ServiceSettings, serviceSettings } from './settings.ts';
import type { Site } from './site.ts';

/** After the last answer, how long a draining pod watches for a request that was already on its way. */
const turnsOfQuiet = 5;
const turnMs = 20;

/**
 * Runs one pod of `site` until SIGTERM, or until the process that started it has gone:
 *
 *   settings ─► wait PEAKPROOF_START_SECONDS ─► listen ─► serve ─► SIGTERM: not ready, no new connections,
 *   (or exit 2)                                                    answer what was accepted ─► exit 0
 *
 * Log lines go to stdout as JSON. Whoever starts it must read them: a full pipe would stop the pod.
 */
export function runService(site: Site): void {
  const result = serviceSettings(process.env, new Map(Object.entries(site.meanCpuSeconds)));
  if ('problems' in result) {
    process.stderr.write(result.problems.map((problem) => `${site.service}: ${problem}\n`).join(''));
    process.exit(serviceExitCodes.settings);
  }
  new Program(site, result.settings).start();
}

class Program {
  readonly #site: Site;
  readonly #settings: ServiceSettings;
  readonly #processor: Processor;
  readonly #http: SiteServer;
  #ending = false;

  constructor(site: Site, settings: ServiceSettings) {
    this.#site = site;
    this.#settings = settings;
    this.#processor = new Processor(settings.cpuQuotaCores);
    this.#http = new SiteServer(site, settings, this.#processor, this.#log);
  }

  #log = (event: string, facts: Record<string, unknown> = {}): void => {
    const { pod } = this.#settings;
    process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), pod, event, ...facts })}\n`);
  };

  start(): void {
    process.stdout.on('error', () => {}); // Who read the log has gone; 'disconnect' ends the pod.
    process.on('SIGINT', () => {}); // A Ctrl-C in the terminal is for the program that started the pod.
    process.on('SIGTERM', () => void this.#drain());
    process.on('uncaughtException', (error) =>
      this.#exit(serviceExitCodes.failed, String(error.stack ?? error)),
    );
    if (process.send) {
      process.on('disconnect', () => this.#exit(serviceExitCodes.ended, 'the parent process has gone'));
      setInterval(() => this.#tellThrottling(), 1_000).unref();
    }
    const { sessionKey: _, meanCpuSeconds, ...settings } = this.#settings;
    this.#log('start', {
      service: this.#site.service,
      ...settings,
      meanCpuSeconds: Object.fromEntries(meanCpuSeconds),
    });
    this.#processor.charge();
    const untilListening = this.#settings.startSeconds * 1e3 - performance.now();
    setTimeout(() => this.#listen(), Math.max(0, untilListening));
  }

  #listen(): void {
    if (this.#ending) return;
    const { server } = this.#http;
    const { host, port } = this.#settings;
    server.on('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} of ${host} is in use; set PORT to another one, or to 0 for any free one.`;
      this.#exit(serviceExitCodes.failed, error.code === 'EADDRINUSE' ? taken : String(error));
    });
    server.listen(port, host, () => {
      this.#processor.open();
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      this.#log('listening', { host, port: bound, seconds: performance.now() / 1e3 });
      this.#tell({ type: 'listening', port: bound });
    });
  }

  async #drain(): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    this.#http.draining = true;
    this.#log('drain', { inFlight: this.#processor.inFlight });
    const deadline = performance.now() + this.#settings.drainSeconds * 1e3;
    await this.#http.shut();
    // Turns of the event loop, not seconds: a throttled process may see nothing of a whole tenth of a second.
    for (let quietTurns = 0; quietTurns < turnsOfQuiet; ) {
      await sleep(turnMs);
      quietTurns = this.#processor.inFlight > 0 ? 0 : quietTurns + 1;
      if (performance.now() > deadline && quietTurns === 0) {
        return this.#exit(
          serviceExitCodes.ended,
          `SIGTERM; ${this.#processor.inFlight} requests were cut off`,
        );
      }
    }
    this.#exit(serviceExitCodes.ended, 'SIGTERM; everything accepted was answered');
  }

  #exit(code: number, reason: string): void {
    this.#log('exit', { code, reason });
    process.exit(code);
  }

  #tellThrottling(): void {
    const { counts, cpuSeconds } = this.#processor;
    this.#tell({ type: 'throttling', ...counts, cpuSeconds });
  }

  #tell(message: ServiceMessage): void {
    if (process.connected) process.send?.(message);
  }
}
