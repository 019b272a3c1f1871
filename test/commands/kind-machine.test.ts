import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onClusters } from '../../src/commands/kind-machine.ts';
import { KindError } from '../../src/edge/kind/kind-error.ts';
import type { World } from '../../src/world.ts';
import { StandInEngine } from '../edge/kind/engine-state.ts';

let state: StandInEngine;
let world: World;
let said: string[];
let engines: ChildProcess[];
beforeEach(async () => {
  state = await StandInEngine.new();
  said = [];
  engines = [];
  world = { ...state.machine, say: (line: string) => said.push(line) } as unknown as World;
});
afterEach(() => {
  for (const engine of engines) engine.kill('SIGKILL');
});

/** A process that stands for a dockerd of ours: it has the path of its id on its command line. */
async function startEngine(): Promise<ChildProcess> {
  const folder = join(state.machine.env.XDG_CACHE_HOME!, 'peakproof/engine');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'docker.pid');
  const engine = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', file], { stdio: 'ignore' });
  engines.push(engine);
  await writeFile(file, String(engine.pid));
  return engine;
}
const isAlive = (engine: ChildProcess) => engine.exitCode === null && engine.signalCode === null;

describe('work on clusters', () => {
  it('stops the engine that it had to start, and says so', async () => {
    const engine = await onClusters(world, startEngine);
    expect(isAlive(engine)).toBe(false);
    expect(said).toEqual(['The Docker engine that was started for this is stopped.']);
  });

  it('stops it also where the work failed, and gives the sentence with its exit code', async () => {
    const failing = onClusters(world, async () => {
      await startEngine();
      throw new KindError('configuration', 'no room');
    });
    await expect(failing).rejects.toMatchObject({ message: 'no room', exitCode: 2 });
    expect(isAlive(engines[0]!)).toBe(false);
  });

  it('leaves an engine that was there before', async () => {
    const engine = await startEngine();
    await onClusters(world, async () => {});
    expect(isAlive(engine)).toBe(true);
    expect(said).toEqual([]);
  });

  it('leaves it to a cluster that stays on it', async () => {
    await state.addForeignNode('somebody');
    const engine = await onClusters(world, startEngine);
    expect(isAlive(engine)).toBe(true);
  });
});
