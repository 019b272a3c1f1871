import { describe, expect, test } from 'vitest';
import { groupwareJourney } from '../../../scenarios/journeys/groupware.ts';
import { portalJourney } from '../../../scenarios/journeys/portal.ts';
import { shopJourney } from '../../../scenarios/journeys/shop.ts';
import type { Journey } from '../../../scenarios/journeys/visitor.ts';
import { campaignNames, readCampaignFile } from '../../../src/edge/store/campaign-file.ts';
import { RecordedVisitor } from './recorded-visitor.ts';

const journeys: Record<string, Journey> = {
  'portal-peak.ts': portalJourney,
  'groupware-peak.ts': groupwareJourney,
  '../own-service-peak.ts': shopJourney,
};

function walked(journey: Journey, user = 1, round = 0): RecordedVisitor {
  const visitor = new RecordedVisitor();
  journey(visitor, user, round);
  return visitor;
}

const root = new URL('../../..', import.meta.url).pathname;
for (const name of await campaignNames(root)) {
  const { campaign } = await readCampaignFile(name, root);
  test.each(Object.entries(campaign.scenarios))(
    `${name}: a journey of %s visits what the campaign says`,
    (_, { script, visits }) => {
      expect(walked(journeys[script]!).visits).toEqual(visits);
    },
  );
}

describe.each(Object.entries(journeys))('%s', (_, journey) => {
  test('thinks after every request', () => {
    const kinds = walked(journey).steps.map(({ kind }) => kind);
    expect(kinds).toContain('think');
    for (const [i, kind] of kinds.entries())
      if (kind === 'get' || kind === 'post') expect(kinds[i + 1], `step ${i + 1}`).toBe('think');
  });

  test('is the same for the same user and round, and another for another user or round', () => {
    const steps = (user: number, round: number) => JSON.stringify(walked(journey, user, round).steps);
    expect(steps(3, 4)).toBe(steps(3, 4));
    expect(steps(3, 4)).not.toBe(steps(4, 4));
    expect(steps(3, 4)).not.toBe(steps(3, 5));
  });
});

describe('the portal', () => {
  test('carries the token of the sign-in from then on', () => {
    const visitor = new RecordedVisitor({ 'sign-in': { ok: true, body: '{"token":"abc"}' } });
    portalJourney(visitor, 1, 0);
    expect(
      visitor.steps.slice(0, 4).map(({ kind, route, path }) => `${kind} ${route || path}`.trim()),
    ).toEqual(['post sign-in', 'think', 'carry abc', 'get survey']);
  });

  test('leaves the session to the cookie where the answer has no token', () => {
    for (const body of ['{"user":"x"}', '<html></html>', '', null]) {
      const visitor = new RecordedVisitor({ 'sign-in': { ok: true, body } });
      portalJourney(visitor, 1, 0);
      expect(visitor.steps.some(({ kind }) => kind === 'carry')).toBe(false);
      expect(visitor.visits.submit).toBe(1);
    }
  });

  test('ends when the sign-in fails, after the pause', () => {
    const visitor = new RecordedVisitor({ 'sign-in': { ok: false, body: null } });
    portalJourney(visitor, 1, 0);
    expect(visitor.steps.map(({ kind }) => kind)).toEqual(['post', 'think']);
  });

  test('goes on when a page fails', () => {
    const visitor = new RecordedVisitor({ page: { ok: false, body: null } });
    portalJourney(visitor, 1, 0);
    expect(visitor.visits).toEqual(walked(portalJourney).visits);
  });
});

test('groupware users read three different documents and approve the last one', () => {
  const { requests } = walked(groupwareJourney, 12, 7);
  const documents = requests.filter(({ route }) => route === 'document').map(({ path }) => path);
  expect(new Set(documents).size).toBe(3);
  expect(requests.at(-1)?.path).toBe(`${documents.at(-1)}/approve`);
});
