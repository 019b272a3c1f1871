import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { campaignSummary, type Listed } from '../../core/view/campaign-summary.ts';
import { CampaignFolder } from './campaign-folder.ts';
import { exists, namesIn } from './folders.ts';
import { StoreError, systemCode } from './store-error.ts';

/** A plan or a comparison beyond this is not one of ours, and is not read into memory to find out. */
const mostBytes = 64 * 2 ** 20;
/** What is at least there of a campaign, and what of it tells that it has changed. */
const planFile = 'campaign.json';
const summaryFiles = [planFile, 'comparison.json'];

/** What lies in a folder that is none of a campaign, by the file that tells it. */
const others: readonly [file: string, problem: string][] = [
  ['question.json', 'a capacity search: its own report is in report/ (peakproof capacity --help)'],
  ['trial.json', 'a single trial, e.g. an import: peakproof compare sets it beside others'],
];

/**
 * The campaigns of a folder, to read and never to write. Of each only plan and comparison are read, one campaign after
 * the other, and the small summary is kept until one of the two files changes.
 */
export class CampaignShelf {
  readonly root: string;
  /** null: every folder in `root`. */
  readonly #only: string | null;
  readonly #kept = new Map<string, { stamp: string; listed: Listed }>();

  private constructor(root: string, only: string | null) {
    this.root = root;
    this.#only = only;
  }

  /** `directory` holds campaigns, or is one. Throws a {@link StoreError} where it cannot be read. */
  static async open(directory: string): Promise<CampaignShelf> {
    const root = await realpath(directory).catch((error: unknown) => {
      throw new StoreError(
        `${directory} cannot be read (${systemCode(error) ?? error}), so there is nothing to show. Name a folder of campaigns, e.g. results.`,
      );
    });
    if (!(await stat(root)).isDirectory())
      throw new StoreError(`${directory} is a file. Name a folder of campaigns, e.g. results.`);
    return (await exists(join(root, planFile)))
      ? new CampaignShelf(dirname(root), basename(root))
      : new CampaignShelf(root, null);
  }

  /** Never rejects for what lies in the folder: what is wrong with one part of it is said there. */
  async list(): Promise<Listed[]> {
    const listed: Listed[] = [];
    const names = await namesIn(this.root);
    for (const name of names) {
      if ((this.#only !== null && name !== this.#only) || name.startsWith('.')) continue;
      const found = await this.#listed(name).catch((error: unknown) => problem(name, messageOf(error)));
      if (found !== null) listed.push(found);
    }
    for (const name of this.#kept.keys()) if (!names.includes(name)) this.#kept.delete(name);
    return listed;
  }

  /** The path of a campaign; null for a name that is not one of the folders here, whatever it spells. */
  async directoryOf(name: string): Promise<string | null> {
    if (this.#only !== null && name !== this.#only) return null;
    if (!(await namesIn(this.root)).includes(name)) return null;
    const directory = join(this.root, name);
    return (await leadsOut(this.root, directory)) ? null : directory;
  }

  /** The path of a trial's folder; null where there is none of that name in the campaign. */
  async trialDirectoryOf(campaign: string, trial: string): Promise<string | null> {
    const directory = await this.directoryOf(campaign);
    if (directory === null) return null;
    const trials = join(directory, 'trials');
    if (!(await namesIn(trials).catch((): string[] => [])).includes(trial)) return null;
    const path = join(trials, trial);
    return (await leadsOut(this.root, path)) ? null : path;
  }

  /** null for a file, which is no part of the list. */
  async #listed(name: string): Promise<Listed | null> {
    const directory = join(this.root, name);
    if (await leadsOut(this.root, directory))
      return problem(name, 'a link that leads out of the folder, so it is not followed');
    if (!(await stat(directory)).isDirectory()) return null;
    const stamp = await stampOf(directory);
    const kept = this.#kept.get(name);
    if (kept?.stamp === stamp) return kept.listed;
    const listed = await read(name, directory);
    this.#kept.set(name, { stamp, listed });
    return listed;
  }
}

async function read(name: string, directory: string): Promise<Listed> {
  for (const file of summaryFiles) {
    const { size } = await stat(join(directory, file)).catch(() => ({ size: 0 }));
    if (size > mostBytes)
      return problem(
        name,
        `${file} has ${Math.round(size / 2 ** 20)} MiB, so it is none of ours and was not read`,
      );
  }
  if (!(await exists(join(directory, planFile)))) {
    for (const [file, what] of others) if (await exists(join(directory, file))) return problem(name, what);
    return problem(name, `no campaign: it has no ${planFile}`);
  }
  const folder = await CampaignFolder.open(directory);
  const comparison = await folder.readComparison();
  const summary = campaignSummary(folder.plan, comparison, (trial) =>
    basename(folder.trial(trial).directory),
  );
  return { name, summary, problem: null };
}

function problem(name: string, sentence: string): Listed {
  return { name, summary: null, problem: sentence };
}

function messageOf(error: unknown): string {
  if (error instanceof StoreError) return error.message;
  return `it cannot be read (${systemCode(error) ?? error})`;
}

/** Whether a path ends, by whatever links, outside of `root`; also when it ends nowhere. */
async function leadsOut(root: string, path: string): Promise<boolean> {
  if (!(await lstat(path)).isSymbolicLink()) return false;
  const real = await realpath(path).catch(() => null);
  return real === null || !real.startsWith(root + sep);
}

async function stampOf(directory: string): Promise<string> {
  const stamps = await Promise.all(
    summaryFiles.map((file) =>
      stat(join(directory, file)).then(
        ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
        () => '-',
      ),
    ),
  );
  return stamps.join(' ');
}
