import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programEnding, runProgram } from '../exec/run-program.ts';
import type { Machine } from '../tools/machine.ts';
import { installMetricsServer, keepNamesInside } from './addons.ts';
import type { EngineFacts } from './engine.ts';
import { requireSealed } from './firewall.ts';
import { kindFolders } from './folders.ts';
import { requireFreePorts } from './host-port.ts';
import { type ClusterConfig, kindConfig, type PortMapping } from './kind-config.ts';
import { KindError } from './kind-error.ts';
import { type Kubectl, kubectlFor } from './kubectl.ts';
import { ensureNetwork, removeNetwork } from './network.ts';
import { type NodeContainer, nodeContainers } from './node-container.ts';
import { networkName } from './ownership.ts';
import { type StepWatcher, step } from './steps.ts';

/** A cluster of ours that runs. */
export interface Cluster {
  readonly name: string;
  /** A file that only the owner reads; nobody's own kubeconfig is touched. */
  readonly kubeconfig: string;
  /** Name of the container that is its node. */
  readonly node: string;
  readonly ports: readonly PortMapping[];
}

export interface ClusterStatus extends Cluster {
  readonly image: string;
  readonly createdAt: string;
  readonly state: 'healthy' | 'stopped' | 'broken';
  /** What is wrong, in a sentence; null where it is healthy. */
  readonly problem: string | null;
}

export interface UpRequest extends ClusterConfig {
  /** Images to load into the new cluster, each an archive as `docker save` writes it. */
  readonly archives: readonly string[];
  /** Nothing may leave the node, and names are asked of nobody outside. */
  readonly sealed: boolean;
}

export interface ClusterTools {
  readonly kind: string;
  readonly kubectl: string;
}

const createSeconds = 300;
const goOn = 'Run `peakproof up` again once it is mended; `peakproof down` removes what is left.';

/** Brings clusters of ours up and down. All that it remembers are names and labels in the engine. */
export class Clusters {
  readonly #machine: Machine;
  readonly #tools: ClusterTools;
  readonly #abort: AbortSignal | undefined;

  constructor(machine: Machine, tools: ClusterTools, abort?: AbortSignal) {
    this.#machine = machine;
    this.#tools = tools;
    this.#abort = abort;
  }

