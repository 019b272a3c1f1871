import { describe, expect, test } from 'vitest';
import { checkCampaign } from '../../../src/core/plan/campaign-check.ts';
import { manifestFacts } from '../../../src/core/plan/own-manifests.ts';
import { planCampaign } from '../../../src/core/plan/plan-campaign.ts';
import { planChoices } from '../../fixtures/plan-choices.ts';

const choices = planChoices({ target: 'kind' });

function campaignWith(shop: object, changes: object = {}) {
  return {
    name: 'own',
    title: 'Own',
    services: { shop },
    scenarios: {
      peak: {
        script: './peak.ts',
        service: 'shop',
        visits: { home: 1 },
        profile: { model: 'closed', users: 5 },
      },
    },
    arms: { 'fixed-2': { kind: 'fixed', replicas: 2 } },
    cases: { one: { arm: 'fixed-2', scenario: 'peak', ...changes } },
    presets: { quick: { lengthSeconds: 60, cases: ['one'] } },
  };
}
const image = { image: 'shop:1', port: 80, cpuCores: 0.5 };

function problems(shop: object, changes: object = {}): string[] {
  const checked = checkCampaign(campaignWith(shop, changes), 'own.yaml');
  return 'problems' in checked
    ? checked.problems.map(({ path, message }) => `${path.join('.')}: ${message}`)
    : [];
}

function planned(shop: object, changes: object = {}) {
  const checked = checkCampaign(campaignWith(shop, changes), 'own.yaml');
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  const facts = { sha256: 'abc', cpuCores: 0.3, images: ['shop:1'], otherPods: 1 };
  const own = { folder: '/somewhere', manifests: new Map([['shop', facts]]) };
  return planCampaign(checked.campaign, choices, () => null, own).trials[0]!;
}

describe('a service that is not ours', () => {
  test('is planned from its image, with defaults, and nothing is predicted of it', () => {
    const { services, prediction, notPredicted } = planned({ ...image, env: { WORKERS: 2 } });
    expect(services.shop).toMatchObject({
      image: 'shop:1',
      cpuCores: 0.5,
      memory: '256Mi',
      env: { WORKERS: '2' },
      readiness: { probe: 'tcp' },
      routes: null,
    });
    expect([prediction, notPredicted]).toEqual([null, 'demand-unknown']);
  });

  test('is predicted where its routes have a cost', () => {
    expect(planned({ ...image, routes: { home: { cpuMs: 5 } } }).prediction?.processed).toBeGreaterThan(0);
  });

  test('takes its CPU from its manifests', () => {
    const shop = planned({ manifests: './k8s', deployment: 'shop', port: 80 }).services.shop!;
    expect(shop).toMatchObject({ manifests: './k8s', sha256: 'abc', cpuCores: 0.3, otherPods: 1 });
  });

  test('may have another image in one case, and no setting of another kind', () => {
    const services = (shop: object) => ({ services: { shop } });
    expect(planned(image, services({ image: 'shop:2' })).services.shop).toMatchObject({ image: 'shop:2' });
    expect(problems(image, services({ queueLimit: 3 }))).toEqual([
      expect.stringMatching(/^cases\.one\.services\.shop\.queueLimit: .*given by its image: use image, port/),
    ]);
  });

  test.each([
    ['no kind', { port: 80 }, /^services\.shop: 'shop' does not say what it is/],
    ['two kinds', { ...image, demo: 'portal-demo' }, /^services\.shop\.image: 'shop' says demo and image/],
    ['a wrong port', { ...image, port: 0 }, /^services\.shop\.port: 'port' is 0: it has to be at least 1/],
    ['no port', { image: 'x', cpuCores: 1 }, /^services\.shop\.port: 'port' is missing/],
    ['a slip', { ...image, memroy: '1Gi' }, /unknown key 'memroy'; did you mean 'memory'/],
    ['no map', [], /^services\.shop: 'shop' needs a map/],
    ['no amount', { ...image, memory: 'much' }, /services\.shop\.memory: 'memory' is 'much': a Kubernetes/],
  ])('with %s is refused', (_, shop, sentence) => {
    expect(problems(shop).filter((text) => sentence.test(text))).toHaveLength(1);
  });
});

const deployment = (container: object = { resources: { requests: { cpu: '250m' } } }) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { template: { spec: { containers: [{ name: 'app', image: 'shop:1', ...container }] } } },
});

describe('manifests', () => {
  test('say what a plan needs: CPU, images, pods beside', () => {
    const database = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db' },
      spec: { replicas: 2, template: { spec: { containers: [{ name: 'db', image: 'db:9' }] } } },
    };
    expect(manifestFacts([deployment(), database], 'web', 'shop')).toEqual({
      facts: { cpuCores: 0.25, images: ['db:9', 'shop:1'], otherPods: 2 },
    });
    const limited = deployment({ resources: { limits: { cpu: 1 } } });
    expect(manifestFacts([limited], 'web', 'shop')).toMatchObject({ facts: { cpuCores: 1 } });
  });

  test('are refused with every problem at once', () => {
    const objects = [
      { hello: 1 },
      deployment({}),
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop-pods' } },
      { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' } },
    ];
    const read = manifestFacts(objects, 'web', 'shop');
    expect('problems' in read ? read.problems : []).toEqual([
      expect.stringContaining('no Kubernetes object'),
      expect.stringContaining("DaemonSet 'agent'"),
      expect.stringContaining("Service 'shop-pods'"),
      expect.stringContaining("container 'app' of Deployment 'web' asks for no CPU"),
    ]);
    const wrong = manifestFacts([deployment()], 'wep', 'shop');
    expect(wrong).toEqual({ problems: ["there is no Deployment 'wep'; did you mean 'web'?"] });
  });
});
