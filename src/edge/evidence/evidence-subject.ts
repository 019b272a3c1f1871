import type { Capacity } from '../../core/model/capacity.ts';
import type { Comparison } from '../../core/model/comparison.ts';
import type { CampaignPlan } from '../../core/model/plan.ts';
import type { Trial } from '../../core/model/trial.ts';
import type { EvidenceRecord } from './evidence-record.ts';

/** What evidence is about, and how that is measured and drawn again. */
export type Subject = Omit<EvidenceRecord, 'schema' | 'peakproof' | 'trials'>;

/** What the evidence of a campaign is about. */
export function campaignSubject(plan: CampaignPlan | null, comparison: Comparison): Subject {
  const { campaign, title, question, label, verdict, measuredAt } = comparison;
  return {
    campaign,
    title,
    question,
    label,
    verdict,
    measuredAt,
    plan: plan && {
      file: 'campaign.json',
      preset: plan.preset,
      target: plan.target,
      seed: plan.seed,
      trials: plan.trials.length,
    },
    commands: [
      { purpose: 'Draw the report again', command: 'peakproof report . --out /tmp/report' },
      ...(plan === null
        ? []
        : [
            {
              purpose: `Measure again by the same plan (seed ${plan.seed}, target ${plan.target})`,
              command: 'mkdir again && cp campaign.json again/ && peakproof bench --resume again',
            },
          ]),
    ],
  };
}

/** What the evidence of a capacity search is about. */
export function capacitySubject({ question, label }: Capacity, trials: readonly { trial: Trial }[]): Subject {
  const started = trials.map(({ trial }) => trial.loadStartSeconds).filter((at) => at !== null);
  return {
    campaign: question.campaign,
    title: `Capacity of ${question.service} under ${question.title}`,
    question: `What do ${question.replicas.join(', ')} replicas carry?`,
    label,
    // A load that does not hold is what a search looks for.
    verdict: null,
    measuredAt: started.length === 0 ? null : new Date(Math.min(...started) * 1000).toISOString(),
    plan: {
      file: 'question.json',
      preset: null,
      target: question.target,
      seed: question.seed,
      trials: trials.length,
    },
    commands: [
      {
        purpose: `Search again by the same question (seed ${question.seed}, target ${question.target})`,
        command: 'mkdir again && cp question.json again/ && peakproof capacity --resume again',
      },
    ],
  };
}
