import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../../src/core/report/html.ts';
import { chromiumPath, ReportBrowser } from '../../fixtures/report/browser.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(chromiumPath === undefined)('axe', () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.launched();
  }, 60_000);
  afterAll(() => browser?.close());

  const looks = [
    { lang: 'en', dark: false, width: 1400 },
    { lang: 'ko', dark: true, width: 1400 },
    { lang: 'ko', dark: false, width: 390 },
  ] as const;
  for (const { lang, dark, width } of looks)
    test(`finds no serious violation (${lang}, ${dark ? 'dark' : 'light'}, ${width} pixels)`, async () => {
      const html = await renderHtml(syntheticCampaign({ lengthSeconds: 60, trialsPerCase: 5 }), { lang });
      const { page, context } = await browser.opened(html, { javaScript: true, dark, width });
      await page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true; })');
      // Evaluated by the debugger, which the page's policy does not bind.
      await page.evaluate(axe);
      const found = (await page.evaluate(
        `axe.run().then(({ violations }) => violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 120)).join(' | ')))`,
      )) as string[];
      expect(found).toEqual([]);
      await context.close();
    }, 120_000);
});
