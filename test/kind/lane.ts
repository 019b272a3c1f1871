import { Clusters, type UpRequest } from '../../src/edge/kind/clusters.ts';
import { clusterImages } from '../../src/edge/kind/images.ts';
import { kubectlPath } from '../../src/edge/kind/kubectl.ts';
import { readyEngine } from '../../src/edge/kind/own-engine.ts';
import { clusterPrefix } from '../../src/edge/kind/ownership.ts';
import type { StepWatcher } from '../../src/edge/kind/steps.ts';
import { kind } from '../../src/edge/tools/catalog.ts';
import type { Machine } from '../../src/edge/tools/machine.ts';
import { obtainTool } from '../../src/edge/tools/obtain.ts';

export const machine: Machine = {
  // What a person has on this machine must not decide which images are tested.
  env: { ...process.env, PEAKPROOF_IMAGES: 'offline' },
  platform: process.platform,
  arch: process.arch,
};
export const node = { path: process.execPath, version: process.versions.node };

/** Clusters of tests alone, so that nobody's own are touched. */
export const lanePrefix = `${clusterPrefix}lane`;

export const stepsOnStderr: StepWatcher = {
  starts() {},
  line() {},
  ends: (name, how, seconds, note) =>
    process.stderr.write(
      `  ${how} ${name} (${seconds.toFixed(1)} s)${note === undefined ? '' : `: ${note}`}\n`,
    ),
};

/** Seconds of every step, by its name. */
export function timedSteps(): { watcher: StepWatcher; seconds: Map<string, number>; said: string[] } {
  const seconds = new Map<string, number>();
  const said: string[] = [];
  return {
    seconds,
    said,
    watcher: {
      ...stepsOnStderr,
      ends(name, how, took, note) {
        seconds.set(name, took);
        said.push(`${how} ${name}${note === undefined ? '' : `: ${note}`}`);
        stepsOnStderr.ends(name, how, took, note);
      },
    },
  };
}

export async function laneRequest(change: Partial<UpRequest> = {}): Promise<UpRequest> {
  const images = await clusterImages(machine, { node, watcher: stepsOnStderr });
  return {
    name: lanePrefix,
    image: images.node,
    ports: [{ containerPort: 30080, hostPort: 28080 }],
    archives: [images.demo.archive],
    sealed: true,
    ...change,
  };
}

export async function laneClusters(abort?: AbortSignal) {
  const tools = {
    kind: (await obtainTool(kind, machine)).path,
    kubectl: await kubectlPath(machine, () => {}),
  };
  const clusters = new Clusters(machine, tools, abort);
  const engine = await readyEngine(machine, { node: node.path });
  const up = (request: UpRequest, watcher: StepWatcher = stepsOnStderr) =>
    clusters.up(request, engine, watcher);
  return { clusters, up };
}
