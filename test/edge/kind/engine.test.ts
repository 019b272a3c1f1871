import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answeringEngine } from '../../../src/edge/kind/engine.ts';
import {
  ownEngineHasData,
  ownEnginePid,
  readyEngine,
  stopOwnEngine,
} from '../../../src/edge/kind/own-engine.ts';
import { machineWith } from '../tools/machines.ts';
import { StandInEngine } from './engine-state.ts';

describe('an engine', () => {
  test('that answers is described', async () => {
    const { machine } = await StandInEngine.new();
    expect((await answeringEngine(machine)).facts).toEqual({
      version: '20.10.24',
      cgroupVersion: 1,
      cores: 2,
      memoryBytes: 8e9,
    });
  });

  test('with distribution words in its version and cgroup v2 is understood', async () => {
    const state = await StandInEngine.new();
    await state.set('info', '{"ServerVersion":"28.1.1+dfsg1-1","CgroupVersion":"2"}');
    expect((await answeringEngine(state.machine)).facts).toMatchObject({
      version: '28.1.1',
      cgroupVersion: 2,
    });
  });

  test('that is too old is refused', async () => {
    const state = await StandInEngine.new();
    await state.set('info', '{"ServerVersion":"19.03.5"}');
    await expect(answeringEngine(state.machine)).rejects.toThrow(/is 19\.03\.5, and clusters need 20\.10\.0/);
  });

  test('that is away is told by what the client says, as JSON or as text', async () => {
    const state = await StandInEngine.new();
    await state.set('info', '{"ServerErrors":["Cannot connect to\\n the daemon"]}');
    expect(await answeringEngine(state.machine)).toEqual({
      facts: null,
      why: 'Cannot connect to the daemon',
    });
    const down = await answeringEngine(await machineWith(['docker-down']));
    expect(down).toEqual({
      facts: null,
      why: 'Cannot connect to the Docker daemon. Is the docker daemon running?',
    });
    const none = await answeringEngine(await machineWith([]));
    expect(none.why).toBe('there is no docker on PATH');
  });
});

describe('an engine of our own', () => {
  test('is not started where DOCKER_HOST names another, or on another system', async () => {
    const remote = await machineWith(['docker-down'], { DOCKER_HOST: 'tcp://build:2375' });
    await expect(readyEngine(remote, { node: process.execPath })).rejects.toThrow(
      /DOCKER_HOST is tcp:\/\/build/,
    );
    const mac = { ...(await machineWith(['docker-down'])), platform: 'darwin' };
    await expect(readyEngine(mac, { node: process.execPath })).rejects.toThrow(/Start Docker/);
  });

  test('is none where nothing was started, or the process has gone', async () => {
    const { machine } = await StandInEngine.new();
    expect(ownEngineHasData(machine)).toBe(false);
    expect(await stopOwnEngine(machine)).toBe('not ours');
    const folder = join(machine.env.XDG_CACHE_HOME!, 'peakproof/engine');
    await mkdir(folder, { recursive: true });
    // A number that somebody else has by now: this test itself.
    await writeFile(join(folder, 'docker.pid'), String(process.pid));
    expect(await ownEnginePid(machine)).toBeNull();
    expect(await stopOwnEngine(machine)).toBe('not ours');
  });
});
