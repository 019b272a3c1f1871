import { type Campaign, campaignSchema } from '../model/campaign.ts';
import { type CampaignProblem, quoted } from './campaign-problem.ts';
import { referenceProblems } from './campaign-references.ts';
import { shapeProblems } from './campaign-shape.ts';

export type CheckedCampaign = { campaign: Campaign } | { problems: CampaignProblem[] };

/**
 * A campaign from what a file said, or every problem with it at once: its shape, and its names and numbers among
 * themselves. `name` stands for the whole where nothing smaller can be named.
 */
export function checkCampaign(value: unknown, name: string): CheckedCampaign {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return {
      problems: [
        {
          path: [],
          message: `${name} holds ${quoted(value)} where a campaign is needed: a map with name, title, services, scenarios, arms, cases and presets`,
        },
      ],
    };
  const parsed = campaignSchema.safeParse(value);
  const problems = [
    ...(parsed.success ? [] : shapeProblems(parsed.error.issues, value, campaignSchema)),
    ...referenceProblems(value),
  ];
  return parsed.success && problems.length === 0 ? { campaign: parsed.data } : { problems };
}
