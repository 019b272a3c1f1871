import { join } from 'node:path';
import { Command } from 'commander';
import { readHost } from '../edge/host/host.ts';
import type { Check } from '../edge/tools/check.ts';
import { doctorChecks } from '../edge/tools/doctor.ts';
import type { World } from '../world.ts';
import { plannedCampaign } from './campaign-options.ts';
import { exitCodes } from './exit-code.ts';
import { textTable } from './text-table.ts';

export function doctorCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('doctor')
    .description(
      'Looks at this machine: what a bench needs, what is missing, and how to mend it. Changes nothing.',
    )
    .option('-c, --campaign <name|file>', 'campaign whose pods have to fit', 'survey-peak')
    .option('--preset <name>', 'its preset', 'quick')
    .addHelpText('after', '\nExample:\n  peakproof doctor')
    .action(async ({ campaign, preset }: { campaign: string; preset: string }) => {
      const { quotaCores } = await plannedCampaign({ campaign }, preset, 'local');
      const checks = await doctorChecks({
        machine: world,
        host: await readHost(),
        outputFolder: join(world.cwd, 'results'),
        quotaCores,
      });
      world.print(doctorText(checks));
      // What stands in the way of a bench is the machine's configuration.
      finish(checks.some(({ state }) => state === 'fail') ? exitCodes.usage : exitCodes.complete);
    });
}

function doctorText(checks: readonly Check[]): string {
  const marks = { ok: '✓', warn: '!', fail: '✗' } as const;
  const table = textTable(
    ['', 'check', 'seen'],
    checks.map(({ state, name, seen }) => [marks[state], name, seen]),
    'lll',
  );
  const mends = checks
    .filter(({ mend, state }) => mend !== null && state !== 'ok')
    .map(({ name, mend, state }) => `${marks[state]} ${name}: ${mend}`);
  return [table, ...(mends.length === 0 ? [] : ['', 'What to do:', ...mends])].join('\n');
}
