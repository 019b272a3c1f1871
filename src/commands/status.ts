import { Command } from 'commander';
import { answeringEngine } from '../edge/kind/engine.ts';
import { ownClusters } from '../edge/kind/existing-clusters.ts';
import { ownEnginePid } from '../edge/kind/own-engine.ts';
import type { World } from '../world.ts';
import { exitCodes } from './exit-code.ts';
import { onClusters } from './kind-machine.ts';
import { textTable } from './text-table.ts';

export function statusCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('status')
    .description('Lists the clusters that peakproof made, and the engine they run on. Changes nothing.')
    .option('--json', 'the same as JSON')
    .addHelpText('after', '\nExample:\n  peakproof status')
    .action(({ json }: { json?: boolean }) =>
      onClusters(world, async () => {
        const { facts, why } = await answeringEngine(world);
        const clusters = facts === null ? [] : await ownClusters(world);
        const startedByUs = (await ownEnginePid(world)) !== null;
        if (json === true) {
          const engine = facts === null ? null : { ...facts, startedByUs };
          world.print(JSON.stringify({ engine, clusters }, null, 2));
          finish(exitCodes.complete);
          return;
        }
        world.print(
          facts === null
            ? `No Docker engine answers: ${why}`
            : `Docker ${facts.version}, cgroup v${facts.cgroupVersion}${startedByUs ? ', started by peakproof' : ''}`,
        );
        if (clusters.length === 0) world.print('No cluster of ours.');
        else
          world.print(
            textTable(
              ['cluster', 'state', 'node image', 'ports on 127.0.0.1', 'kubeconfig'],
              clusters.map(({ name, state, problem, image, ports, kubeconfig }) => [
                name,
                problem === null ? state : `${state}: ${problem}`,
                image,
                ports.map(({ hostPort }) => hostPort).join(' '),
                kubeconfig,
              ]),
              'lllll',
            ),
          );
        finish(exitCodes.complete);
      }),
    );
}
