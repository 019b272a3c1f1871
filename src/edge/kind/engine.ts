import { programEnding } from '../exec/run-program.ts';
import type { Machine } from '../tools/machine.ts';
import { order } from '../tools/version.ts';
import { KindError } from './kind-error.ts';

/** A Docker engine that answers. */
export interface EngineFacts {
  readonly version: string;
  readonly cgroupVersion: 1 | 2;
  readonly cores: number;
  readonly memoryBytes: number;
}

/** The oldest that kind and our images work with: what Debian 12 carries. */
const oldestVersion = '20.10.0';
const answerSeconds = 30;

/**
 * The engine that `docker` talks to, or why there is none.
 * @throws KindError if it is one that we cannot use
 */
export async function answeringEngine(
  machine: Machine,
): Promise<{ facts: EngineFacts; why: null } | { facts: null; why: string }> {
  const ending = await programEnding(['docker', 'info', '--format', '{{json .}}'], {
    env: machine.env,
    timeoutSeconds: answerSeconds,
  });
  if (ending.how === 'not found') return { facts: null, why: 'there is no docker on PATH' };
  if (ending.how === 'timed out')
    return { facts: null, why: `docker did not answer within ${answerSeconds} s` };
  const info = infoIn(ending.stdout);
  // Clients of 20.10 end with 0 where the engine is away, and say so in what they print alone.
  if (info === null || ending.exitCode !== 0 || !info.ServerVersion) {
    const said = info?.ServerErrors?.join('; ') || ending.stderr.trim() || 'docker said nothing';
    return { facts: null, why: said.replaceAll(/\s+/g, ' ') };
  }
  const version = /\d+\.\d+(\.\d+)?/.exec(info.ServerVersion)?.[0] ?? '0.0.0';
  if (order(version, oldestVersion) < 0)
    throw new KindError(
      'configuration',
      `The Docker engine is ${version}, and clusters need ${oldestVersion} or newer. Update it, or let DOCKER_HOST name another.`,
    );
  return {
    facts: {
      version,
      cgroupVersion: info.CgroupVersion === '2' ? 2 : 1,
      cores: info.NCPU ?? 0,
      memoryBytes: info.MemTotal ?? 0,
    },
    why: null,
  };
}

/** What `docker info` says, as far as we read it. Older clients print it even where the engine is away. */
interface DockerInfo {
  ServerVersion?: string;
  ServerErrors?: string[] | null;
  CgroupVersion?: string;
  NCPU?: number;
  MemTotal?: number;
}

function infoIn(printed: string): DockerInfo | null {
  try {
    const value = JSON.parse(printed) as unknown;
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
