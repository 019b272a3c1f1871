import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Variables } from '../exec/ending.ts';
import { ProgramError } from '../exec/program-error.ts';
import { programEnding } from '../exec/run-program.ts';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** No browser of Chromium's family could be found; the message says where it was looked for. */
export class NoBrowserError extends Error {
  override readonly name = 'NoBrowserError';
}

/**
 * Prints a page from the disk to PDF with the system's Chromium: `CHROMIUM_PATH`, or else the first of its usual
 * names on PATH. The page's own print rules decide size and margins.
 * @throws NoBrowserError, or ProgramError when the browser failed or left no file
 */
export async function printPdf(
  html: string,
  pdf: string,
  options: { env: Variables; abort?: AbortSignal },
): Promise<void> {
  const { env, abort } = options;
  const named = env.CHROMIUM_PATH ?? '';
  const profile = await mkdtemp(join(tmpdir(), 'peakproof-chromium-'));
  try {
    await rm(pdf, { force: true });
    for (const browser of named === '' ? names : [named]) {
      const ending = await programEnding([browser, ...switches(profile, html, pdf)], {
        env,
        timeoutSeconds: 120,
        ...(abort === undefined ? {} : { abort }),
      });
      if (ending.how === 'not found') continue;
      const written = await stat(pdf).catch(() => null);
      if (ending.how !== 'exited' || ending.exitCode !== 0 || !written?.size) throw new ProgramError(ending);
      return;
    }
  } finally {
    // The browser's helpers may write their last words while they end.
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  throw new NoBrowserError(
    named === ''
      ? `No Chromium was found on PATH (${names.slice(0, 5).join(', ')}), and report.pdf is printed by one. Install one, name it in CHROMIUM_PATH, or print report.html from any browser.`
      : `CHROMIUM_PATH names ${named}, which is not there, and report.pdf is printed by it. Correct it, or unset it so that PATH is searched.`,
  );
}

function switches(profile: string, html: string, pdf: string): string[] {
  return [
    '--headless',
    // As root Chromium has no sandbox to offer; the page is our own and runs nothing but its own script.
    ...(userInfo().uid === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    `--user-data-dir=${profile}`,
    '--no-pdf-header-footer',
    `--print-to-pdf=${pdf}`,
    pathToFileURL(html).href,
  ];
}
