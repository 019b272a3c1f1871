import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { packageRoot } from '../../src/edge/package-root.ts';

/** `npm run pictures`: the pictures of README.md and README.ko.md, taken of the report of the committed sample. */
const root = packageRoot();
const folder = await mkdtemp(join(tmpdir(), 'peakproof-pictures-'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  for (const [lang, name] of [
    ['en', 'report.png'],
    ['ko', 'report.ko.png'],
  ]) {
    execFileSync(
      process.execPath,
      ['bin/peakproof.js', 'report', 'results/sample', '--out', folder, '--lang', lang!],
      { cwd: root, stdio: 'ignore' },
    );
    const page = await browser.newPage({ viewport: { width: 1180, height: 1500 } });
    await page.goto(`file://${join(folder, 'report.html')}`);
    await page.screenshot({ path: join(root, 'results/sample', name!) });
    await page.close();
    console.log(`results/sample/${name}`);
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
