import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { chartsOf } from '../../../src/core/report/charts/all.ts';
import { renderHtml } from '../../../src/core/report/html.ts';
import { speaker, texts } from '../../../src/core/report/text.ts';
import { comparisonOf, syntheticCampaign, syntheticTrial } from '../../fixtures/report/synthetic.ts';

const campaign = syntheticCampaign({ lengthSeconds: 600 });
const began = performance.now();
const html = await renderHtml(campaign, { lang: 'en' });
const seconds = (performance.now() - began) / 1000;

describe('the page', () => {
  test('is one file of at most two megabytes, drawn in seconds', () => {
    expect(html.length).toBeLessThan(2_000_000);
    // Idle it takes about one; another program may have the processor.
    expect(seconds).toBeLessThan(60);
  });

  test('allows nothing but its own script, its own style and data pictures, and asks for nothing', () => {
    const [, script] = /<script>(.*?)<\/script>/s.exec(html)!;
    const hash = createHash('sha256').update(script!).digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"`,
    );
    expect(script!.length).toBeLessThan(20_000);
    expect(script).not.toMatch(/\beval\b|\bFunction\b|innerHTML|document\.write|fetch|XMLHttpRequest/);
    expect(html.match(/<script\b/gi)).toHaveLength(1);
    expect(html).not.toMatch(/<(link|iframe|object|embed|form|base)\b| on[a-z]+=/i);
    expect(html).not.toMatch(/(src|href|url\()=?["'(]?(https?:)?\/\//i);
    for (const [, uri] of html.matchAll(/(?:href|src)="([^"]*)"/g))
      expect(uri).toMatch(/^(#[\w.-]+|data:image\/png;base64,[\w+/=]+)$/);
  });

  test('has the question, the answer with its doubt, the verdict and the label at every table and chart', () => {
    expect(html).toContain('Does autoscaling serve a survey peak better');
    expect(html).toContain('no significance is claimed');
    expect(html).toContain('✓ PASS');
    for (const [caption] of html.matchAll(/<(figcaption|caption)>.*?<\/\1>/gs))
      if (!caption.includes(texts['caption.plan'].en) && !/T-\d+\w?\.\d <span/.test(caption))
        expect(caption).toContain('<span class="label">emulated</span>');
  });

  test('gives every chart a text and its numbers', () => {
    const figures = html.match(/<figure.*?<\/figure>/gs)!;
    expect(figures).toHaveLength(28);
    for (const figure of figures) {
      expect(figure).toMatch(/role="img" aria-label="[^"]{20,}"/);
      expect(figure).toContain('<svg aria-hidden="true"');
    }
    expect(html.match(/<summary>Data<\/summary>/g)!).toHaveLength(26);
    expect(html).toContain('Steps of the scaling lag');
  });

  test('explains the autoscaler, predicts, defines and can be made again', () => {
    for (const text of [
      'ceil(5 × 93 / 60) = 8',
      'Predicted before, measured after',
      'To do it again',
      'peakproof bench short --campaign synthetic --length 600s --trials 1 --seed 20 --target local',
      texts['means.apdex'].en,
    ])
      expect(html).toContain(text);
  });

  test('every anchor leads somewhere', () => {
    for (const [, target] of html.matchAll(/href="#([\w.-]+)"/g)) expect(html).toContain(`id="${target}"`);
  });

  test('follows the page’s colours, in Korean too', async () => {
    expect(html).toContain('stroke="var(--blue)"');
    expect(html).toContain('prefers-color-scheme:dark');
    const korean = await renderHtml(syntheticCampaign({ lengthSeconds: 60 }), { lang: 'ko' });
    expect(korean).toContain('<html lang="ko">');
    for (const term of [
      '처리건수',
      '평균 응답시간',
      '응답시간 분포',
      '동시 사용자',
      '오류율',
      '예측',
      '공표값',
      '처리량',
    ])
      expect(korean).toContain(term);
  });
});

test('the pods of the end are those of the end of the load, not those after they were taken down', async () => {
  const small = syntheticCampaign({ lengthSeconds: 60 });
  const trials = small.trials.map((trial) => ({
    ...trial,
    replicas: Object.fromEntries(
      Object.entries(trial.replicas).map(([service, series]) => [
        service,
        {
          t: [...series.t, 75],
          desired: [...series.desired, 0],
          created: [...series.created, 0],
          ready: [...series.ready, 0],
        },
      ]),
    ),
  }));
  const page = await renderHtml({ comparison: small.comparison, trials }, { lang: 'en' });
  expect(page).toMatch(/Ready pods from 5 to [5-9]\b/);
  expect(page).not.toContain('Ready pods from 5 to 0');
  expect(page).not.toContain('(−100 %)');
});

test('pictures of one kind share their scale: the strongest colour means the same in all arms', () => {
  const [portal] = chartsOf(syntheticCampaign({ lengthSeconds: 60 }), { lang: 'en', say: speaker('en') });
  const most = portal!.pods.map((chart) => /(\d+) requests\/s/.exec(JSON.stringify(chart.spec))![1]);
  expect(most).toHaveLength(2);
  expect(new Set(most).size).toBe(1);
});

test('the same records give the same page', async () => {
  const small = syntheticCampaign({ lengthSeconds: 40 });
  expect(await renderHtml(small, { lang: 'en' })).toBe(await renderHtml(small, { lang: 'en' }));
});

test('whoever waits has a turn before each chart, and may end the drawing', async () => {
  let turns = 0;
  const beforeChart = async () => {
    turns++;
    if (turns === 3) throw new Error('enough');
  };
  const drawing = renderHtml(syntheticCampaign({ lengthSeconds: 30 }), { lang: 'en', beforeChart });
  await expect(drawing).rejects.toThrow('enough');
  expect(turns).toBe(3);
});

test('an arm whose services share a pool stands apart, with what all services paid', async () => {
  const { trials } = syntheticCampaign({ lengthSeconds: 20 });
  const pooled = trials.map((trial) =>
    trial.case === 'T-02'
      ? { ...trial, plan: { ...trial.plan!, arm: { ...trial.plan!.arm, pool: 10 } } }
      : trial,
  );
  const html = await renderHtml({ comparison: comparisonOf(pooled), trials: pooled }, { lang: 'en' });
  const section = /<section id="pool">.*?<\/section>/s.exec(html)![0];
  expect(section).toContain('T-02 against T-01');
  expect(section).toMatch(/× \d/);
  expect(section).not.toMatch(/NaN|undefined/);
});

test('a page that a server shows leads back to the list; a file leads nowhere else', async () => {
  const campaign = syntheticCampaign({ lengthSeconds: 20 });
  const served = await renderHtml(campaign, { lang: 'en', listAddress: '/?lang=en' });
  expect(served).toContain('<a href="/?lang=en">All campaigns</a>');
  expect(await renderHtml(campaign, { lang: 'en' })).not.toContain('All campaigns');
});

test('a list that is cut says of how many it shows the first', async () => {
  const trial = syntheticTrial({ case: 'T-02', arm: 'hpa-5-10', lengthSeconds: 20 });
  const event = { t: 1, type: 'Normal', reason: 'Pulled', object: 'pod/a', message: 'pulled' };
  const events = Array.from({ length: 70 }, () => event);
  const hpa = Array.from({ length: 130 }, (_, i) => ({ ...trial.hpa[0]!, t: i / 10 }));
  const trials = [{ ...trial, events, hpa }];
  const html = await renderHtml({ comparison: comparisonOf(trials), trials }, { lang: 'en' });
  expect(html).toContain('The first 60 of 70 rows');
  expect(html).toContain('The first 120 of 130 rows');
});
