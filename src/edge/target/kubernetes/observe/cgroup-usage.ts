import type { StartOptions } from '../../../exec/start-program.ts';
import type { KubePod } from '../api/objects.ts';
import { type Observer, Repeated, type Scene, serviceOf, troubleTeller } from './observer.ts';
import { ShellReader } from './shell-reader.ts';

const periodSeconds = 1;

/** What one cgroup says of itself; counters since it was made. */
interface Counters {
  cpuSeconds: number | null;
  rssBytes: number | null;
  periods: number | null;
  throttledPeriods: number | null;
  throttledSeconds: number | null;
}

/** A pod's own cgroup, and those of its containers by path. Both carry the CPU limit. */
interface PodCgroups {
  pod: Counters;
  containers: Map<string, Counters>;
}

const cgroupScript = `cd /sys/fs/cgroup
while read -r _; do
  find $(ls -d cpu cpuacct cpu,cpuacct memory kubelet* kubepods* 2>/dev/null) -path '*pod*' \\( -name cpuacct.usage -o -name cpu.stat -o -name memory.stat \\) \\
    -exec grep -EHs '^([0-9]+|(usage_usec|nr_periods|nr_throttled|throttled_usec|throttled_time|total_rss|anon) [0-9]+)$' {} + 2>/dev/null
  echo end
done`;

/**
 * Counters of each pod once a second, from the cgroups of a node that we can run a shell on (a kind node). Kubelets give
 * them every 10 to 15 s only, which is longer than a step of the autoscaler.
 */
export class CgroupUsageObserver implements Observer {
  readonly #scene: Scene;
  readonly #pods: () => readonly KubePod[];
  readonly #reader: ShellReader;
  readonly #loop: Repeated;

  /** `shell`: a command that runs a script on the node, to which the script is added as the last argument. */
  constructor(
    scene: Scene,
    pods: () => readonly KubePod[],
    shell: readonly string[],
    env: StartOptions['env'],
  ) {
    this.#scene = scene;
    this.#pods = pods;
    this.#reader = new ShellReader(shell, cgroupScript, env);
    this.#loop = new Repeated(
      scene.clock,
      periodSeconds,
      async () => this.#tell(await this.#reader.ask()),
      troubleTeller(scene, 'usage'),
    );
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#reader.stop();
  }

  #tell(lines: readonly string[]): void {
    const at = this.#scene.clock.now();
    const cgroups = podCgroups(lines);
    for (const pod of this.#pods()) {
      const service = serviceOf(pod, this.#scene.services);
      const read = cgroups.get(pod.metadata.uid!);
      if (service === null || read === undefined || read.pod.cpuSeconds === null) continue;
      const { cpuSeconds, rssBytes } = read.pod;
      this.#scene.sink.usage({
        at,
        service,
        pod: pod.metadata.name,
        cpuSeconds,
        rssBytes,
        ...throttlingOf(read),
      });
    }
  }
}

/**
 * Throttling of a pod with one working container. The kubelet sets the same quota on the pod and on its container: in a
 * period in which it is used up both count, and the time that the pod stands still is shared out between them.
 */
function throttlingOf({
  pod,
  containers,
}: PodCgroups): Pick<Counters, 'periods' | 'throttledPeriods' | 'throttledSeconds'> {
  const levels = [pod, ...containers.values()];
  const known = (field: 'throttledPeriods' | 'throttledSeconds') =>
    levels.map((counters) => counters[field]).filter((value) => value !== null);
  const periods = known('throttledPeriods');
  const seconds = known('throttledSeconds');
  return {
    periods: pod.periods,
    throttledPeriods: periods.length === 0 ? null : Math.max(...periods),
    throttledSeconds: seconds.length === 0 ? null : seconds.reduce((a, b) => a + b, 0),
  };
}

/** `.../pod<uid>/cpu.stat`, `.../kubepods-burstable-pod<uid with _>.slice/<container>/cpu.stat`. */
const podPath =
  /pod([0-9a-f]{8}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{12})(?:\.slice)?\/(?:(.+)\/)?(cpuacct\.usage|cpu\.stat|memory\.stat):(.*)$/;

/** Cgroups by the uid of their pod, from lines `path:content` of cgroup v1 or v2. */
export function podCgroups(lines: readonly string[]): Map<string, PodCgroups> {
  const pods = new Map<string, PodCgroups>();
  for (const line of lines) {
    const match = podPath.exec(line);
    if (match === null) continue;
    const [, id, container, file, content] = match;
    const uid = id!.replaceAll('_', '-');
    const cgroups = pods.get(uid) ?? { pod: empty(), containers: new Map<string, Counters>() };
    pods.set(uid, cgroups);
    if (container !== undefined && !cgroups.containers.has(container))
      cgroups.containers.set(container, empty());
    const counters = container === undefined ? cgroups.pod : cgroups.containers.get(container)!;
    const [name, text] = file === 'cpuacct.usage' ? ['cpuacct.usage', content!] : content!.split(' ');
    read(counters, name!, Number(text));
  }
  return pods;
}

function read(counters: Counters, name: string, value: number): void {
  switch (name) {
    case 'cpuacct.usage':
      counters.cpuSeconds = value / 1e9;
      break;
    case 'usage_usec':
      counters.cpuSeconds = value / 1e6;
      break;
    case 'total_rss':
    case 'anon':
      counters.rssBytes = value;
      break;
    case 'nr_periods':
      counters.periods = value;
      break;
    case 'nr_throttled':
      counters.throttledPeriods = value;
      break;
    case 'throttled_time':
      counters.throttledSeconds = value / 1e9;
      break;
    case 'throttled_usec':
      counters.throttledSeconds = value / 1e6;
      break;
  }
}

function empty(): Counters {
  return { cpuSeconds: null, rssBytes: null, periods: null, throttledPeriods: null, throttledSeconds: null };
}
