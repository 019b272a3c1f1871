import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { runProgram } from '../../src/edge/exec/run-program.ts';
import { packedParcel } from '../../src/edge/kind/offline/pack.ts';
import { systemProgram } from '../../src/edge/kind/own-engine.ts';
import { packageRoot } from '../../src/edge/package-root.ts';
import { machine, node, stepsOnStderr } from './lane.ts';

/** The command line in a machine of its own: no network device but loopback, an engine and a cache of its own, no Go. */
const script = `
set -u
mount -t tmpfs tmpfs /run
ip link set lo up
peakproof() { echo "== $*"; node bin/peakproof.js "$@"; echo "== exit $?"; }
trap 'node bin/peakproof.js down >/dev/null 2>&1' EXIT
echo "devices: $(ip -o link | cut -d: -f2 | tr -d '\\n')"
peakproof offline load "$PARCEL"
peakproof up
peakproof up
peakproof status --json
kill -KILL "$(cat "$XDG_CACHE_HOME/peakproof/engine/docker.pid")"
sleep 1
peakproof down
trap - EXIT
echo "engine: $(cat "$XDG_CACHE_HOME/peakproof/engine/docker.pid" 2>/dev/null)"
ls "$XDG_CACHE_HOME/peakproof/clusters"
`;

const possible =
  inject('noEngine') === null &&
  process.getuid?.() === 0 &&
  ['unshare', 'ip', 'dockerd'].every((name) => systemProgram(name, machine) !== null);

test.skipIf(!possible)(
  'a machine without any network makes a cluster from a packed file, and is clean after a crash of its engine',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'peakproof-air-gap-'));
    try {
      const parcel = join(folder, 'parcel.tar');
      await packedParcel(parcel, machine, { node, watcher: stepsOnStderr });
      const bytes = (await stat(parcel)).size;
      process.stderr.write(`  parcel: ${Math.round(bytes / 1e6)} MB\n`);
      const ending = await runProgram(
        ['unshare', '--mount', '--net', '--propagation', 'private', 'bash', '-c', script],
        {
          cwd: packageRoot(),
          env: {
            PATH: `${join(process.execPath, '..')}:/usr/bin:/bin:/usr/sbin:/sbin`,
            HOME: folder,
            XDG_CACHE_HOME: join(folder, 'cache'),
            PARCEL: parcel,
          },
          timeoutSeconds: 600,
          onLine: (line) => process.stderr.write(`  ${line}\n`),
        },
      );
      const said = ending.stdout.split('\n');
      expect(said[0]).toMatch(/^devices: +lo$/);
      expect(said.filter((line) => line.startsWith('== exit'))).toEqual(Array(5).fill('== exit 0'));
      expect(said.filter((line) => line.startsWith('export KUBECONFIG='))).toHaveLength(2);
      const json = ending.stdout.split('== status --json\n')[1]!.split('== exit')[0]!;
      const status = JSON.parse(json);
      expect(status.engine.startedByUs).toBe(true);
      expect(status.clusters.map(({ state }: { state: string }) => state)).toEqual(['healthy']);
      expect(ending.stdout).toContain('peakproof-bench removed');
      expect(ending.stderr).toContain('The Docker engine that peakproof started is stopped.');
      expect(said).toContain('engine: ');
      const processes = await runProgram(['ps', '-e', '-o', 'args='], { env: machine.env });
      expect(processes.stdout.split('\n').filter((line) => line.includes(folder))).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
