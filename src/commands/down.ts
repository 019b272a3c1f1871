import { Command } from 'commander';
import { benchProcess } from '../edge/kind/bench-lock.ts';
import { answeringEngine } from '../edge/kind/engine.ts';
import { removedClusters } from '../edge/kind/existing-clusters.ts';
import { ownEngineHasData, readyEngine, stopOwnEngine } from '../edge/kind/own-engine.ts';
import { isBenchCluster } from '../edge/target/kubernetes/kind-target.ts';
import type { World } from '../world.ts';
import { CommandError, exitCodes } from './exit-code.ts';
import { onClusters } from './kind-machine.ts';

export function downCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('down')
    .description('Removes the clusters that peakproof made, also after a crash, and nothing else.')
    .argument('[names...]', 'clusters to remove, as `peakproof status` prints them (default: all of ours)')
    .option('--keep-engine', 'leave a Docker engine running that peakproof started')
    .addHelpText(
      'after',
      `
A cluster that a bench runs on is not taken from under it. A Docker engine that peakproof itself started is stopped with the last cluster, if nothing else runs on it.

Example:
  peakproof down`,
    )
    .action((names: string[], { keepEngine }: { keepEngine?: boolean }) =>
      onClusters(world, async () => {
        await refuseUsed(world, names);
        const { facts } = await answeringEngine(world);
        if (facts === null && !ownEngineHasData(world)) {
          world.say('No Docker engine answers, and peakproof never started one: there is nothing to remove.');
          finish(exitCodes.complete);
          return;
        }
        // What our own engine left when it died can only be removed by it.
        if (facts === null) await readyEngine(world, { node: world.node, onLine: (line) => world.say(line) });
        const removed = await removedClusters(world, names.length === 0 ? undefined : names);
        const unknown = names.filter((name) => !removed.includes(name));
        for (const name of removed) world.print(`${name} removed`);
        if (unknown.length > 0)
          world.say(
            `peakproof: ${unknown.join(', ')}: no such cluster of ours, so nothing was removed for it. \`peakproof status\` lists them.`,
          );
        else if (removed.length === 0) world.say('There is no cluster of ours.');
        if (names.length === 0 && keepEngine !== true) {
          const engine = await stopOwnEngine(world);
          if (engine === 'stopped') world.say('The Docker engine that peakproof started is stopped.');
          if (engine === 'in use')
            world.say('The Docker engine that peakproof started is left: other containers run on it.');
        }
        finish(unknown.length > 0 ? exitCodes.usage : exitCodes.complete);
      }),
    );
}

/** Throws a CommandError where a cluster would go from under a bench; no name means all of them. */
async function refuseUsed(world: World, names: readonly string[]): Promise<void> {
  const pid = await benchProcess(world);
  const used = names.filter(isBenchCluster);
  if (pid === null || (names.length > 0 && used.length === 0)) return;
  throw new CommandError(
    `Process ${pid} (a bench, a capacity search or \`up\`) runs on ${used.length === 0 ? 'a cluster of ours' : used.join(', ')}, and its trial would be lost; nothing was removed. Wait for it to end, or stop it with Ctrl-C where it runs: it removes its cluster itself.`,
  );
}
