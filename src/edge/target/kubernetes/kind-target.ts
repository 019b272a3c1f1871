import type { TrialPlan } from '../../../core/model/plan.ts';
import type { Clock } from '../../clock.ts';
import { Clusters } from '../../kind/clusters.ts';
import { clusterImages } from '../../kind/images.ts';
import type { PortMapping } from '../../kind/kind-config.ts';
import { kubectlPath } from '../../kind/kubectl.ts';
import type { NodeProgram } from '../../kind/offline/demo-image.ts';
import { imageNames } from '../../kind/offline/versions.ts';
import { readyEngine } from '../../kind/own-engine.ts';
import { clusterPrefix } from '../../kind/ownership.ts';
import { type StepWatcher, step } from '../../kind/steps.ts';
import { kind } from '../../tools/catalog.ts';
import type { Machine } from '../../tools/machine.ts';
import { obtainTool } from '../../tools/obtain.ts';
import type { ObservationSink, RunningArm, Target } from '../target.ts';
import { KubernetesTarget } from './kubernetes-target.ts';
import { nodePorts } from './manifests/names.ts';
import { roomForPods } from './node-room.ts';
import { CgroupUsageObserver } from './observe/cgroup-usage.ts';

/** The cluster that benches run on; one at a time, because two would share the cores. */
export const benchCluster = `${clusterPrefix}bench`;
/** On 127.0.0.1 and with the numbers of the node's ports, so that a person finds the services. */
export const benchPorts: readonly PortMapping[] = nodePorts.map((port) => ({
  containerPort: port,
  hostPort: port,
}));

export interface KindSettings {
  machine: Machine;
  node: NodeProgram;
  clock: Clock;
  watcher: StepWatcher;
  /** What all pods ask for together at the worst moment. */
  podCores: number;
  /** Another name or other ports than a bench's; for tests that run beside one. */
  cluster?: string;
  ports?: readonly PortMapping[];
}

/**
 * Any cluster, with its bring-up on this machine: made before the first trial, removed after the last. One that was up
 * before (`peakproof up`) stays up.
 */
export class KindTarget implements Target {
  readonly name = 'kind';
  readonly #settings: KindSettings;
  #clusters: Clusters | null = null;
  #madeHere = false;
  #inner: KubernetesTarget | null = null;

  constructor(settings: KindSettings) {
    this.#settings = settings;
  }

  /** @throws KindError that names the step that failed */
  async open(signal: AbortSignal): Promise<{ kubernetes: string | null }> {
    const { machine, node, clock, watcher } = this.#settings;
    const progress = (line: string) => watcher.line(line);
    const engine = await readyEngine(machine, { node: node.path, onLine: progress, abort: signal });
    const images = await clusterImages(machine, { node, watcher, abort: signal });
    const kubectl = await kubectlPath(machine, progress, signal);
    const kindTool = await obtainTool(kind, machine, { onProgress: progress, abort: signal });
    const ports = this.#settings.ports ?? benchPorts;
    this.#clusters = new Clusters(machine, { kind: kindTool.path, kubectl }, signal);
    const found = (await this.#clusters.status()).find(({ name }) => name === this.#name);
    // From here on there may be something to remove, also where the bring-up fails half-way.
    this.#madeHere = found?.state !== 'healthy';
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
    const shell = ['docker', 'exec', '--interactive', cluster.node, 'sh', '-c'];
    this.#inner = new KubernetesTarget(
      {
        name: 'kind',
        access: { kubectl, kubeconfig: cluster.kubeconfig, context: null, env: machine.env },
        images: { demo: images.demo.name, haproxy: imageNames.haproxy, dns: imageNames.coredns },
        urlOf: (nodePort) => `http://127.0.0.1:${hostPort(ports, nodePort)}`,
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
    const opened = await this.#inner.open();
    const room = async () => {
      const note = await roomForPods(this.#settings.podCores, cluster.node, this.#inner!.api, machine);
      return note === null ? { value: null, how: 'kept' as const } : { value: null, note };
    };
    await step('room for the pods', watcher, 'Run `npm run bench -- --resume` to go on.', room, signal);
    return opened;
  }

  async bringUp(plan: TrialPlan, sink: ObservationSink, signal: AbortSignal): Promise<RunningArm> {
    return this.#inner!.bringUp(plan, sink, signal);
  }

  async close(keep: boolean): Promise<void> {
    const goes = this.#madeHere && !keep;
    // What is on the cluster goes with it.
    await this.#inner?.close(keep || goes);
    if (goes) await this.#clusters!.down([this.#name]);
  }

  get #name(): string {
    return this.#settings.cluster ?? benchCluster;
  }
}

function hostPort(ports: readonly PortMapping[], nodePort: number): number {
  const mapping = ports.find(({ containerPort }) => containerPort === nodePort);
  if (mapping === undefined) throw new TypeError(`node port ${nodePort} is not mapped to this machine`);
  return mapping.hostPort;
}
