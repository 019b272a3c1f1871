import { request } from 'node:http';
import { request as requestTls } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { TargetError } from '../target.ts';

/** Routers and name servers hear of a new Service within seconds. */
const usualPatienceSeconds = 30;
const answerSeconds = 10;

/** Who answered one request, and what. */
interface Answer {
  status: number;
  /** False: the router, because it reached no pod. */
  byPod: boolean;
}

/**
 * The first of `urls` at which a pod of the service answers, whatever it says. Asked before the load, so that a wrong port
 * or an address that does not lead there is said at once, and not by a trial full of errors.
 * @throws TargetError that says what was seen at each
 */
export async function reachedUrl(
  service: string,
  urls: readonly string[],
  advice: string,
  signal: AbortSignal,
  patienceSeconds: number = usualPatienceSeconds,
): Promise<string> {
  const deadlineMs = performance.now() + patienceSeconds * 1000;
  for (;;) {
    const seen: string[] = [];
    for (const url of urls) {
      const answer = await answerOf(url, signal);
      if (typeof answer !== 'string' && answer.byPod) return url;
      seen.push(
        typeof answer === 'string'
          ? `${url}: ${answer}`
          : `${url}: the router answers (${answer.status}), and none of its pods does`,
      );
    }
    signal.throwIfAborted();
    if (performance.now() > deadlineMs)
      throw new TargetError(
        'reach the service',
        `no pod of ${service} answered. ${seen.join('; ')}. ${advice}`,
      );
    await sleep(500, undefined, { signal });
  }
}

/** A router of ours adds `X-Pod` to what a pod says; its own 503 is without. */
function answerOf(url: string, signal: AbortSignal): Promise<Answer | string> {
  const send = url.startsWith('https:') ? requestTls : request;
  return new Promise((resolve) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(answerSeconds * 1000)]);
    const sent = send(`${url}/`, { agent: false, signal: limit }, (response) => {
      response.resume();
      response.on('error', () => {});
      const status = response.statusCode ?? 0;
      resolve({ status, byPod: response.headers['x-pod'] !== undefined || status !== 503 });
    });
    sent.on('error', (error: NodeJS.ErrnoException) =>
      resolve(limit.aborted ? `no answer within ${answerSeconds} s` : (error.code ?? error.message)),
    );
    sent.end();
  });
}
