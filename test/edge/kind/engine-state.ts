import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EngineFacts } from '../../../src/edge/kind/engine.ts';
import type { StepWatcher } from '../../../src/edge/kind/steps.ts';
import type { Machine } from '../../../src/edge/tools/machine.ts';
import { programs } from '../tools/machines.ts';

export const engine: EngineFacts = { version: '20.10.24', cgroupVersion: 1, cores: 2, memoryBytes: 8e9 };

/** A machine whose docker, kind and kubectl are stand-ins on an engine that is a folder. */
export class StandInEngine {
  readonly folder: string;
  readonly machine: Machine;
  readonly tools = { kind: join(programs('engine'), 'kind'), kubectl: join(programs('engine'), 'kubectl') };

  private constructor(folder: string) {
    this.folder = folder;
    const path = [programs('engine'), dirname(process.execPath), '/usr/bin', '/bin'].join(':');
    this.machine = {
      env: { PATH: path, XDG_CACHE_HOME: join(folder, 'cache'), ENGINE_STATE: folder },
      platform: 'linux',
      arch: 'x64',
    };
  }

  static async new(): Promise<StandInEngine> {
    return new StandInEngine(await mkdtemp(join(tmpdir(), 'peakproof-engine-')));
  }

  async set(name: 'info' | 'ready' | 'rules' | 'create-ends' | 'registry', text: string): Promise<void> {
    await writeFile(join(this.folder, name), text);
  }

  /** A node of somebody else's making. */
  async addForeignNode(cluster: string): Promise<void> {
    await mkdir(join(this.folder, 'containers'), { recursive: true });
    const node = {
      Id: 'foreign',
      Name: `/${cluster}-control-plane`,
      Created: '2026-01-01T00:00:00Z',
      State: { Running: true },
      Config: { Image: 'kindest/node:v1.30.0', Labels: { 'io.x-k8s.kind.cluster': cluster } },
      HostConfig: { PortBindings: null },
    };
    await writeFile(join(this.folder, 'containers/foreign'), JSON.stringify(node));
  }

  /** Every command so far, each as one line. */
  async log(): Promise<string[]> {
    const path = join(this.folder, 'log');
    if (!existsSync(path)) return [];
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    return lines.map((line) => (JSON.parse(line) as string[]).join(' '));
  }
}

/** Keeps what was said as `done cluster x`, `kept ...`, with the note behind a colon. */
export function listening(): { watcher: StepWatcher; said: string[] } {
  const said: string[] = [];
  return {
    said,
    watcher: {
      starts() {},
      line() {},
      ends: (name, how, _seconds, note) =>
        said.push(`${how} ${name}${note === undefined ? '' : `: ${note}`}`),
    },
  };
}
