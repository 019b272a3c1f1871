import { join } from 'node:path';
import { stringify } from 'yaml';
import type { CampaignPlan, TrialPlan } from '../../src/core/model/plan.ts';
import { planCampaign } from '../../src/core/plan/plan-campaign.ts';
import { packageRoot } from '../../src/edge/package-root.ts';
import { readCampaignFile } from '../../src/edge/store/campaign-file.ts';
import type { Manifest } from '../../src/edge/target/kubernetes/api/objects.ts';
import { localImages } from '../../src/edge/target/kubernetes/manifests/images.ts';
import { trialManifests } from '../../src/edge/target/kubernetes/manifests/manifests.ts';
import { routerNamespace, serviceNamespace } from '../../src/edge/target/kubernetes/manifests/names.ts';
import { planChoices } from '../fixtures/plan-choices.ts';

/** The trial of each arm of the reference campaign, under the portal's peak. */
export async function referenceTrials(): Promise<TrialPlan[]> {
  const { campaign, openProfile } = await readCampaignFile('survey-peak', packageRoot());
  const choices = planChoices({ preset: 'full', target: 'kind', trials: 1, seed: 1 });
  const plan: CampaignPlan = planCampaign(campaign, choices, openProfile);
  const portal = plan.trials.filter(({ scenario }) => scenario.service === 'portal');
  const byArm = new Map(portal.map((trial) => [trial.armName, trial]));
  return [...byArm.values()].sort((a, b) => a.armName.localeCompare(b.armName));
}

/** What the harness would have on the cluster when the load of this trial starts, replicas set. */
export function clusterState(trial: TrialPlan): Manifest[] {
  const { base, quota, hpas, startReplicas } = trialManifests(trial, localImages);
  return [
    ...base.map((object) =>
      object.kind === 'Deployment' && object.metadata.namespace === serviceNamespace && hpas.length === 0
        ? { ...object, spec: { ...(object.spec as object), replicas: startReplicas } }
        : object,
    ),
    quota,
    ...hpas,
  ];
}

const header =
  '# Made from the code that a bench applies: change that, then `npx vitest run test/clusters/manifests -u`.\n';
const line = { lineWidth: 0 } as const;

/** The Kustomize files under clusters/ for the reference campaign: path and text. */
export function kustomizeFiles(trials: readonly TrialPlan[]): Map<string, string> {
  const files = new Map<string, string>();
  const write = (path: string, ...documents: object[]) =>
    files.set(path, header + documents.map((document) => stringify(document, line)).join('---\n'));
  const { base } = trialManifests(trials[0]!, localImages);
  const services = Object.keys(trials[0]!.services).sort();
  const of = (test: (object: Manifest) => boolean) => base.filter(test);
  write('base/namespaces.yaml', ...of(({ kind }) => kind === 'Namespace'));
  for (const service of services)
    write(
      `base/${service}.yaml`,
      ...of(
        ({ metadata: { name, namespace } }) =>
          namespace === serviceNamespace && (name === service || name.startsWith(`${service}-`)),
      ),
    );
  write('base/kustomization.yaml', {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['namespaces.yaml', '../haproxy', ...services.map((service) => `${service}.yaml`)],
  });
  const isRouter = ({ kind, metadata }: Manifest) =>
    metadata.namespace === routerNamespace || kind.startsWith('ClusterRole');
  write('haproxy/router.yaml', ...of((object) => isRouter(object) && object.kind !== 'ConfigMap'));
  const config = base.find(({ kind }) => kind === 'ConfigMap')!;
  const data = config.data as Record<string, string>;
  for (const [name, text] of Object.entries(data)) files.set(`haproxy/${name}`, text);
  write('haproxy/kustomization.yaml', {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['router.yaml'],
    configMapGenerator: [
      {
        name: config.metadata.name,
        namespace: config.metadata.namespace,
        files: Object.keys(data),
        options: { disableNameSuffixHash: true, labels: { ...config.metadata.labels } },
      },
    ],
  });
  for (const trial of trials) {
    const { quota, hpas, startReplicas } = trialManifests(trial, localImages);
    const folder = `overlays/${trial.armName}`;
    write(`${folder}/pool.yaml`, quota);
    if (hpas.length > 0) write(`${folder}/hpa.yaml`, ...hpas);
    write(`${folder}/kustomization.yaml`, {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: ['../../base', 'pool.yaml', ...(hpas.length > 0 ? ['hpa.yaml'] : [])],
      ...(hpas.length > 0 ? {} : { replicas: services.map((name) => ({ name, count: startReplicas })) }),
    });
  }
  return files;
}

export const clustersFolder = join(packageRoot(), 'clusters');
