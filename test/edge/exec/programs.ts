import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Path of a stand-in program. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/bin/programs/${name}`, import.meta.url));
}

export function numberAfter(word: string, text: string): number {
  const match = new RegExp(`${word} (\\d+)`).exec(text);
  if (match === null) throw new Error(`no number after "${word}" in: ${text}`);
  return Number(match[1]);
}

/** True once no such process exists; its new parent may take a moment to reap it. */
export async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(25);
  }
  return false;
}
