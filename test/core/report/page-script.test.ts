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
    expect(await off.page.locator('.scripted').first().isVisible()).toBe(false);
    await off.context.close();
  }, 60_000);
});
