import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runProgram } from '../exec/run-program.ts';
import type { Machine } from '../tools/machine.ts';
import { installMetricsServer, keepNamesInside } from './addons.ts';
import type { EngineFacts } from './engine.ts';
import {
  type Cluster,
  type ClusterStatus,
  kubeconfigOf,
  ownClusters,
  removedClusters,
} from './existing-clusters.ts';
import { requireSealed } from './firewall.ts';
import { requireFreePorts } from './host-port.ts';
import { type ClusterConfig, kindConfig, type PortMapping } from './kind-config.ts';
import { KindError } from './kind-error.ts';
import { type Kubectl, kubectlFor } from './kubectl.ts';
import { imagesIn, imagesOn, nodeName } from './loaded-images.ts';
import { ensureNetwork } from './network.ts';
import { nodeContainers } from './node-container.ts';
import { hasImage } from './offline/node-image.ts';
import { networkName } from './ownership.ts';
import { type StepWatcher, step } from './steps.ts';

export type { Cluster, ClusterStatus };

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
    const found = await this.#usable(request, watcher);
    if (found !== null) return this.#equipped(found, request, watcher);
    await requireFreePorts(
      request.ports.map(({ hostPort }) => hostPort),
      this.#machine,
    );
    try {
      return await this.#equipped(await this.#created(request, engine, watcher), request, watcher);
    } catch (error) {
      // Whoever interrupts wants nothing left; after a failure the cluster is there to be looked at.
      if (this.#abort?.aborted) await this.down([request.name]);
      throw error;
    }
  }

  /** The cluster that is asked for, if it runs. One of its name that is broken or different is removed. */
  async #usable(request: UpRequest, watcher: StepWatcher): Promise<Cluster | null> {
    const left = (await this.status()).find(({ name }) => name === request.name);
    if (left === undefined) return null;
    const why = left.problem ?? differenceOf(left, request);
    if (why === null) {
      const kept = async () => ({ value: await this.#kept(left), how: 'kept' as const });
      await step(`cluster ${request.name}`, watcher, goOn, kept, this.#abort);
      return left;
    }
    const work = async () => ({ value: await this.down([left.name]), note: why });
    await step(`remove the leftover cluster ${left.name}`, watcher, goOn, work, this.#abort);
    return null;
  }

  /** What every cluster of ours has. Nothing happens to what is there already, also after an `up` that was cut short. */
  async #equipped(cluster: Cluster, request: UpRequest, watcher: StepWatcher): Promise<Cluster> {
    const kubectl = this.kubectl(cluster);
    await this.#loadArchives(request, watcher);
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
    return ownClusters(this.#machine);
  }

  /**
   * Removes clusters of ours, by default all of them.
   * @returns their names
   */
  async down(names?: readonly string[]): Promise<string[]> {
    return removedClusters(this.#machine, names);
  }

  async #created(request: UpRequest, engine: EngineFacts, watcher: StepWatcher): Promise<Cluster> {
    const theirs = (await nodeContainers(this.#machine)).find(({ cluster }) => cluster === request.name);
    if (theirs !== undefined)
      throw new KindError(
        'configuration',
        `There is a cluster ${request.name} that peakproof did not make (container ${theirs.name}, image ${theirs.image}). It is left alone: remove it with \`kind delete cluster --name ${request.name}\`, or choose another name.`,
      );
    const kubeconfig = kubeconfigOf(request.name, this.#machine);
    await this.#step(`cluster ${request.name}`, watcher, async () => {
      await mkdir(dirname(kubeconfig), { recursive: true, mode: 0o700 });
      const config = join(dirname(kubeconfig), 'kind.yaml');
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
    const load = async (archive: string) => {
      const names = await imagesIn(archive, this.#machine);
      const present = await imagesOn(nodeOf(name), this.#machine);
      if (names.length > 0 && names.every((image) => present.has(image)))
        return { value: undefined, how: 'kept' as const };
      return { value: await this.#kind(['load', 'image-archive', archive, '--name', name], watcher) };
    };
    for (const archive of archives)
      await step('service images', watcher, goOn, () => load(archive), this.#abort);
  }

  /**
   * Puts images of the user's own into the node: those that the engine has. What it does not have, an online node pulls
   * when a pod wants it; an offline one cannot.
   * @throws KindError that names every image that is nowhere
   */
  async loadOwn(
    name: string,
    images: readonly string[],
    way: 'offline' | 'online',
    watcher: StepWatcher,
  ): Promise<void> {
    if (images.length === 0) return;
    const here: string[] = [];
    for (const image of images) if (await hasImage(image, this.#machine)) here.push(image);
    const missing = images.filter((image) => !here.includes(image));
    const present = missing.length === 0 ? new Set<string>() : await imagesOn(nodeOf(name), this.#machine);
    const nowhere = missing.filter((image) => !present.has(nodeName(image)));
    if (nowhere.length > 0 && way === 'offline')
      throw new KindError(
        'configuration',
        `The engine has no image ${nowhere.join(', ')}, and this cluster reaches no registry. Build it (\`docker build -t NAME .\`), or load it (\`docker load -i FILE\`); \`docker images\` lists what there is.`,
      );
    if (here.length > 0)
      await this.#step(`images of your own: ${here.join(', ')}`, watcher, () =>
        this.#kind(['load', 'docker-image', ...here, '--name', name], watcher),
      );
  }

  /** Its kubeconfig may have been lost with the cache folder. */
  async #kept({ name, kubeconfig }: Cluster): Promise<void> {
    if (existsSync(kubeconfig)) return;
    await mkdir(dirname(kubeconfig), { recursive: true, mode: 0o700 });
    await runProgram([this.#tools.kind, 'export', 'kubeconfig', '--name', name, '--kubeconfig', kubeconfig], {
      env: this.#environment(),
      timeoutSeconds: 60,
    });
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
