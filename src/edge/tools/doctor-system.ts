import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { readableText } from '../host/readable-text.ts';
import type { Check } from './check.ts';

const leastFreeBytes = 0.3e9;
const enoughFreeBytes = 2e9;
/** A connection for each request holds a port for a minute after it; loopback lets it be used again after a second. */
const enoughPorts = 10_000;

/** Free space where recordings will be written, and whether we may write there. */
export async function diskCheck(outputFolder: string): Promise<Check> {
  const name = 'output folder';
  const folder = await nearestEntry(resolve(outputFolder));
  if (!(await stat(folder)).isDirectory())
    return { name, state: 'fail', seen: `${folder} is not a folder`, mend: 'name another with --out' };
  try {
    await access(folder, constants.W_OK);
  } catch {
    return { name, state: 'fail', seen: `${folder} may not be written to`, mend: 'name another with --out' };
  }
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  const seen = `${(freeBytes / 1e9).toFixed(1)} GB free in ${folder}`;
  if (freeBytes >= enoughFreeBytes) return { name, state: 'ok', seen, mend: null };
  const state = freeBytes < leastFreeBytes ? 'fail' : 'warn';
  return { name, state, seen, mend: 'free some space, or name another folder with --out' };
}

/** The path itself, or the first of its ancestors that exists. */
async function nearestEntry(path: string): Promise<string> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : nearestEntry(dirname(path));
}

/** The local target listens on 127.0.0.1 and nowhere else. */
export async function loopbackCheck(host = '127.0.0.1'): Promise<Check> {
  const name = 'loopback';
  const server = createServer();
  try {
    await new Promise<void>((listening, failed) => {
      server.once('error', failed);
      server.listen(0, host, listening);
    });
    return { name, state: 'ok', seen: `a port on ${host} can be listened on`, mend: null };
  } catch (error) {
    const seen = `no port on ${host} can be listened on: ${(error as Error).message}`;
    return { name, state: 'fail', seen, mend: 'let this program listen on the loopback interface' };
  } finally {
    server.close();
  }
}

/** Ports that connections of the load generator can leave from. Only Linux says; elsewhere there is no check. */
export async function ephemeralPortsCheck(proc = '/proc'): Promise<Check[]> {
  const range = /^(\d+)\s+(\d+)/.exec(readableText(join(proc, 'sys/net/ipv4/ip_local_port_range')) ?? '');
  if (range === null) return [];
  const ports = Number(range[2]) - Number(range[1]) + 1;
  const name = 'ephemeral ports';
  const seen = `${ports}, from ${range[1]} to ${range[2]}`;
  if (ports >= enoughPorts) return [{ name, state: 'ok', seen, mend: null }];
  const mend =
    "widen them (sysctl -w net.ipv4.ip_local_port_range='15000 60999'), or keep connections in the campaign: " +
    'a connection for each request runs out of them';
  return [{ name, state: 'warn', seen, mend }];
}
