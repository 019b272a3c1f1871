import { connect } from 'node:net';

/**
 * Whether a pod accepts a connection within the timeout. A TCP probe and not an HTTP one: a saturated pod that is
 * frozen by its quota answers HTTP late, is then taken for unready, and its CPU no longer counts for the autoscaler.
 */
export function acceptsConnection(port: number, timeoutSeconds: number): Promise<boolean> {
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
