import { Command } from 'commander';
import { lockedForBench } from '../edge/kind/bench-lock.ts';
import { Clusters } from '../edge/kind/clusters.ts';
import { clusterImages } from '../edge/kind/images.ts';
import { kubectlPath } from '../edge/kind/kubectl.ts';
import { readyEngine } from '../edge/kind/own-engine.ts';
import { benchCluster, benchPorts } from '../edge/target/kubernetes/kind-target.ts';
import { kind } from '../edge/tools/catalog.ts';
import { obtainTool } from '../edge/tools/obtain.ts';
import type { World } from '../world.ts';
import { exitCodes } from './exit-code.ts';
import { buildOptions, onClusters } from './kind-machine.ts';

export function upCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('up')
    .description(
      'Brings up a kind cluster and leaves it: while it is there, all arms of `bench --target kind` share it. A second time it does nothing.',
    )
    .addHelpText(
      'after',
      `
Prints the line that lets kubectl find it. Your own kubeconfig is not touched.
Images are taken offline where \`peakproof offline build\` or \`load\` has made them, and pulled otherwise;
PEAKPROOF_IMAGES=offline or =online decides.

Example:
  eval "$(peakproof up)" && kubectl get nodes`,
    )
    .action(() =>
      onClusters(world, async () => {
        const unlock = await lockedForBench(world, world.pid);
        try {
          const options = buildOptions(world);
          const onProgress = (line: string) => options.watcher.line(line);
          const stop = { abort: world.signal };
          const engine = await readyEngine(world, {
            node: world.node,
            onLine: (line) => world.say(line),
            ...stop,
          });
          const images = await clusterImages(world, options);
          const tools = {
            kind: (await obtainTool(kind, world, { onProgress, ...stop })).path,
            kubectl: await kubectlPath(world, onProgress, world.signal),
          };
          const request = {
            name: benchCluster,
            image: images.node,
            ports: benchPorts,
            archives: [images.demo.archive],
            sealed: images.way === 'offline',
          };
          const cluster = await new Clusters(world, tools, world.signal).up(request, engine, options.watcher);
          world.print(`export KUBECONFIG='${cluster.kubeconfig}'`);
          finish(exitCodes.complete);
        } finally {
          await unlock();
        }
      }),
    );
}
