import type { TestProject } from 'vitest/node';
import { runProgram } from '../../src/edge/exec/run-program.ts';
import { answeringEngine } from '../../src/edge/kind/engine.ts';
import { ownClusters, removedClusters } from '../../src/edge/kind/existing-clusters.ts';
import { KindError } from '../../src/edge/kind/kind-error.ts';
import { offlineImages } from '../../src/edge/kind/offline/build.ts';
import { readyEngine, stopOwnEngine, systemProgram } from '../../src/edge/kind/own-engine.ts';
import { lanePrefix, machine, node, stepsOnStderr } from './lane.ts';

/** What a machine that starts its own engine lacks; debootstrap makes the root file system of the node. */
const packages = ['docker.io', 'iptables', 'runc', 'debootstrap'];

declare module 'vitest' {
  export interface ProvidedContext {
    /** Why no test on a real cluster can run here; null where they can. */
    noEngine: string | null;
  }
}

/** Installs and starts the engine if it is missing, and makes the images once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const before = (await answeringEngine(machine)).facts;
  if (before === null) await installEngine();
  try {
    await readyEngine(machine, { node: node.path, onLine: say });
  } catch (error) {
    // Also one that was started and never answered: what its kernel is refused, it says in its log.
    if (!(error instanceof KindError)) throw error;
    say(`SKIPPED: no engine can run here. ${error.message}`);
    project.provide('noEngine', error.message);
    return async () => {};
  }
  project.provide('noEngine', null);
  await offlineImages(machine, { node, watcher: stepsOnStderr });
  return async () => {
    const left = (await ownClusters(machine))
      .map(({ name }) => name)
      .filter((name) => name.startsWith(lanePrefix));
    await removedClusters(machine, left);
    if (before === null) say(`engine: ${await stopOwnEngine(machine)}`);
  };
}

async function installEngine(): Promise<void> {
  const aptGet = systemProgram('apt-get', machine);
  const root = (await runProgram(['id', '-u'])).stdout.trim() === '0';
  const missing = ['dockerd', 'runc', 'iptables', 'debootstrap'].filter(
    (name) => systemProgram(name, machine) === null,
  );
  if (aptGet === null || !root || missing.length === 0) return;
  say(`installing ${packages.join(', ')}: there is no ${missing.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram([aptGet, 'update', '-qq'], { env, timeoutSeconds: 300 });
  await runProgram([aptGet, 'install', '--yes', '-qq', '--no-install-recommends', ...packages], {
    env,
    timeoutSeconds: 600,
  });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
