import type { StartOptions } from '../../../exec/start-program.ts';
import { type NodeCounters, unseenCounters } from './node-counters.ts';
import { type Observer, Repeated, type Scene, troubleTeller } from './observer.ts';
import { ShellReader } from './shell-reader.ts';

const periodSeconds = 1;

/** One process a second: what the node's own cgroup counted, what its network has carried, and the host's CPU time. */
const nodeScript = `cd /sys/fs/cgroup
while read -r _; do
  grep -EHs '^(usage_usec [0-9]+|cpu[0-9]* .*|[0-9].*| *eth0:.*)$' cpuacct/cpuacct.usage cpu.stat memory/memory.usage_in_bytes memory.current blkio/blkio.throttle.io_service_bytes io.stat /proc/stat /proc/net/dev
  echo end
done`;

/** CPU, memory, disk and network of a node that we can run a shell on (a kind node), once a second. */
export class ShellNodeObserver implements Observer {
  readonly #reader: ShellReader;
  readonly #loop: Repeated;

  constructor(scene: Scene, node: string, shell: readonly string[], env: StartOptions['env']) {
    this.#reader = new ShellReader(shell, nodeScript, env);
    this.#loop = new Repeated(
      scene.clock,
      periodSeconds,
      async () => {
        const lines = await this.#reader.ask();
        scene.sink.node({ at: scene.clock.now(), node, ...nodeCounters(lines) });
      },
      troubleTeller(scene, 'nodes'),
    );
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#reader.stop();
  }
}

/** Ticks of /proc/stat: USER_HZ, which Linux shows as 100 to programs on every architecture. */
const ticksPerSecond = 100;

/** Counters from lines `file:content` of cgroup v1 or v2 and of /proc. */
export function nodeCounters(lines: readonly string[]): NodeCounters {
  const counters = { ...unseenCounters };
  const add = (field: 'cores' | 'diskReadBytes' | 'diskWrittenBytes', value: number) => {
    counters[field] = (counters[field] ?? 0) + value;
  };
  for (const line of lines) {
    const colon = line.indexOf(':');
    const content = line.slice(colon + 1);
    const words = content.trim().split(/\s+/);
    switch (line.slice(0, colon)) {
      case 'cpuacct/cpuacct.usage':
        counters.cpuSeconds = Number(content) / 1e9;
        break;
      case 'cpu.stat':
        if (words[0] === 'usage_usec') counters.cpuSeconds = Number(words[1]) / 1e6;
        break;
      case 'memory/memory.usage_in_bytes':
      case 'memory.current':
        counters.memoryBytes = Number(content);
        break;
      case 'blkio/blkio.throttle.io_service_bytes':
        if (words[1] === 'Read') add('diskReadBytes', Number(words[2]));
        if (words[1] === 'Write') add('diskWrittenBytes', Number(words[2]));
        break;
      case 'io.stat':
        add('diskReadBytes', statOf(words, 'rbytes'));
        add('diskWrittenBytes', statOf(words, 'wbytes'));
        break;
      case '/proc/stat':
        if (/^cpu\d/.test(content)) add('cores', 1);
        // Waiting for a disk counts as idle: a CPU was there to be had.
        else if (words[0] === 'cpu')
          counters.idleSeconds = (Number(words[4]) + Number(words[5])) / ticksPerSecond;
        break;
      case '/proc/net/dev': {
        const bytes = content
          .slice(content.indexOf(':') + 1)
          .trim()
          .split(/\s+/)
          .map(Number);
        counters.receivedBytes = bytes[0] ?? null;
        counters.sentBytes = bytes[8] ?? null;
        break;
      }
    }
  }
  return counters;
}

function statOf(words: readonly string[], key: string): number {
  return Number(words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1) ?? 0);
}
