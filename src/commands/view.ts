import { relative, resolve } from 'node:path';
import { Command } from 'commander';
import type { Lang } from '../core/report/format.ts';
import { CampaignShelf } from '../edge/store/campaign-shelf.ts';
import { systemCode } from '../edge/store/store-error.ts';
import { type LocalServer, serveLocally } from '../edge/view/local-server.ts';
import type { World } from '../world.ts';
import { CommandError, exitCodeOfSignal } from './exit-code.ts';
import { langOption, wholeNumber } from './option-values.ts';

export function viewCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('view')
    .description(
      'Shows a folder of campaigns in the browser: verdicts, changes over time, reports, comparisons. On this machine alone; changes nothing.',
    )
    .argument('[folder]', 'folder of campaigns, or one campaign', 'results')
    .option('--port <n>', 'port on 127.0.0.1 (default: a free one)', wholeNumber(0, 65_535))
    .addOption(langOption())
    .addHelpText('after', '\nExample:\n  peakproof view results --lang ko\n\nCtrl-C ends it.')
    .action(async (folder: string, { port, lang }: { port?: number; lang: Lang }) => {
      const shelf = await CampaignShelf.open(resolve(world.cwd, folder));
      // The pages bring the drawing of HTML along, which no other command needs to start.
      const { ViewPages } = await import('./view-pages.ts');
      const pages = new ViewPages(shelf, world.cwd, lang, world.signal);
      const server = await listening(port ?? 0, (request) => pages.answer(request));
      world.print(`http://127.0.0.1:${server.port}/`);
      world.say(`Campaigns of ${relative(world.cwd, shelf.root) || '.'}. Ctrl-C ends it.`);
      await aborted(world.signal);
      await server.close();
      finish(exitCodeOfSignal(world.signal));
    });
}

async function listening(port: number, answer: Parameters<typeof serveLocally>[1]): Promise<LocalServer> {
  try {
    return await serveLocally(port, answer);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EADDRINUSE' || code === 'EACCES')
      throw new CommandError(
        `port ${port} of 127.0.0.1 ${code === 'EACCES' ? 'may not be used' : 'is in use'}, so nothing is shown. Choose another with --port, or leave it out for a free one.`,
      );
    throw error;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
