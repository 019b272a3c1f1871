import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { k6Tap } from './k6-tap.ts';
import type { Measurement } from './measurement.ts';
import { report } from './report.ts';
import { scan } from './scan.ts';
import { trial } from './trial.ts';

/**
 * `npm run perf` runs all of these, `npm run perf -- scan k6-tap` the named ones. Nothing here passes or fails: it
 * prints figures of this machine, the compared things side by side in one run.
 */
const measurements: Measurement[] = [scan, k6Tap, trial, report];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !measurements.some((one) => one.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no measurement ${unknown.join(', ')}. There are ${measurements.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`);
for (const measurement of measurements) {
  if (names.length > 0 && !names.includes(measurement.name)) continue;
  console.log(`\n${measurement.name}: ${measurement.about}`);
  const folder = await mkdtemp(join(tmpdir(), 'peakproof-perf-'));
  try {
    await measurement.run({ folder, say: (line) => console.log(line === '' ? '' : `  ${line}`) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
