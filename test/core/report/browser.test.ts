import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../../src/core/report/html.ts';
import { chromiumPath, ReportBrowser } from '../../fixtures/report/browser.ts';
import { named, oddNames } from '../../fixtures/report/odd.ts';
import { comparisonOf, syntheticCampaign } from '../../fixtures/report/synthetic.ts';

describe.skipIf(chromiumPath === undefined)('in a real browser', () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.launched();
  }, 60_000);
  afterAll(() => browser?.close());

  for (const javaScript of [true, false])
    test(`opens from a disk with JavaScript ${javaScript ? 'on' : 'off'}: every chart, no request, no complaint`, async () => {
      const html = await renderHtml(syntheticCampaign({ lengthSeconds: 120 }), { lang: 'en' });
      const { page, context, beyond, complaints, files } = await browser.opened(html, { javaScript });
      expect(beyond).toEqual([]);
      expect(files).toHaveLength(1);
      expect(complaints).toEqual([]);
      const charts = page.locator('figure svg');
      expect(await charts.count()).toBe(28);
      for (const chart of await charts.all()) {
        const box = (await chart.boundingBox())!;
        expect(box.width).toBeGreaterThan(300);
        expect(box.height).toBeGreaterThan(60);
      }
      // Folded numbers unfold without any script.
      const data = page.locator('figure details').first();
      expect(await data.locator('table').isVisible()).toBe(false);
      await data.locator('summary').click();
      expect(await data.locator('table').isVisible()).toBe(true);
      await context.close();
    }, 60_000);

  test('lines and texts take the colours of the page, light and dark', async () => {
    const html = await renderHtml(syntheticCampaign({ lengthSeconds: 60 }), { lang: 'en' });
    const strokes = [];
    for (const dark of [false, true]) {
      const { page, context } = await browser.opened(html, { javaScript: true, dark });
      const line = `document.querySelector('figure svg path[stroke="var(--blue)"]')`;
      strokes.push(await page.evaluate(`getComputedStyle(${line}).stroke`));
      await context.close();
    }
    expect(strokes).toEqual(['rgb(0, 114, 178)', 'rgb(93, 179, 234)']);
  }, 60_000);

  test('heatmaps are pictures that the policy lets through', async () => {
    const html = await renderHtml(syntheticCampaign({ lengthSeconds: 60 }), { lang: 'en' });
    const { page, context, complaints } = await browser.opened(html, { javaScript: true });
    const uri = await page.locator('figure svg image').first().getAttribute('href');
    const size = await page.evaluate(
      `new Promise((done, fail) => { const image = new Image(); image.onload = () => done([image.naturalWidth, image.naturalHeight]); image.onerror = fail; image.src = ${JSON.stringify(uri)}; })`,
    );
    expect((size as number[])[0]).toBe(60);
    expect(complaints).toEqual([]);
    await context.close();
  }, 60_000);

  test('nothing sticks out at 900 pixels or on a telephone, and it prints on A4', async () => {
    const html = await renderHtml(syntheticCampaign({ lengthSeconds: 60 }), { lang: 'ko' });
    for (const width of [900, 390]) {
      const { page, context } = await browser.opened(html, { javaScript: true, width });
      const scrolls = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(scrolls).toBeLessThanOrEqual(0);
      if (width === 900) {
        const pdf = await page.pdf({ preferCSSPageSize: true });
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
        expect(pdf.length).toBeGreaterThan(50_000);
      }
      await context.close();
    }
  }, 60_000);

  test('a name with a script runs nothing', async () => {
    const trials = [named(oddNames.script)];
    const html = await renderHtml({ comparison: comparisonOf(trials), trials }, { lang: 'en' });
    const { page, context, beyond, complaints } = await browser.opened(html, { javaScript: true });
    page.on('dialog', () => complaints.push('a dialog opened'));
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('img').count()).toBe(0);
    expect([...beyond, ...complaints]).toEqual([]);
    expect(await page.locator('h2', { hasText: '<script>' }).count()).toBe(1);
    await context.close();
  }, 60_000);
});
