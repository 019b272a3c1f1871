import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { versions } from 'node:process';
import { programEnding } from '../exec/run-program.ts';
import { gitOutput } from '../git/git.ts';
import { type ContainerLimits, containerLimits } from './container-limits.ts';
import { readableText } from './readable-text.ts';

/** What a recording says about the machine. null is "not observed". */
export interface HostFacts {
  /** Its name as people say it: `Debian GNU/Linux 12 (bookworm)`, `macOS 15.1`, else the kernel's name. */
  readonly os: string;
  readonly kernel: string | null;
  readonly cpuModel: string | null;
  /** Cores that we may use: CPUs, less by affinity, less by a container's quota. May have a fraction. */
  readonly cores: number | null;
  readonly memoryBytes: number | null;
  readonly loadAverage1m: number | null;
  /** Without the leading v. */
  readonly nodeVersion: string;
  /** null where no container limits us. */
  readonly containerLimits: ContainerLimits | null;
  /** Of the folder that was asked for; null outside git, or without git. */
  readonly gitCommit: string | null;
  /** True if a file that git knows differs from that commit. */
  readonly gitDirty: boolean | null;
}

export interface HostQuestion {
  /** Whose git commit is told; absent: no commit. */
  folder?: string;
  /** Of the file system, for reading the kernel's files; a test gives its own. */
  root?: string;
}

/** Facts of the machine that we run on, now. */
export async function readHost({ folder, root = '/' }: HostQuestion = {}): Promise<HostFacts> {
  const limits = containerLimits(root);
  const [git, os] = await Promise.all([folder === undefined ? noCommit : commitOf(folder), osName(root)]);
  return {
    os,
    kernel: release() || null,
    cpuModel: cpuModel(root),
    cores: Math.min(availableParallelism(), limits?.cpuCores ?? Number.POSITIVE_INFINITY),
    memoryBytes: totalmem(),
    // Windows has no load average and Node says 0 there.
    loadAverage1m: type() === 'Windows_NT' ? null : loadavg()[0]!,
    nodeVersion: versions.node,
    containerLimits: limits,
    ...git,
  };
}

const noCommit = { gitCommit: null, gitDirty: null };

async function commitOf(folder: string): Promise<Pick<HostFacts, 'gitCommit' | 'gitDirty'>> {
  const head = await gitOutput(folder, ['rev-parse', '--verify', 'HEAD']);
  if (head === null) return noCommit;
  const status = await gitOutput(folder, ['status', '--porcelain', '--untracked-files=no']);
  return { gitCommit: head.trim(), gitDirty: status === null ? null : status !== '' };
}

async function osName(root: string): Promise<string> {
  const pretty = /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(readableText(join(root, 'etc/os-release')) ?? '');
  if (pretty !== null) return pretty[1]!;
  if (type() === 'Darwin') {
    const { stdout } = await programEnding(['sw_vers', '-productVersion'], { timeoutSeconds: 5 });
    if (stdout.trim() !== '') return `macOS ${stdout.trim()}`;
  }
  return type();
}

/** /proc/cpuinfo has no model on some ARM machines, where Node says "unknown". */
function cpuModel(root: string): string | null {
  const named = /^model name\s*:\s*(.+)$/m.exec(readableText(join(root, 'proc/cpuinfo')) ?? '');
  const model = (named?.[1] ?? cpus()[0]?.model ?? '').trim();
  return model === '' || model === 'unknown' ? null : model;
}
