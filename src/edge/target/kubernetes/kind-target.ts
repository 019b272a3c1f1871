import type { TrialPlan } from '../../../core/model/plan.ts';
import type { Clock } from '../../clock.ts';
import { lockedForBench } from '../../kind/bench-lock.ts';
import { Clusters } from '../../kind/clusters.ts';
import { clusterImages } from '../../kind/images.ts';
import type { PortMapping } from '../../kind/kind-config.ts';
import { KindError } from '../../kind/kind-error.ts';
import { kubectlPath } from '../../kind/kubectl.ts';
import type { NodeProgram } from '../../kind/offline/demo-image.ts';
import { imageNames } from '../../kind/offline/versions.ts';
import { readyEngine } from '../../kind/own-engine.ts';
import { clusterPrefix } from '../../kind/ownership.ts';
import { type StepWatcher, step } from '../../kind/steps.ts';
import { kind } from '../../tools/catalog.ts';
import type { Machine } from '../../tools/machine.ts';
import { obtainTool } from '../../tools/obtain.ts';
import type { ObservationSink, Place, RunningArm, Target } from '../target.ts';
import { KubernetesTarget } from './kubernetes-target.ts';
import { nodePorts } from './manifests/names.ts';
import { roomForPods } from './node-room.ts';
import { CgroupUsageObserver } from './observe/cgroup-usage.ts';
import { ShellNodeObserver } from './observe/node-shell.ts';

/** The cluster that `up` leaves; while it is there, all arms of a bench run on it. */
export const benchCluster = `${clusterPrefix}bench`;
/** What a host's name may be long, less what kind appends and what ours begin with. */
const longestArm = 30;

/** The cluster of one arm, made for a block of its trials; one at a time, because two would share the cores. */
export function armCluster(arm: string): string {
  return `${benchCluster}-${arm
    .toLowerCase()
    .replace(/[^a-z0-9.-]/g, '-')
    .slice(0, longestArm)
    .replace(/[.-]+$/, '')}`;
}

/** Whether a cluster's name is one that benches, and `up`, give. */
export function isBenchCluster(name: string): boolean {
  return name === benchCluster || name.startsWith(`${benchCluster}-`);
}

/** On 127.0.0.1 and with the numbers of the node's ports, so that a person finds the services. */
export const benchPorts: readonly PortMapping[] = nodePorts.map((port) => ({
  containerPort: port,
  hostPort: port,
}));

export interface KindSettings {
  machine: Machine;
  /** The process that the clusters are held for. */
  pid: number;
  node: NodeProgram;
  clock: Clock;
  watcher: StepWatcher;
  /** What all pods ask for together at the worst moment. */
  podCores: number;
  /** Images of the user's own services. */
  ownImages?: readonly string[];
  /** Where manifests of the user's own are; null where the campaign has none. */
  campaignFolder?: string | null;
  /** Another name or other ports than a bench's; for tests that run beside one. */
  cluster?: string;
  ports?: readonly PortMapping[];
}

/**
 * Any cluster, with its bring-up on this machine: made for a block of one arm's trials, and removed after them. One that
 * was left by `peakproof up` serves all blocks, and stays up.
 */
export class KindTarget implements Target {
  readonly name = 'kind';
  readonly #settings: KindSettings;
  #clusters: Clusters | null = null;
  #name = benchCluster;
  #inner: KubernetesTarget | null = null;
  #unlock: (() => Promise<void>) | null = null;

  constructor(settings: KindSettings) {
    this.#settings = settings;
  }

