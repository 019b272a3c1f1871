import { runProgram } from '../exec/run-program.ts';
import type { Machine } from '../tools/machine.ts';
import { KindError } from './kind-error.ts';

/**
 * Makes sure that nothing can leave an offline node.
 *
 * The rules are the node's own: its entrypoint (clusters/node/files) refuses new connections out of the container's
 * network namespace before anything else runs in it.
 *
 * Note: rules in the host's tables would do as well, but need root there, are not to be had with an engine inside a
 * virtual machine, touch what is not ours, and have to be taken back after every kind of end. These end with the node.
 * @throws KindError if the node is open
 */
export async function requireSealed(container: string, machine: Machine): Promise<void> {
  const { stdout } = await runProgram(['docker', 'exec', container, 'iptables', '--list-rules'], {
    env: machine.env,
    timeoutSeconds: 30,
  });
  if (!isSealed(stdout))
    throw new KindError(
      'tool',
      `The node ${container} has no rule that keeps connections inside, so its pods could reach the world. Run \`peakproof down\` and \`peakproof offline build\`.`,
    );
}

/** True where the rules of a node, as `iptables --list-rules` prints them, refuse what would leave it. */
export function isSealed(rules: string): boolean {
  const lines = rules.split('\n');
  const has = (...words: string[]) => lines.some((line) => words.every((word) => line.includes(word)));
  return (
    has('-A OUTPUT ', '-j PEAKPROOF-SEAL') &&
    has('-A FORWARD ', '-j PEAKPROOF-SEAL') &&
    has('-A PEAKPROOF-SEAL ', '-j REJECT')
  );
}
