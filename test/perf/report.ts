import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { compareTrials } from '../../src/core/compare/compare.ts';
import { trialSchema } from '../../src/core/model/trial.ts';
import { runProgram } from '../../src/edge/exec/run-program.ts';
import { packageRoot } from '../../src/edge/package-root.ts';
import { dayTrial } from '../fixtures/report/day.ts';
import { type Bench, type Measurement, median, table } from './measurement.ts';

const repetitions = 3;
const cases = 16;
const requests = 100_000_000;
/** Really counted for each record; each stands for as many as the total needs. */
const counted = 150_000;

/**
 * What a reader waits for. The large campaign is made up: 16 arms of a day each, their requests counted by the project's
 * own accumulator and each count multiplied, because the size of a record does not depend on the requests behind it.
 */
export const report: Measurement = {
  name: 'report',
  about: `drawing the sample by the command line, and from memory a campaign of ${cases} days and ${requests / 1e6} million requests (made up)`,
  async run({ folder, say }: Bench) {
    const root = packageRoot();
    const sample: number[] = [];
    for (let i = 0; i < repetitions; i++) {
      const from = performance.now();
      const out = join(folder, `sample-${i}`);
      await runProgram(['node', join(root, 'bin/peakproof.js'), 'report', 'results/sample', '--out', out], {
        cwd: root,
      });
      sample.push((performance.now() - from) / 1e3);
    }
    const texts = Array.from({ length: cases }, (_, i) =>
      JSON.stringify(
        dayTrial({
          case: `C-${i}`,
          arm: i % 2 === 0 ? 'fixed-5' : 'hpa-5-10',
          pods: 20,
          requests: counted,
          each: Math.round(requests / cases / counted),
        }),
      ),
    );
    const { renderHtml } = await import('../../src/core/report/html.ts');
    const large: number[] = [];
    let bytes = 0;
    let behind = 0;
    for (let i = 0; i < repetitions; i++) {
      const from = performance.now();
      const trials = texts.map((text) => trialSchema.parse(JSON.parse(text)));
      const html = await renderHtml({ comparison: compareTrials(trials, null), trials }, { lang: 'en' });
      large.push((performance.now() - from) / 1e3);
      bytes = html.length;
      behind = trials.reduce((sum, trial) => sum + trial.whole.started, 0);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'large.html'), html);
    }
    const seconds = (values: readonly number[]) => `${median(values).toFixed(2)} s`;
    for (const line of table([
      ['sample: the whole command, program start included (median of 3)', seconds(sample)],
      [
        `${(behind / 1e6).toFixed(0)} million requests, ${cases} days: records read, compared, drawn`,
        seconds(large),
      ],
      ['... its records', `${(texts.reduce((sum, text) => sum + text.length, 0) / 1e6).toFixed(1)} MB`],
      ['... its page', `${(bytes / 1e6).toFixed(2)} MB`],
    ]))
      say(line);
  },
};
