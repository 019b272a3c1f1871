import { countedOf } from '../compare/check/counted.ts';
import type { Requirement, Scorecard, Standing } from '../model/requirement.ts';
import { type Verdict, worstVerdict } from '../model/verdict.ts';
import { type Filed, judgedRequirement } from './judge.ts';

/** The requirements of one file. */
export interface Requirements {
  title: string;
  titleKo: string | null;
  requirements: Requirement[];
}

/**
 * Judges all requirements. Pure: the same records give the same scorecard. Of a trial that was repeated one attempt counts,
 * and of warm-ups none, as in the comparison of the same records.
 */
export function scorecardOf(
  asked: Requirements,
  requirementsSha256: string,
  records: readonly Filed[],
): Scorecard {
  const { trials } = countedOf(records.map(({ trial }) => trial));
  const counted = records.filter(({ trial }) => trials.includes(trial));
  const requirements = asked.requirements.map((requirement) => judgedRequirement(requirement, counted));
  const started = trials.map(({ loadStartSeconds }) => loadStartSeconds).filter((at) => at !== null);
  return {
    schema: 'peakproof/requirements/1',
    title: asked.title,
    titleKo: asked.titleKo,
    requirementsSha256,
    campaign: trials[0]?.campaign ?? 'none',
    label: [...new Set(trials.map(({ label }) => label))].join(' + ') || 'nothing measured',
    measuredAt: started.length === 0 ? null : new Date(Math.min(...started) * 1000).toISOString(),
    requirements,
    verdict: worstVerdict(
      requirements.filter(({ wanted }) => wanted !== null).map(({ standing }) => verdictOf(standing)),
    ),
  };
}

/** What can be measured and was not is no pass, and no failure of the platform either. */
function verdictOf(standing: Standing): Verdict {
  return standing === 'NOT_MEASURED' ? 'INCONCLUSIVE' : standing;
}
