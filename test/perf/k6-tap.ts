import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { emptyLoadNames } from '../../src/core/distil/k6csv/names.ts';
import { systemClock } from '../../src/edge/clock.ts';
import { startProgram } from '../../src/edge/exec/start-program.ts';
import { k6Arguments, k6Environment, k6Settings } from '../../src/edge/load/k6-command.ts';
import { K6Load } from '../../src/edge/load/k6-load.ts';
import { scanFile } from '../../src/edge/load/replay.ts';
import { k6 } from '../../src/edge/tools/catalog.ts';
import { locateTool } from '../../src/edge/tools/locate.ts';
import { type Bench, type Measurement, median, table } from './measurement.ts';

const seconds = 5;
const repetitions = 3;

/** Requests per second of one run that may write files of this name. */
type Run = (name: string) => Promise<number>;

export const k6Tap: Measurement = {
  name: 'k6-tap',
  about: `the most that k6 sends in ${seconds} s to a service without work, behind our tap and by itself, in turn`,
  async run({ folder, say }: Bench) {
    const env = { ...process.env, PATH: [process.env.PATH, join(homedir(), 'go', 'bin')].join(delimiter) };
    const { found } = await locateTool(k6, { env, platform: process.platform, arch: process.arch });
    if (found === null) return say('k6 is not installed: `peakproof doctor` says how');

    const service = await startProgram(['node', '--import', 'tsx', join(import.meta.dirname, 'flooded.ts')], {
      stdout: 'stream',
    });
    try {
      const port = await new Promise<string>((resolve) =>
        service.stdout!.once('data', (text) => resolve(String(text).trim())),
      );
      const flood = { FLOOD_URL: `http://127.0.0.1:${port}/`, FLOOD_SECONDS: String(seconds) };
      const planPath = join(folder, 'plan.json');
      await writeFile(planPath, '{}');
      const command = {
        k6Path: found.path,
        scriptPath: join(import.meta.dirname, 'flood.ts'),
        planPath,
        startAtSeconds: 0,
        summaryPath: null,
      };

      const alone =
        (output: string[], count: (name: string) => Promise<number>): Run =>
        async (name) => {
          const argv = k6Arguments(command).filter((word) => !word.startsWith('--out='));
          argv.splice(2, 0, ...output.map((word) => word.replace('NAME', join(folder, name))));
          const running = await startProgram(argv, {
            env: k6Environment({ ...env, ...flood }),
            setEnv: k6Settings,
          });
          const ending = await running.ended;
          if (ending.exitCode !== 0) throw new Error(ending.stderr);
          return count(join(folder, name));
        };
      const tapped: Run = async (name) => {
        const load = new K6Load(found.path, import.meta.dirname, { ...env, ...flood }, systemClock());
        let requests = 0;
        const running = await load.start({
          script: 'flood.ts',
          planPath,
          startAtSeconds: 0,
          requestLogPath: join(folder, `${name}.gz`),
          rawPath: null,
          stderrPath: join(folder, `${name}.log`),
          onLoadLine: ({ iterations }) => {
            requests = iterations;
          },
          onProgress() {},
        });
        const { problem } = await running.ended;
        if (problem !== null) throw new Error(problem);
        return requests / seconds;
      };
      const inFile = async (path: string) => {
        let requests = 0;
        const sink = {
          request: () => void requests++,
          iteration() {},
          dropped() {},
          users() {},
          maxUsers() {},
        };
        await scanFile(path, sink, emptyLoadNames());
        return requests / seconds;
      };
      const ways: { name: string; run: Run; rates: number[] }[] = [
        { name: 'k6 --out csv=FILE by itself', run: alone(['--out=csv=NAME'], inFile), rates: [] },
        { name: 'k6 behind the tap', run: tapped, rates: [] },
      ];
      for (let i = 0; i < repetitions; i++)
        for (const [j, way] of ways.entries()) way.rates.push(await way.run(`run-${i}-${j}.csv`));
      const ratios = ways[1]!.rates.map((rate, i) => rate / ways[0]!.rates[i]!);
      const rows = ways.map(({ name, rates }) => [
        name,
        ...rates.map((rate) => `${rate.toFixed(0)}/s`),
        `${median(rates).toFixed(0)}/s`,
      ]);
      const headings = ['', ...Array.from({ length: repetitions }, (_, i) => `run ${i + 1}`), 'median'];
      for (const line of table([headings, ...rows])) say(line);
      say(`median ratio of a pair: ${median(ratios).toFixed(2)}`);
    } finally {
      await service.stop();
    }
  },
};
