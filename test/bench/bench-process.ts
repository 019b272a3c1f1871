import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../commands/command-line.ts';

export const shortCampaign = join(root, 'test/fixtures/campaigns/short.yaml');

/** The command as a person runs it on a terminal: a group of processes of its own. */
export function peakproof(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): {
  child: ChildProcess;
  ended: Promise<{ exitCode: number | null; stdout: string; stderr: string }>;
  /** Resolves when stderr has said it. */
  said(text: string): Promise<void>;
  /** Ctrl-C, which reaches every process of the group. */
  interrupt(): void;
} {
  const child = spawn(process.execPath, ['bin/peakproof.js', ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<{ exitCode: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr })),
  );
  return {
    child,
    ended,
    interrupt: () => void process.kill(-child.pid!, 'SIGINT'),
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!stderr.includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        void ended.then(() => reject(new Error(`it ended without saying "${text}":\n${stderr}`)));
        look();
      }),
  };
}

/** Processes whose command line or environment holds `text`. Linux; our own process is left out. */
export function processesWith(text: string): string[] {
  const found: string[] = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid)))
    try {
      const words =
        readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8');
      if (words.includes(text)) found.push(`${pid} ${words.slice(0, 120).replaceAll('\0', ' ')}`);
    } catch {
      // It has ended meanwhile.
    }
  return found;
}
