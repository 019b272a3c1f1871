import { readdir } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { Campaign } from '../../core/model/campaign.ts';
import type { OpenProfile } from '../../core/model/profile.ts';
import { checkCampaign } from '../../core/plan/campaign-check.ts';
import { mapOf } from '../../core/plan/campaign-problem.ts';
import { nameAdvice } from '../../core/plan/nearest-name.ts';
import type { OwnFiles } from '../../core/plan/service-plan.ts';
import { compressTrace, type TraceRow } from '../../core/plan/trace.ts';
import { CampaignError, type PlacedProblem } from './campaign-error.ts';
import { readOwnFiles } from './own-files.ts';
import { readTraceFile } from './trace-file.ts';
import { readYamlFile } from './yaml-file.ts';

/** A campaign that can be planned: checked, and with the traces that it names. */
export interface CampaignFile {
  path: string;
  campaign: Campaign;
  /** By scenario; only scenarios with open load have one. */
  traces: ReadonlyMap<string, readonly TraceRow[]>;
  /** Scripts and manifests of the user's own. */
  own: OwnFiles;
  /** The trace of a scenario squeezed into a trial; null for a scenario with closed load. */
  openProfile(scenario: string, lengthSeconds: number): OpenProfile | null;
}

/**
 * Reads a campaign and the traces beside it. `nameOrPath` is a path, or the bare name of a campaign in
 * `scenarios/campaigns/` of the package. Throws a {@link CampaignError} with every problem and its place.
 */
export async function readCampaignFile(nameOrPath: string, packageRoot: string): Promise<CampaignFile> {
  const path = campaignPath(nameOrPath, packageRoot);
  const yaml = await readYamlFile(path, {
    noun: 'campaign',
    named: nameOrPath,
    advice: async () =>
      isBareName(nameOrPath) ? nameAdvice(nameOrPath, await campaignNames(packageRoot)) : '',
  });
  const checked = checkCampaign(yaml.value, path);
  const { own, problems: ownProblems } = await readOwnFiles(yaml.value, path, packageRoot);
  const { traces, problems: traceProblems } = await readTraces(yaml.value, path);
  const problems = yaml.placed([...('problems' in checked ? checked.problems : []), ...ownProblems]);
  if ('problems' in checked || problems.length + traceProblems.length > 0)
    throw new CampaignError(path, [...problems, ...traceProblems]);
  const { campaign } = checked;
  return {
    path,
    campaign,
    traces,
    own,
    openProfile(scenario, lengthSeconds) {
      const rows = traces.get(scenario);
      const profile = campaign.scenarios[scenario]?.profile;
      if (rows === undefined || profile?.model !== 'open') return null;
      const { peakPerSecond, maxUsers, thinkSeconds } = profile;
      return {
        model: 'open',
        points: compressTrace(rows, lengthSeconds, peakPerSecond),
        maxUsers,
        thinkSeconds,
      };
    },
  };
}

/** Names of the campaigns that come with the package. */
export async function campaignNames(packageRoot: string): Promise<string[]> {
  const files = await readdir(campaignsFolder(packageRoot));
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

function campaignsFolder(packageRoot: string): string {
  return join(packageRoot, 'scenarios', 'campaigns');
}

function isBareName(nameOrPath: string): boolean {
  return /^[\w.-]+$/.test(nameOrPath) && !/\.ya?ml$/.test(nameOrPath);
}

function campaignPath(nameOrPath: string, packageRoot: string): string {
  return isBareName(nameOrPath) ? join(campaignsFolder(packageRoot), `${nameOrPath}.yaml`) : nameOrPath;
}

async function readTraces(value: unknown, campaignPath: string) {
  const traces = new Map<string, TraceRow[]>();
  const problems: PlacedProblem[] = [];
  for (const [scenario, entry] of Object.entries(mapOf(mapOf(value).scenarios))) {
    const { model, trace } = mapOf(mapOf(entry).profile);
    if (model !== 'open' || typeof trace !== 'string') continue;
    const file = isAbsolute(trace) ? trace : join(dirname(campaignPath), trace);
    const rows = await readTraceFile(file);
    if (Array.isArray(rows)) traces.set(scenario, rows);
    else
      problems.push(
        ...rows.problems.map((problem) => ({
          file,
          column: null,
          path: `scenarios.${scenario}.profile.trace`,
          ...problem,
        })),
      );
  }
  return { traces, problems };
}
