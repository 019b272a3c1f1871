import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { programEnding } from '../exec/run-program.ts';
import type { Machine } from '../tools/machine.ts';
import { KindError } from './kind-error.ts';

/** @throws KindError that names each port of 127.0.0.1 which is taken, and by whom where that can be known */
export async function requireFreePorts(ports: readonly number[], machine: Machine): Promise<void> {
  const taken: string[] = [];
  for (const port of ports)
    if (!(await isFree(port))) {
      const holder = await portHolder(port, machine);
      taken.push(`port ${port} of 127.0.0.1 is in use${holder === null ? '' : ` by ${holder}`}`);
    }
  if (taken.length > 0)
    throw new KindError(
      'configuration',
      `${taken.join(', and ')}; the cluster's services are to be reached there. End that program, or choose other ports.`,
    );
}

async function isFree(port: number): Promise<boolean> {
  if (port === 0) return true;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Who listens on a port, as `container web` or `process 123 (node)`; null where nobody says. */
async function portHolder(port: number, machine: Machine): Promise<string | null> {
  const format = ['--format', '{{.Names}}'];
  const containers = await programEnding(['docker', 'ps', '--filter', `publish=${port}`, ...format], {
    env: machine.env,
    timeoutSeconds: 20,
  });
  const name = containers.exitCode === 0 ? containers.stdout.trim().split('\n')[0] : '';
  if (name) return `container ${name}`;
  return processOf(await listeningInodes(port));
}

/** Sockets in LISTEN (state 0A) on this port, as /proc numbers them. */
async function listeningInodes(port: number): Promise<Set<string>> {
  const inodes = new Set<string>();
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(1);
    for (const line of lines) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state === '0A' && Number.parseInt(local?.split(':')[1] ?? '', 16) === port && inode)
        inodes.add(inode);
    }
  }
  return inodes;
}

async function processOf(inodes: ReadonlySet<string>): Promise<string | null> {
  if (inodes.size === 0) return null;
  for (const pid of (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)))
    for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
      if (inode === undefined || !inodes.has(inode)) continue;
      const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
      return `process ${pid} (${name})`;
    }
  return null;
}