  kubectl(cluster: Pick<Cluster, 'kubeconfig'>): Kubectl {
    return kubectlFor(this.#tools.kubectl, cluster.kubeconfig, this.#machine, this.#abort);
  }

  /**
   * A healthy cluster of this name, image and ports: the one that runs, or a new one. A leftover that is broken or
   * different is said and replaced.
   * @throws KindError with the step that failed; `configuration` if a host port is taken or the name is somebody else's
   */
  async up(request: UpRequest, engine: EngineFacts, watcher: StepWatcher): Promise<Cluster> {
    const left = (await this.status()).find(({ name }) => name === request.name);
    if (left !== undefined) {
      const why = left.problem ?? differenceOf(left, request);
      if (why === null) {
        watcher.ends(`cluster ${request.name}`, 'kept', 0);
        await this.#loadArchives(request, watcher);
        return left;
      }
      const work = async () => ({ value: await this.#removed(left.name), note: why });
      await step(`remove the leftover cluster ${left.name}`, watcher, goOn, work, this.#abort);
    }
    await requireFreePorts(
      request.ports.map(({ hostPort }) => hostPort),
      this.#machine,
    );
    const cluster = await this.#created(request, engine, watcher);
    await this.#loadArchives(request, watcher);
    const kubectl = this.kubectl(cluster);
    if (request.sealed)
      await this.#step('nothing leaves the cluster', watcher, async () => {
        await requireSealed(cluster.node, this.#machine);
        await keepNamesInside(kubectl);
      });
    await this.#step('metrics-server', watcher, () => installMetricsServer(kubectl));
    return cluster;
  }

  /** Every cluster of ours, healthy or not. */
  async status(): Promise<ClusterStatus[]> {
    const containers = (await nodeContainers(this.#machine)).filter(({ ours }) => ours);
    return Promise.all(containers.map((container) => this.#statusOf(container)));
  }

  /**
   * Removes clusters of ours, by default all of them, also those that a crash has left half made.
   * @returns their names
   */
  async down(names?: readonly string[]): Promise<string[]> {
    const containers = (await nodeContainers(this.#machine)).filter(({ ours }) => ours);
    const chosen = containers.filter(({ cluster }) => names === undefined || names.includes(cluster));
    const removed = [...new Set(chosen.map(({ cluster }) => cluster))];
    for (const name of removed) await this.#removed(name);
    if (chosen.length === containers.length) await removeNetwork(this.#machine);
    return removed;
  }

  async #created(request: UpRequest, engine: EngineFacts, watcher: StepWatcher): Promise<Cluster> {
    const theirs = (await nodeContainers(this.#machine)).find(({ cluster }) => cluster === request.name);
    if (theirs !== undefined)
      throw new KindError(
        'configuration',
        `There is a cluster ${request.name} that peakproof did not make (container ${theirs.name}, image ${theirs.image}). It is left alone: remove it with \`kind delete cluster --name ${request.name}\`, or choose another name.`,
      );
    const kubeconfig = this.#kubeconfig(request.name);
    await this.#step(`cluster ${request.name}`, watcher, async () => {
      await mkdir(join(kubeconfig, '..'), { recursive: true, mode: 0o700 });
      const config = join(kubeconfig, '..', 'kind.yaml');
      await writeFile(config, await kindConfig(request, engine));
      await ensureNetwork(this.#machine);
      await this.#kind(
        ['create', 'cluster', '--config', config, '--kubeconfig', kubeconfig, '--wait', '120s'],
        watcher,
      );
    });
    return { name: request.name, kubeconfig, node: nodeOf(request.name), ports: request.ports };
  }

  async #loadArchives({ archives, name }: UpRequest, watcher: StepWatcher): Promise<void> {
    for (const archive of archives)
      await this.#step('service images', watcher, () =>
        this.#kind(['load', 'image-archive', archive, '--name', name], watcher),
      );
  }

  async #statusOf(container: NodeContainer): Promise<ClusterStatus> {
    const { cluster: name, image, createdAt, ports } = container;
    const kubeconfig = this.#kubeconfig(name);
    const facts = { name, kubeconfig, node: container.name, image, createdAt, ports };
    if (!container.running) return { ...facts, state: 'stopped', problem: 'its node is stopped' };
    const ready = [
      'get',
      'nodes',
      '--output',
      'jsonpath={.items[*].status.conditions[?(@.type=="Ready")].status}',
    ];
    const ending = await programEnding(
      [this.#tools.kubectl, '--kubeconfig', kubeconfig, '--request-timeout=5s', ...ready],
      {
        env: this.#machine.env,
        timeoutSeconds: 20,
      },
    );
    if (ending.exitCode !== 0)
      return {
        ...facts,
        state: 'broken',
        problem: `its API server does not answer: ${lastLine(ending.stderr)}`,
      };
    if (ending.stdout.trim() !== 'True')
      return { ...facts, state: 'broken', problem: 'its node is not Ready' };
    return { ...facts, state: 'healthy', problem: null };
  }

  async #removed(name: string): Promise<void> {
    const kubeconfig = this.#kubeconfig(name);
    // Not to be interrupted: half removed is what this is here to prevent.
    await runProgram([this.#tools.kind, 'delete', 'cluster', '--name', name, '--kubeconfig', kubeconfig], {
      env: this.#environment(),
      timeoutSeconds: createSeconds,
    });
    await rm(join(kubeconfig, '..'), { recursive: true, force: true });
  }

  async #kind(args: readonly string[], watcher: StepWatcher): Promise<void> {
    await runProgram([this.#tools.kind, ...args], {
      env: this.#environment(),
      timeoutSeconds: createSeconds,
      onLine: (line) => watcher.line(line),
      ...(this.#abort === undefined ? {} : { abort: this.#abort }),
    });
  }

  #environment(): Machine['env'] {
    return { ...this.#machine.env, KIND_EXPERIMENTAL_DOCKER_NETWORK: networkName };
  }

  #kubeconfig(name: string): string {
    return join(kindFolders(this.#machine).clusters, name, 'kubeconfig');
  }

  #step(name: string, watcher: StepWatcher, work: () => Promise<void>): Promise<void> {
    return step(name, watcher, goOn, async () => ({ value: await work() }), this.#abort);
  }
}

function nodeOf(cluster: string): string {
  return `${cluster}-control-plane`;
}

/** Why a cluster that runs is not the one that is asked for; null where it is. */
function differenceOf(left: ClusterStatus, wanted: ClusterConfig): string | null {
  if (left.image !== wanted.image) return `it was made from ${left.image}`;
  const text = (ports: readonly PortMapping[]) =>
    ports
      .map(({ containerPort, hostPort }) => `${hostPort}→${containerPort}`)
      .sort()
      .join(', ');
  const [has, needs] = [text(left.ports), text(wanted.ports)];
  return has === needs ? null : `its ports are ${has || 'none'} and not ${needs || 'none'}`;
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
