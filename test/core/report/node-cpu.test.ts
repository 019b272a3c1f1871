import { expect, test } from 'vitest';
import type { NodeSeries } from '../../../src/core/model/node-series.ts';
import type { Trial } from '../../../src/core/model/trial.ts';
import { chartsOf } from '../../../src/core/report/charts/all.ts';
import { svgOf } from '../../../src/core/report/charts/svg.ts';
import { csvFilesOf } from '../../../src/core/report/csv.ts';
import { renderHtml } from '../../../src/core/report/html.ts';
import { nodeTotals } from '../../../src/core/report/node-totals.ts';
import { speaker } from '../../../src/core/report/text.ts';
import { withNodes } from '../../fixtures/report/nodes.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';
import { expectGolden } from '../../golden-file.ts';

const reader = { lang: 'en', say: speaker('en') } as const;

test('used and idle cores of each node stand over time, and its CSV has all that was seen', async () => {
  const charts = chartsOf(withNodes(syntheticCampaign({ lengthSeconds: 150 })), reader);
  const chart = charts[0]!.nodes[1]!;
  expect(charts[0]!.nodes).toHaveLength(2);
  expectGolden('test/golden/charts/nodes-T-02.1.svg', await svgOf(chart.spec));
  expect(chart.alt).toMatch(/worker-1 of 8 cores: at most [\d.]+ used, at least \d+ % idle/);
  expect(chart.table.head).toEqual([
    'from',
    'control-plane: used, cores',
    'control-plane: idle',
    'worker-1: used, cores',
    'worker-1: idle',
  ]);
  expect(chart.table.rows.length).toBeLessThanOrEqual(60);
  const { text } = csvFilesOf(charts).find(({ name }) => name === `${chart.id}.csv`)!;
  const lines = text.trim().split('\r\n');
  expect(lines[0]).toContain('usedCores,idleShare,memoryBytes,diskReadBytesPerSecond');
  expect(lines).toHaveLength(1 + 2 * 150);
  // The first seconds of a counter are not observed: empty, and no 0.
  expect(lines[1]).toBe('control-plane,0,1,8,,,1073741824,,,,');
});

test('totals are of the seconds that were seen, and null where none was', () => {
  const { trials } = withNodes(syntheticCampaign({ lengthSeconds: 20 }));
  const [, worker] = nodeTotals(trials[0]!);
  // 18 of 20 seconds, 1 MiB written a second.
  expect(worker).toMatchObject({ cores: 8, diskWrittenBytes: 18 * 2 ** 20, receivedBytes: null });
  expect(worker!.leastIdleShare).toBeLessThanOrEqual(1);
  expect(nodeTotals({ ...trials[0]!, nodes: null })).toEqual([]);
});

test('nodes of unlike sizes have their own lines, and no number that is true of one only', () => {
  const campaign = withNodes(syntheticCampaign({ lengthSeconds: 20 }));
  const trials = campaign.trials.map((trial) => ({
    ...trial,
    nodes: trial.nodes!.map((node, i) => ({ ...node, cores: [2, 8][i]! })),
  }));
  const text = JSON.stringify(chartsOf({ ...campaign, trials }, reader)[0]!.nodes[0]!.spec);
  expect(text).toContain('cores of the node');
  expect(text).not.toContain('cores: 2');
});

test('where nobody looked, or nothing was seen, there is no chart and no heading', async () => {
  const campaign = syntheticCampaign({ lengthSeconds: 20 });
  expect(chartsOf(campaign, reader).flatMap(({ nodes }) => nodes)).toEqual([]);
  expect(await renderHtml(campaign, { lang: 'en' })).not.toContain('<h3>Nodes</h3>');
  const blind = (trial: Trial, node: NodeSeries) => ({
    ...trial,
    nodes: [{ ...node, usedCores: node.t.map(() => null), idleShare: node.t.map(() => null) }],
  });
  const seen = withNodes(campaign);
  const trials = seen.trials.map((trial) => blind(trial, trial.nodes![0]!));
  expect(chartsOf({ ...seen, trials }, reader).flatMap(({ nodes }) => nodes)).toEqual([]);
});

test('the page has the chart, its table and the totals, in Korean too', async () => {
  const html = await renderHtml(withNodes(syntheticCampaign({ lengthSeconds: 20 })), { lang: 'ko' });
  expect(html).toContain('<h3>노드</h3>');
  expect(html).toContain('부하 중 노드 사용량');
  expect(html).toContain('id="chart-nodes-T-01.1"');
});
