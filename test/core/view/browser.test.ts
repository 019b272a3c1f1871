import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ViewPages } from '../../../src/commands/view-pages.ts';
import { CampaignShelf } from '../../../src/edge/store/campaign-shelf.ts';
import { type LocalServer, serveLocally } from '../../../src/edge/view/local-server.ts';
import { root } from '../../commands/command-line.ts';
import { chromiumPath, ReportBrowser } from '../../fixtures/report/browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(chromiumPath === undefined)('in a real browser', () => {
  let browser: ReportBrowser;
  let server: LocalServer;
  beforeAll(async () => {
    browser = await ReportBrowser.launched();
    const pages = new ViewPages(
      await CampaignShelf.open(join(root, 'results')),
      root,
      'en',
      new AbortController().signal,
    );
    server = await serveLocally(0, (request) => pages.answer(request));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const address = (path: string) => `http://127.0.0.1:${server.port}${path}`;

  for (const dark of [false, true])
    test(`axe finds no serious violation, ${dark ? 'dark' : 'light'}`, async () => {
      for (const path of ['/', '/campaign/sample?lang=ko', '/compare']) {
        const { page, context, complaints } = await browser.visited(address(path), {
          javaScript: true,
          dark,
        });
        await violationsIn(page);
        // Chromium writes down that a page was refused; nothing else may be complained of.
        expect(complaints.filter((text) => !text.includes('status of 400'))).toEqual([]);
        await context.close();
      }
    }, 60_000);

  test('from the list to a comparison of two trials without any script', async () => {
    const { page, context, beyond, complaints } = await browser.visited(address('/'), {
      javaScript: false,
      width: 900,
    });
    await page.getByRole('link', { name: '한국어' }).click();
    await page.getByRole('link', { name: '통계조사' }).first().click();
    const scrolls = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(scrolls).toBeLessThanOrEqual(0);
    for (const name of ['T-01.1', 'T-02.1']) await page.getByLabel(name, { exact: true }).check();
    await page.getByRole('button').click();
    expect(page.url()).toContain('/compare?');
    expect(await page.locator('#reference').count()).toBe(1);
    expect(beyond.filter((url) => !url.startsWith(address('/')))).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  }, 60_000);

  async function violationsIn(page: Awaited<ReturnType<ReportBrowser['visited']>>['page']): Promise<void> {
    // Evaluated by the debugger, which the page's policy does not bind.
    await page.evaluate(axe);
    const found = await page.evaluate(
      `axe.run().then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 120)).join(' | ')))`,
    );
    expect(found).toEqual([]);
  }
});
