import { get } from 'node:http';
import { connect } from 'node:net';
import type { Readiness } from '../../../core/model/readiness.ts';

/** Whether a pod passes one readiness probe, as a kubelet would ask it. */
export function answersProbe(port: number, { probe, timeoutSeconds }: Readiness): Promise<boolean> {
  return probe === 'tcp' ? acceptsConnection(port, timeoutSeconds) : answersOk(port, timeoutSeconds);
}

function acceptsConnection(port: number, timeoutSeconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.setTimeout(timeoutSeconds * 1000, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

function answersOk(port: number, timeoutSeconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    // Over the whole answer, not between two of its parts.
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    const request = get({ host: '127.0.0.1', port, path: '/readyz', agent: false, signal }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('error', () => resolve(false));
  });
}