  /** @throws KindError that names the step that failed */
  async open(arm: string | null, signal: AbortSignal): Promise<Place> {
    const { machine, node, clock, watcher } = this.#settings;
    const progress = (line: string) => watcher.line(line);
    if (this.#settings.cluster === undefined)
      this.#unlock = await lockedForBench(machine, this.#settings.pid);
    const engine = await readyEngine(machine, { node: node.path, onLine: progress, abort: signal });
    const images = await clusterImages(machine, { node, watcher, abort: signal });
    const kubectl = await kubectlPath(machine, progress, signal);
    const kindTool = await obtainTool(kind, machine, { onProgress: progress, abort: signal });
    const ports = this.#settings.ports ?? benchPorts;
    this.#clusters = new Clusters(machine, { kind: kindTool.path, kubectl }, signal);
    this.#name = await this.#chosenCluster(arm, this.#clusters);
    const cluster = await this.#clusters.up(
      {
        name: this.#name,
        image: images.node,
        ports,
        archives: [images.demo.archive],
        sealed: images.way === 'offline',
      },
      engine,
      watcher,
    );
    await this.#clusters.loadOwn(this.#name, this.#settings.ownImages ?? [], images.way, watcher);
    const shell = ['docker', 'exec', '--interactive', cluster.node, 'sh', '-c'];
    this.#inner = new KubernetesTarget(
      {
        name: 'kind',
        access: { kubectl, kubeconfig: cluster.kubeconfig, context: null, env: machine.env },
        images: { demo: images.demo.name, haproxy: imageNames.haproxy, dns: imageNames.coredns },
        urlsOf: (_service, nodePort) => [`http://127.0.0.1:${hostPort(ports, nodePort)}`],
        reachAdvice:
          'Is `port` in the campaign the one that the container listens on, on all addresses and not on 127.0.0.1 alone?',
        campaignFolder: this.#settings.campaignFolder ?? null,
        node: (scene) => new ShellNodeObserver(scene, cluster.node, shell, machine.env),
        usage: (scene, pods) =>
          new CgroupUsageObserver(
            scene,
            () => scene.services.flatMap((service) => pods.podsOf(service)),
            shell,
            machine.env,
          ),
      },
      clock,
    );
    const { kubernetes } = await this.#inner.open();
    const room = async () => {
      const note = await roomForPods(this.#settings.podCores, cluster.node, this.#inner!.api, machine);
      return note === null ? { value: null, how: 'kept' as const } : { value: null, note };
    };
    await step(
      'room for the pods',
      watcher,
      'Then run the same again; what was recorded is kept, and goes on with --resume.',
      room,
      signal,
    );
    const createdAt = (await this.#clusters.status()).find(({ name }) => name === this.#name)?.createdAt;
    return {
      kubernetes,
      cluster: createdAt === undefined ? null : { name: this.#name, createdAt },
    };
  }

  async bringUp(plan: TrialPlan, sink: ObservationSink, signal: AbortSignal): Promise<RunningArm> {
    return this.#inner!.bringUp(plan, sink, signal);
  }

  async close(keep: boolean): Promise<void> {
    const goes = this.#name !== benchCluster && !keep;
    // What is on the cluster goes with it.
    await this.#inner?.close(keep || goes);
    this.#inner = null;
    if (goes) await this.#clusters?.down([this.#name]);
    // The next block may be refused, and then has no cluster to remove.
    this.#clusters = null;
    this.#name = benchCluster;
    await this.#unlock?.();
    this.#unlock = null;
  }

  /**
   * The one that `up` has left, else the arm's own. Others that benches made stand on the ports: one that was kept is not
   * removed behind a person's back.
   */
  async #chosenCluster(arm: string | null, clusters: Clusters): Promise<string> {
    if (this.#settings.cluster !== undefined) return this.#settings.cluster;
    const found = await clusters.status();
    if (arm === null || found.some(({ name, state }) => name === benchCluster && state === 'healthy'))
      return benchCluster;
    const own = armCluster(arm);
    const others = found
      .map(({ name }) => name)
      .filter((name) => name !== own && name.startsWith(`${benchCluster}-`));
    if (others.length === 0) return own;
    throw new KindError(
      'configuration',
      `There is the cluster ${others.join(' ')} on the ports that ${own} needs: it was kept with --keep, or is left of a bench that was ended by force. Remove it with \`peakproof down ${others.join(' ')}\`.`,
    );
  }
}

function hostPort(ports: readonly PortMapping[], nodePort: number): number {
  const mapping = ports.find(({ containerPort }) => containerPort === nodePort);
  if (mapping === undefined) throw new TypeError(`node port ${nodePort} is not mapped to this machine`);
  return mapping.hostPort;
}
