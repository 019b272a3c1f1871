import { expect, it } from 'vitest';
import type { Trial } from '../../../src/core/model/trial.ts';
import { renderHtml } from '../../../src/core/report/html.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';

const campaign = syntheticCampaign({ lengthSeconds: 10 });

/** The trials in blocks of one each, on the clusters with these times of birth. */
function page(births: readonly string[]): Promise<string> {
  const trials = campaign.trials.map(
    (trial, i): Trial => ({
      ...trial,
      plan: { ...trial.plan!, block: { id: `block-${i}`, warmUpSeconds: 20 } },
      environment: {
        ...trial.environment!,
        cluster: { name: 'c', createdAt: births[i % births.length]! },
      },
    }),
  );
  return renderHtml({ ...campaign, trials }, { lang: 'en' });
}

it('says that each block had its own cluster where that is so, and names the block of each trial', async () => {
  const each = await page(campaign.trials.map((_, i) => `${i}`));
  expect(each).toContain('a discarded warm-up of 20 s');
  expect(each).toContain('block block-0');
  expect(await page(['the same'])).not.toContain('a discarded warm-up');
  expect(await renderHtml(campaign, { lang: 'en' })).not.toContain('a discarded warm-up');
});
