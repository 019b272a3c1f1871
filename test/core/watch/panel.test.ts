import { describe, expect, it } from 'vitest';
import { type Lang, langs } from '../../../src/core/report/format.ts';
import { columnsOf } from '../../../src/core/report/names.ts';
import { CampaignView } from '../../../src/core/watch/campaign-view.ts';
import { panelLines } from '../../../src/core/watch/panel.ts';
import { campaignOf, progressAt, watchedPlan } from './watched.ts';

type Changes = Parameters<typeof progressAt>[1];

function stateAfter(seconds: number, changes: Changes = {}, lang: Lang = 'en') {
  const view = new CampaignView(campaignOf([watchedPlan('T-02'), watchedPlan('T-03')]), lang);
  for (let t = -5; t <= seconds; t++) view.note(watchedPlan('T-02'), 1, 2, progressAt(t, changes));
  return view.state!;
}

const size = { columns: 100, rows: 40 };
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const goldens = '../../golden/watch';

const everyAlarm: Changes = {
  p95Seconds: 4.2,
  failedShare: 0.08,
  users: 200,
  lateBeats: { late: 4, of: 10 },
  waitingPods: [{ service: 'portal-demo', pod: 'portal-demo-08', sinceSeconds: -10 }],
  alarms: ['portal-demo-09: not running for more than 15 s: not scheduled: Insufficient cpu.'],
};

describe.each(langs)('the panel, as a person sees it, in %s', (lang) => {
  const suffix = lang === 'en' ? '' : `.${lang}`;
  it.each([
    ['before the load', 'settling', -3, {}, size],
    ['under load', 'load', 42, {}, size],
    ['with every alarm', 'alarms', 42, everyAlarm, { columns: 100, rows: 60 }],
    ['on a narrow and short terminal', 'narrow', 42, {}, { columns: 40, rows: 10 }],
  ])('%s', async (_, golden, seconds, changes, terminal) => {
    const lines = panelLines(stateAfter(seconds, changes, lang), terminal, false, lang);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${goldens}/${golden}${suffix}.txt`);
  });
});

it('draws the small pictures of all rows in one column, however wide the letters are', () => {
  for (const lang of langs) {
    const lines = panelLines(stateAfter(42, {}, lang), size, false, lang);
    const starts = lines
      .map((line) => /[▁▂▃▄▅▆▇█]+$/.exec(line))
      .filter((found) => found !== null)
      .map((found) => columnsOf(found.input.slice(0, found.index)));
    expect(new Set(starts)).toEqual(new Set([46]));
    expect(starts.length).toBe(3);
  }
});

describe('the size of the panel', () => {
  it.each([
    [300, 80],
    [100, 24],
    [51, 24],
    [49, 12],
    [20, 5],
    [7, 3],
    [1, 1],
  ])('%d columns and %d rows are enough', (columns, rows) => {
    const wide = { p95Seconds: 9, alarms: [`파드-01: ${'기동 실패 '.repeat(40)}`] };
    for (const [lang, colour] of langs.flatMap((each) => [[each, false] as const, [each, true] as const])) {
      const lines = panelLines(stateAfter(42, wide, lang), { columns, rows }, colour, lang);
      expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 2));
      for (const line of lines)
        expect(columnsOf(line.replace(colours, ''))).toBeLessThanOrEqual(Math.max(1, columns - 1));
    }
  });

  it('colours nothing where nothing may be coloured, and closes what it opens', () => {
    expect(panelLines(stateAfter(42), size, false, 'en').join('')).not.toContain('\u001b');
    for (const line of panelLines(stateAfter(42, { p95Seconds: 9 }), size, true, 'en'))
      if (line.includes('\u001b')) expect(line.endsWith('\u001b[0m')).toBe(true);
  });

  it('cannot be steered by a message', () => {
    const text = panelLines(stateAfter(42, { alarms: ['pod: \u001b[2Jgone\r\nx'] }), size, false, 'en').join(
      '\n',
    );
    expect(text).toContain('! pod: [2Jgone x');
  });
});

describe('the time left', () => {
  it('shrinks with each second, and counts the trials to come', () => {
    const [early, late] = [stateAfter(10), stateAfter(30)];
    expect(early.campaignLeftSeconds - late.campaignLeftSeconds).toBeCloseTo(20, 6);
    expect(late.campaignLeftSeconds).toBeGreaterThan(watchedPlan('T-03').lengthSeconds);
  });

  it('does not count trials that are over', () => {
    const view = new CampaignView(campaignOf([watchedPlan('T-02'), watchedPlan('T-03')]), 'en');
    view.trialOver('T-02.1');
    view.note(watchedPlan('T-03'), 2, 2, progressAt(60));
    expect(view.state!.campaignLeftSeconds).toBe(watchedPlan('T-03').lengthSeconds - 60);
  });
});
