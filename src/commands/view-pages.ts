import { relative } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { compareTrials } from '../core/compare/compare.ts';
import { compareSides, type Side } from '../core/compare/sides.ts';
import type { Trial } from '../core/model/trial.ts';
import { type Lang, langs } from '../core/report/format.ts';
import { scriptHash } from '../core/report/html/page-script.ts';
import type { ReportInput } from '../core/report/input.ts';
import { shown } from '../core/report/names.ts';
import { renderCampaign } from '../core/view/campaign-page.tsx';
import { renderProblem, type ViewContext, viewContext, viewStyle } from '../core/view/frame.tsx';
import { links } from '../core/view/links.ts';
import { renderList } from '../core/view/list-page.tsx';
import { CampaignFolder } from '../edge/store/campaign-folder.ts';
import type { CampaignShelf } from '../edge/store/campaign-shelf.ts';
import { comparableTrials } from '../edge/store/comparable-trials.ts';
import { StoreError } from '../edge/store/store-error.ts';
import type { PageAnswer, PageRequest } from '../edge/view/local-server.ts';

/** Pages over a shelf of campaigns: the list, a campaign, its report, and a comparison of what is chosen. */
export class ViewPages {
  readonly #shelf: CampaignShelf;
  readonly #cwd: string;
  readonly #lang: Lang;
  readonly #signal: AbortSignal;

  /** `lang` is for whoever asks for no other; the signal ends what is being drawn. */
  constructor(shelf: CampaignShelf, cwd: string, lang: Lang, signal: AbortSignal) {
    this.#shelf = shelf;
    this.#cwd = cwd;
    this.#lang = lang;
    this.#signal = signal;
  }

  async answer({ segments, query }: PageRequest): Promise<PageAnswer> {
    const lang = langs.find((each) => each === query.get('lang')) ?? this.#lang;
    const context = viewContext(lang, addressOf(segments, query));
    try {
      const [first, name = '', last] = segments;
      if (first === undefined) return await this.#list(context);
      if (first === 'campaign' && segments.length === 2) return await this.#campaign(context, name);
      if (first === 'campaign' && segments.length === 3 && last === 'report')
        return await this.#report(context, name);
      if (first === 'compare' && segments.length === 1)
        return await this.#comparison(context, query.getAll('of'));
      return await wrong(context, 404, context.say('view.wrong.page'));
    } catch (error) {
      // A folder that is broken, or that somebody removed meanwhile, is no bug of ours.
      if (error instanceof StoreError) return wrong(context, 422, shown(error.message, 600));
      throw error;
    }
  }

  async #list(context: ViewContext): Promise<PageAnswer> {
    const listed = await this.#shelf.list();
    const folder = relative(this.#cwd, this.#shelf.root) || '.';
    return page(200, renderList(context, folder, listed));
  }

  async #campaign(context: ViewContext, name: string): Promise<PageAnswer> {
    const listed = (await this.#shelf.list()).find((each) => each.name === name);
    if (listed === undefined)
      return wrong(context, 404, context.say('view.wrong.campaign', { name: shown(name, 80) }));
    if (listed.summary === null) return wrong(context, 422, shown(listed.problem, 600));
    return page(200, renderCampaign(context, name, listed.summary));
  }

  async #report(context: ViewContext, name: string): Promise<PageAnswer> {
    const directory = await this.#shelf.directoryOf(name);
    if (directory === null)
      return wrong(context, 404, context.say('view.wrong.campaign', { name: shown(name, 80) }));
    const folder = await CampaignFolder.open(directory);
    const trials = await folder.readTrials();
    return report({ comparison: compareTrials(trials, folder.plan), trials }, context.lang, this.#signal);
  }

  async #comparison(context: ViewContext, chosen: readonly string[]): Promise<PageAnswer> {
    const groups = new Map<string, string[]>();
    for (const of of chosen) {
      const [campaign = '', trial, ...more] = of.split('/');
      const path =
        trial === undefined
          ? await this.#shelf.directoryOf(campaign)
          : more.length === 0
            ? await this.#shelf.trialDirectoryOf(campaign, trial)
            : null;
      if (path === null)
        return wrong(context, 404, context.say('view.wrong.campaign', { name: shown(of, 80) }));
      groups.set(campaign, [...(groups.get(campaign) ?? []), path]);
    }
    if (chosen.length < 2) return wrong(context, 400, context.say('view.wrong.few', { n: chosen.length }));
    if (groups.size > 2) return wrong(context, 400, context.say('view.wrong.many', { n: groups.size }));
    const sides: Side[] = [];
    for (const [label, paths] of groups) sides.push({ label, trials: await comparableTrials(paths) });
    return report(compared(sides, context), context.lang, this.#signal);
  }
}

function compared(sides: readonly Side[], { say }: ViewContext): ReportInput {
  const [only] = sides;
  if (sides.length > 1) {
    const ordered = [...sides].sort((a, b) => startOf(a.trials) - startOf(b.trials));
    return named(
      ordered.map(({ trials }, i) => ({ label: 'AB'[i]!, trials })),
      ordered.map(({ label }, i) => `${'AB'[i]} = ${shown(label, 80)}`).join(', '),
      say('view.sides'),
    );
  }
  const trials = only?.trials ?? [];
  const isOneCase = new Set(trials.map((trial) => trial.case)).size === 1;
  if (!isOneCase) return { comparison: compareTrials(trials, null), trials };
  return named(
    trials.map((trial) => ({ label: trial.id, trials: [trial] })),
    `${shown(only!.label, 80)}: ${trials.map(({ id }) => shown(id, 40)).join(', ')}`,
    say('view.sides'),
  );
}

function named(sides: readonly Side[], title: string, question: string): ReportInput {
  const { comparison, trials } = compareSides(sides);
  return { comparison: { ...comparison, title, question }, trials };
}

function startOf(trials: readonly Trial[]): number {
  return Math.min(...trials.map((trial) => trial.loadStartSeconds ?? Number.POSITIVE_INFINITY));
}

/** The page's address without its language, for the link that changes that. */
function addressOf(segments: readonly string[], query: URLSearchParams): string {
  const rest = new URLSearchParams(query);
  rest.delete('lang');
  const text = rest.toString();
  return `/${segments.map(encodeURIComponent).join('/')}${text === '' ? '' : `?${text}`}`;
}

async function wrong(context: ViewContext, status: number, sentence: string): Promise<PageAnswer> {
  return page(status, renderProblem(context, sentence));
}

/** Our own pages run no script and take nothing from anywhere; their style is known by its hash. */
async function page(status: number, html: string): Promise<PageAnswer> {
  const style = await scriptHash(viewStyle);
  const policy = `default-src 'none'; style-src '${style}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
  return { status, html, policy };
}

/** The report brings a policy of its own along, which knows its script; this one adds what only a server can ask for. */
async function report(input: ReportInput, lang: Lang, signal: AbortSignal): Promise<PageAnswer> {
  // The drawing library is large, and the list draws without it.
  const { renderHtml } = await import('../core/report/html.ts');
  const beforeChart = async () => {
    // Other requests have their turn, and a Ctrl-C is heard.
    await setImmediate();
    signal.throwIfAborted();
  };
  const html = await renderHtml(input, { lang, beforeChart, listAddress: links.list(lang) });
  return { status: 200, html, policy: "frame-ancestors 'none'" };
}
