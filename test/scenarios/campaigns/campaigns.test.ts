import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { mostReplicas, startReplicas } from '../../../src/core/model/arm.ts';
import { type Campaign, campaignSchema } from '../../../src/core/model/campaign.ts';
import { planCampaign } from '../../../src/core/plan/plan-campaign.ts';
import { campaignNames, readCampaignFile } from '../../../src/edge/store/campaign-file.ts';
import { planChoices } from '../../fixtures/plan-choices.ts';

const root = new URL('../../..', import.meta.url).pathname;
const names = await campaignNames(root);
const schema = z.toJSONSchema(campaignSchema, { io: 'input' });

test('the campaigns that the documentation names are there', () => {
  expect(names).toEqual([
    'blinded-hpa',
    'known-effects',
    'own-service',
    'pinned-pods',
    'rotated-connections',
    'simultaneous-peaks',
    'start-time',
    'survey-day',
    'survey-peak',
  ]);
});

test('campaign.schema.json is the schema of today', async () => {
  const text = `${JSON.stringify({ title: 'A peakproof campaign', ...schema }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../../scenarios/campaigns/campaign.schema.json');
});

describe.each(names)('%s', (name) => {
  const path = join(root, 'scenarios', 'campaigns', `${name}.yaml`);

  test('can be read, is called after its file and starts with the schema for editors', async () => {
    const { campaign } = await readCampaignFile(name, root);
    expect(campaign.name).toBe(name);
    const text = await readFile(path, 'utf8');
    expect(text.split('\n', 1)[0]).toBe('# yaml-language-server: $schema=./campaign.schema.json');
  });

  test('is accepted by the schema that editors use', async () => {
    const editor = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    const written: unknown = parse(await readFile(path, 'utf8'));
    expect(editor.safeParse(written).error?.issues ?? []).toEqual([]);
    expect(editor.safeParse({ ...(written as object), rute: 'requests' }).success).toBe(false);
  });

  test('has a quick preset, and every case in some preset', async () => {
    const { campaign } = await readCampaignFile(name, root);
    expect(Object.keys(campaign.presets)).toContain('quick');
    const run = new Set(Object.values(campaign.presets).flatMap(({ cases }) => cases));
    expect([...run].sort()).toEqual(Object.keys(campaign.cases).sort());
  });

  test('compares within a preset whatever it compares', async () => {
    const { campaign } = await readCampaignFile(name, root);
    for (const [preset, { cases }] of Object.entries(campaign.presets))
      for (const at of cases) expect([...cases, undefined], preset).toContain(campaign.cases[at]!.against);
  });
});

describe('survey-peak', async () => {
  const { campaign } = await readCampaignFile('survey-peak', root);

  test('has the published figures beside its cases', () => {
    const figures = (name: string) => {
      const { processed, meanSeconds, minSeconds, maxSeconds, perSecond } = campaign.cases[name]!.published!;
      return [processed, meanSeconds, minSeconds, maxSeconds, perSecond];
    };
    expect(figures('T-01')).toEqual([53582, 2.374, 1.01, 19.979, 88]);
    expect(figures('T-02')).toEqual([93869, 0.919, 0.01, 4.589, 155]);
    expect(figures('T-03')).toEqual([91394, 0.971, 0.01, 5.134, 151]);
  });

  test('judges each case against the fixed arm under the same load', () => {
    const against = Object.entries(campaign.cases).map(([name, entry]) => [name, entry.against ?? null]);
    expect(Object.fromEntries(against)).toEqual({
      'T-01': null,
      'T-01g': null,
      'T-02': 'T-01',
      'T-03': 'T-01g',
      'T-10': 'T-01',
      'T-20': 'T-01',
      'T-30': 'T-01',
      'T-40': 'T-01',
    });
  });

  test('gives the pool arm exactly the pods that T-01 has in all', () => {
    const pool = campaign.arms['pool-10']!;
    expect(pool.pool).toBe(2 * startReplicas(campaign.arms['fixed-5']!));
    expect(mostReplicas(pool, 2)).toBe(8);
  });

  test('has pods that serve about 17.6 requests a second, for either service', () => {
    expect(podCapacity(campaign, 'portal-peak')).toBeCloseTo(17.6, 1);
    expect(podCapacity(campaign, 'groupware-peak')).toBeCloseTo(17.6, 1);
  });
});

test('start-time changes nothing but the start time', async () => {
  const { campaign } = await readCampaignFile('start-time', root);
  const changes = Object.values(campaign.cases).flatMap(({ services }) => (services ? [services] : []));
  expect(changes).toEqual([2, 10, 30, 90].map((startSeconds) => ({ portal: { startSeconds } })));
});

test('pinned-pods and its twin differ in the connections alone', async () => {
  const pinned = (await readCampaignFile('pinned-pods', root)).campaign;
  const rotated = (await readCampaignFile('rotated-connections', root)).campaign;
  const rest = ({ name, title, question, titleKo, questionKo, connections, ...same }: Campaign) => same;
  expect(rest(rotated)).toEqual(rest(pinned));
  expect([pinned.connections.policy, rotated.connections.policy]).toEqual(['keep', 'rotate']);
  expect(pinned).toMatchObject({ route: 'connections', pinningIsTheFactor: false });
});

test('survey-day peaks at what ten pods can just do', async () => {
  const { campaign } = await readCampaignFile('survey-day', root);
  for (const [name, { profile, visits }] of Object.entries(campaign.scenarios)) {
    if (profile.model !== 'open') throw new Error(`${name} is not open`);
    const requests = Object.values(visits).reduce((sum, count) => sum + count, 0);
    const share = (profile.peakPerSecond * requests) / (10 * podCapacity(campaign, name));
    expect(share, name).toBeGreaterThan(0.97);
    expect(share, name).toBeLessThanOrEqual(1);
  }
});

/** Requests per second that one pod can serve of a scenario's journey. */
function podCapacity(campaign: Campaign, scenario: string): number {
  const { service, visits } = campaign.scenarios[scenario]!;
  const demo = campaign.services[service]!;
  if (!('demo' in demo)) throw new Error(`${service} is no demo`);
  const { routes, cpuCores } = demo;
  const counts = Object.entries(visits);
  const requests = counts.reduce((sum, [, count]) => sum + count, 0);
  const busyMs = counts.reduce((sum, [route, count]) => sum + count * routes[route]!.cpuMs, 0);
  return (1000 * cpuCores * requests) / busyMs;
}

test('own-service can be planned, with its script beside it and a prediction from its routes', async () => {
  const { campaign, openProfile, own } = await readCampaignFile('own-service', root);
  expect(own.folder).toBe(join(root, 'scenarios', 'campaigns'));
  const choices = planChoices({ target: 'kind' });
  const { trials, campaignFolder } = planCampaign(campaign, choices, openProfile, own);
  expect(campaignFolder).toBe(own.folder);
  for (const { prediction, services } of trials) {
    expect(prediction?.processed).toBeGreaterThan(0);
    expect(services.shop).toMatchObject({ image: 'registry.example/shop:1.0', port: 8080 });
  }
});
