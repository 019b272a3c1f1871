import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/core/model/comparison.ts';
import { renderCampaign } from '../../../src/core/view/campaign-page.tsx';
import { campaignSummary, type Listed } from '../../../src/core/view/campaign-summary.ts';
import { renderProblem, viewContext } from '../../../src/core/view/frame.tsx';
import { renderList } from '../../../src/core/view/list-page.tsx';
import { trendsOf } from '../../../src/core/view/trends.ts';
import { oddNames } from '../../fixtures/report/odd.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';
import { campaignOf } from '../watch/watched.ts';

const { comparison, trials } = syntheticCampaign({ lengthSeconds: 60 });
const plan = campaignOf(trials.map((trial) => trial.plan!));

function listed(name: string, day: number, changes: Partial<Comparison> = {}): Listed {
  const measuredAt = `2026-11-${String(day).padStart(2, '0')}T09:30:00.000Z`;
  const summary = campaignSummary(
    plan,
    { ...comparison, measuredAt, ...changes },
    (trial) => `0${trial.order}-${trial.id}`,
  );
  return { name, summary, problem: null };
}

const en = viewContext('en', '/');

describe('the list', () => {
  it('has a row for each campaign, the newest first, with its answer and its verdict', () => {
    const html = renderList(en, 'results', [listed('old', 2), listed('new', 9, { verdict: 'INVALID' })]);
    const rows = html.match(/<tr>.*?<\/tr>/gs)!.filter((row) => row.includes('type="checkbox"'));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain('/campaign/new?lang=en');
    expect(rows[0]).toContain('INVALID');
    expect(rows[1]).toContain('2026-11-02 09:30 UTC');
    expect(rows[1]).toMatch(/\d\.\d\d × T-02 \/ T-01/);
    expect(rows[1]).toContain('4 of 4');
  });

  it('says what is wrong with other folders, and that there is no campaign', () => {
    const html = renderList(en, 'results', [
      { name: 'x', summary: null, problem: 'no campaign: it has no campaign.json' },
    ]);
    expect(html).toContain('There is no campaign here yet');
    expect(html).toContain('it has no campaign.json');
  });

  it('shows a campaign that was not compared yet as one', () => {
    const summary = campaignSummary(plan, null, () => '');
    const html = renderList(en, 'results', [{ name: 'x', summary, problem: null }]);
    expect(html).toContain('not compared yet');
    expect(html).toContain('0 of 4');
  });

  it('is Korean where that is asked for, title included, with a way back', () => {
    const entry = listed('a', 3);
    const named = { ...entry, summary: { ...entry.summary!, titleKo: '조사 피크' } } as Listed;
    const html = renderList(viewContext('ko', '/'), 'results', [named]);
    expect(html).toContain('<html lang="ko">');
    expect(html).toContain('조사 피크');
    expect(html).toContain('href="/?lang=en"');
  });

  it.each(Object.entries(oddNames))('holds no mark-up of a name: %s', (_kind, name) => {
    const html = renderList(en, name, [
      listed(name, 2, { title: name }),
      { name, summary: null, problem: name },
    ]);
    expect(html).not.toMatch(/<(script|img)/);
    const page = renderCampaign(en, name, listed(name, 2).summary!);
    expect(page).not.toMatch(/<(script|img)/);
    expect(renderProblem(en, name)).not.toMatch(/<(script|img)/);
  });

  it('runs nothing and fetches nothing', () => {
    const html = renderList(en, 'results', [listed('a', 2), listed('b', 3)]);
    expect(html).not.toMatch(/<script|<link|src=|\son\w+=|style="/);
    for (const [, address] of html.matchAll(/(?:href|action)="([^"]*)"/g)) expect(address).toMatch(/^[/#]/);
  });
});

describe('trends', () => {
  it('join runs of the same campaign in the order of time, and leave a single run alone', () => {
    const other = listed('other', 5);
    const [trend, ...more] = trendsOf([
      listed('b', 4, { verdict: 'INVALID' }),
      listed('a', 3),
      { ...other, summary: { ...other.summary!, preset: 'full' } } as Listed,
    ]);
    expect(more).toEqual([]);
    expect(trend!.runs.map(({ name, invalid }) => [name, invalid])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(trend!.cases.map((each) => each.case)).toEqual(['T-01', 'T-01g', 'T-02', 'T-03']);
    const throughput = comparison.cases.find((each) => each.case === 'T-01')!.figures.throughput.value;
    expect(trend!.cases[0]!.throughputPerSecond).toEqual([throughput, throughput]);
  });

  it('leave a gap where a run has no such case', () => {
    const without = listed('b', 4, { cases: comparison.cases.filter((each) => each.case !== 'T-02') });
    const [trend] = trendsOf([listed('a', 3), without, listed('c', 5)]);
    const line = trend!.cases.find((each) => each.case === 'T-02')!.throughputPerSecond;
    expect(line.map((value) => value === null)).toEqual([false, true, false]);
    const html = renderList(en, 'results', [listed('a', 3), without, listed('c', 5)]);
    expect(html).toMatch(/d="M[\d.]+ [\d.]+M[\d.]+ [\d.]+"/);
  });

  it('draw at most the newest forty runs', () => {
    const runs = Array.from({ length: 50 }, (_, i) =>
      listed(`run-${i}`, 1, { measuredAt: new Date(Date.UTC(2026, 0, 1 + i)).toISOString() }),
    );
    expect(trendsOf(runs)[0]!.runs.map(({ name }) => name)).toEqual(
      Array.from({ length: 40 }, (_, i) => `run-${i + 10}`),
    );
  });
});

it('a campaign page offers its report and each of its trials', () => {
  const html = renderCampaign(en, 'a/b', listed('a/b', 3).summary!);
  expect(html).toContain('/campaign/a%2Fb/report?lang=en');
  expect(html.match(/name="of" value="a\/b\/0\d-T-/g)).toHaveLength(4);
});
