import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../../src/core/report/html.ts';
import { chromiumPath, ReportBrowser } from '../../fixtures/report/browser.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';

const campaign = syntheticCampaign({ lengthSeconds: 120 });

describe.skipIf(chromiumPath === undefined)('the page with its script', () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.launched();
  }, 60_000);
  afterAll(() => browser?.close());

  const timeline = '#chart-timeline-T-02\\.1 .chart';

  test('shows the values of the table at the pointer, and the same moment in the other charts', async () => {
    const { page, context, complaints } = await browser.opened(await renderHtml(campaign, { lang: 'en' }), {
      javaScript: true,
    });
    const chart = page.locator(timeline);
    const tip = chart.locator('.tip');
    expect(await tip.isVisible()).toBe(false);
    await chart.scrollIntoViewIfNeeded();
    const box = (await chart.boundingBox())!;
    // 61 s of 120 s, where the plotting area of 470 begins at 52 of 540.
    await page.mouse.move(box.x + (box.width * (52 + (470 * 61) / 120)) / 540, box.y + 60);
    expect(await tip.isVisible()).toBe(true);
    const told = await tip.locator('span').allTextContents();
    const rows = page.locator('#chart-timeline-T-02\\.1 details tr');
    const cells = await rows
      .nth(1 + Math.floor(61 / 2))
      .locator('th, td')
      .allTextContents();
    expect(cells[0]).toBe('60 s');
    expect(told.filter((_, i) => i % 2 === 1)).toEqual(cells);
    expect(await page.locator('#scenario-1 .at:visible').count()).toBeGreaterThan(4);
    expect(await page.locator('#scenario-2 .at:visible').count()).toBe(0);
    await page.mouse.move(2, 2);
    expect(await tip.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await context.close();
  }, 60_000);

  test('a dragged span is marked in every time chart of the scenario, and its figures are those of the record', async () => {
    const { page, context } = await browser.opened(await renderHtml(campaign, { lang: 'en' }), {
      javaScript: true,
    });
    const chart = page.locator(timeline);
    await chart.scrollIntoViewIfNeeded();
    const box = (await chart.boundingBox())!;
    const at = (seconds: number) => box.x + (box.width * (52 + (470 * seconds) / 120)) / 540;
    await page.mouse.move(at(30.4), box.y + 40);
    await page.mouse.down();
    await page.mouse.move(at(45), box.y + 40);
    await page.mouse.move(at(59.6), box.y + 40);
    await page.mouse.up();
    const inScenario = await page.locator('#scenario-1 .chart[data-length]').count();
    expect(inScenario).toBe(7);
    expect(await page.locator('#scenario-1 .band:visible').count()).toBe(inScenario);
    expect(await page.locator('#scenario-2 .band:visible').count()).toBe(0);
    const text = await page.locator('#chart-timeline-T-02\\.1 .span-figures').textContent();
    const [, from, to, requests, mean, p95] =
      /^(\d+) to (\d+) s: ([\d,]+) requests, mean ([\d,]+) ms, p95 about ([\d,]+) ms/.exec(text!)!;
    expect([from, to]).toEqual(['30', '60']);
    const { heat, series } = campaign.trials.find((trial) => trial.id === 'T-02.1')!;
    const counted = heat.count.filter((_, i) => heat.column[i]! >= 30 && heat.column[i]! < 60);
    const value = (figure: string | undefined) => Number(figure!.replaceAll(',', ''));
    expect(value(requests)).toBe(counted.reduce((sum, count) => sum + count, 0));
    const means = series.mean.slice(30, 60).map((each) => each! * 1000);
    expect(value(mean)).toBeGreaterThan(Math.min(...means));
    expect(value(mean)).toBeLessThan(Math.max(...means));
    expect(value(p95)).toBeGreaterThan(value(mean));
    // The distribution of the span alone lies over that of all: a curve for each case.
    expect(await page.locator('#scenario-1 .filtered polyline').count()).toBe(2);
    expect(await page.locator('#chart-distribution-1 .span-figures').textContent()).toContain('30 to 60 s');
    // A click without a drag takes it away.
    await page.mouse.click(at(10), box.y + 40);
    expect(await page.locator('.band:visible').count()).toBe(0);
    expect(await page.locator('.span-figures:visible').count()).toBe(0);
    await context.close();
  }, 60_000);

  test('the whole span has the figures of the whole trial', async () => {
    const { page, context } = await browser.opened(await renderHtml(campaign, { lang: 'ko' }), {
      javaScript: true,
    });
    const chart = page.locator(timeline);
    await chart.focus();
    for (let i = 0; i < 60; i++) await page.keyboard.press('Shift+ArrowRight');
    const text = (await page.locator('#chart-timeline-T-02\\.1 .span-figures').textContent())!;
    const { whole } = campaign.trials.find((trial) => trial.id === 'T-02.1')!;
    const [, requests, mean] = /^0~120초: 처리건수 ([\d,]+), 평균 ([\d,]+) ms/.exec(text)!;
    const value = (figure: string | undefined) => Number(figure!.replaceAll(',', ''));
    expect(value(requests) / whole.processed).toBeCloseTo(1, 2);
    expect(value(mean) / 1000 / whole.responseSeconds!.mean).toBeCloseTo(1, 1);
    await page.keyboard.press('Escape');
    expect(await page.locator('.band:visible').count()).toBe(0);
    await context.close();
  }, 60_000);

  test('a cell of a heatmap tells its requests by route and by pod, and a difference tells both', async () => {
    const { page, context, complaints } = await browser.opened(await renderHtml(campaign, { lang: 'en' }), {
      javaScript: true,
    });
    const { heat } = campaign.trials.find((trial) => trial.id === 'T-02.1')!;
    // The fullest cell of a second in the middle.
    const cells = new Map<number, number>();
    heat.count.forEach((count, i) => {
      if (heat.column[i] === 100) cells.set(heat.row[i]!, (cells.get(heat.row[i]!) ?? 0) + count);
    });
    const [row, requests] = [...cells].sort(([, a], [, b]) => b - a)[0]!;
    const entries = heat.count.flatMap((count, i) =>
      heat.column[i] === 100 && heat.row[i] === row
        ? [{ count, route: heat.routes[heat.route[i]!]!, pod: heat.pods[heat.pod[i]!]! }]
        : [],
    );
    const told = async (id: string) => {
      const chart = page.locator(`#chart-${id} .chart`);
      await chart.scrollIntoViewIfNeeded();
      const box = (await chart.locator('image').first().boundingBox())!;
      const edges = (await page.locator('#chart-heatmap-T-02\\.1 .chart').getAttribute('data-edges'))!.split(
        ' ',
      );
      const first = heat.edgesSeconds.findIndex((edge) => Math.abs(edge / Number(edges[0]) - 1) < 1e-4);
      const rows = edges.length - 1;
      await page.mouse.move(
        box.x + (box.width * 100.5) / 120,
        box.y + (box.height * (rows - 1 - (row - first) + 0.5)) / rows,
      );
      const texts = await chart.locator('.tip span').allTextContents();
      return new Map(texts.flatMap((text, i) => (i % 2 ? [] : [[text.trim(), texts[i + 1]!] as const])));
    };
    const one = await told('heatmap-T-02\\.1');
    expect(one.get('Started')).toBe('100–101 s');
    expect(one.get('Processed requests')).toBe(String(requests));
    const sum = (key: 'route' | 'pod', name: string) =>
      entries.filter((entry) => entry[key] === name).reduce((all, { count }) => all + count, 0);
    for (const route of new Set(entries.map((entry) => entry.route)))
      expect(one.get(route), route).toBe(String(sum('route', route)));
    const busiest = [...new Set(entries.map((entry) => entry.pod))].sort(
      (a, b) => sum('pod', b) - sum('pod', a),
    )[0]!;
    expect(one.get(busiest)).toBe(String(sum('pod', busiest)));
    const two = await told('difference-T-02\\.1-T-01\\.1');
    expect(two.get('T-02')).toBe(String(requests));
    expect(Number(two.get('Difference')!.replace('−', '-'))).toBe(requests - Number(two.get('T-01')));
    expect(complaints).toEqual([]);
    await context.close();
  }, 60_000);

  test('an entry of a legend switches its line off and on in every arm, by mouse and by keyboard', async () => {
    const { page, context } = await browser.opened(await renderHtml(campaign, { lang: 'en' }), {
      javaScript: true,
    });
    const lines = (section: number) =>
      page.locator(`#scenario-${section} [data-s="response/p99"]:visible`).count();
    const before = [await lines(1), await lines(2)];
    expect(before).toEqual([2, 2]);
    const button = page.locator('#chart-timeline-T-02\\.1').getByRole('button', { name: 'p99' });
    await button.click();
    expect([await lines(1), await lines(2)]).toEqual([0, 2]);
    expect(await button.getAttribute('aria-pressed')).toBe('false');
    expect(
      await page
        .locator('#chart-timeline-T-01\\.1')
        .getByRole('button', { name: 'p99' })
        .getAttribute('aria-pressed'),
    ).toBe('false');
    await button.focus();
    await page.keyboard.press('Enter');
    expect([await lines(1), await lines(2)]).toEqual(before);
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('p95');
    await context.close();
  }, 60_000);

  test('a decision of the autoscaler is told with its reason at its moment', async () => {
    const { page, context } = await browser.opened(await renderHtml(campaign, { lang: 'en' }), {
      javaScript: true,
    });
    const { hpa } = campaign.trials.find((trial) => trial.id === 'T-02.1')!;
    const round = hpa.find((each) => each.desired !== each.current)!;
    const chart = page.locator(timeline);
    await chart.scrollIntoViewIfNeeded();
    const box = (await chart.boundingBox())!;
    await page.mouse.move(box.x + (box.width * (52 + (470 * round.t) / 120)) / 540, box.y + 60);
    const said = await chart.locator('.tip .said').first().textContent();
    expect(said).toContain(`Autoscaler ${round.current} → ${round.desired}: ${round.reasons.en[0]}`);
    await context.close();
  }, 60_000);

  test('light and dark can be chosen; without JavaScript no button and no hint is there', async () => {
    const html = await renderHtml(campaign, { lang: 'en' });
    const on = await browser.opened(html, { javaScript: true });
    const ground = () => on.page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await ground()).toBe('rgb(255, 255, 255)');
    await on.page.getByRole('button', { name: 'Dark' }).click();
    expect(await ground()).toBe('rgb(18, 22, 27)');
    await on.page.getByRole('button', { name: 'Light' }).click();
    expect(await ground()).toBe('rgb(255, 255, 255)');
    await on.context.close();
    const off = await browser.opened(html, { javaScript: false });
    expect(await off.page.locator('button, .tip, .band').count()).toBe(0);
    expect(await off.page.locator('.switches').count()).toBe(0);
    expect(await off.page.locator('.scripted').first().isVisible()).toBe(false);
    await off.context.close();
  }, 60_000);
});
