import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { readTrials } from '../../src/edge/store/trial-files.ts';
import { root } from '../commands/command-line.ts';
import { effectFindings } from './findings.ts';

/**
 * `npm run test:effects` measures the campaign known-effects on the embedded target (25 minutes, nothing else should run) and
 * says whether every effect that was put in is found with its size, and none where there is none. `-- FOLDER...` judges what
 * was measured before. Ends with 0 if all is found, 1 if something is not, 3 if it could not be measured.
 */
let folders = process.argv.slice(2).map((folder) => resolve(folder));
if (folders.length === 0) {
  const folder = resolve(root, `results/known-effects-${Date.now()}`);
  folders = [folder];
  const exitCode = await ended(['bench', '--target', 'local', '-c', 'known-effects', '--out', folder]);
  if (exitCode !== 0) {
    console.error(`The bench ended with ${exitCode}. Go on with: peakproof bench --resume ${folder}`);
    process.exit(3);
  }
}
const findings = effectFindings(await readTrials(...folders));
for (const { name, seen, found } of findings)
  console.log(`${found === null ? '?' : found ? '✓' : '✗'} ${name}\n  ${seen}`);
process.exitCode = findings.some(({ found }) => found === false)
  ? 1
  : findings.some(({ found }) => found === null)
    ? 3
    : 0;

function ended(args: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, ['bin/peakproof.js', ...args], { cwd: root, stdio: 'inherit' });
  return new Promise((done) => child.once('close', done));
}
