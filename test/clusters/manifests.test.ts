import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { TrialPlan } from '../../src/core/model/plan.ts';
import { programEnding, runProgram } from '../../src/edge/exec/run-program.ts';
import type { Manifest } from '../../src/edge/target/kubernetes/api/objects.ts';
import { serviceNamespace } from '../../src/edge/target/kubernetes/manifests/names.ts';
import { clusterState, clustersFolder, kustomizeFiles, referenceTrials } from './kustomize-files.ts';

let trials: TrialPlan[] = [];
beforeAll(async () => {
  trials = await referenceTrials();
});
const armNamed = (name: string) => trials.find(({ armName }) => armName === name)!;

function keyOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
}

function byKey(objects: readonly Manifest[]): Record<string, Manifest> {
  return Object.fromEntries(objects.map((object) => [keyOf(object), object]));
}

describe('manifests of the arms', () => {
  it('has all six arms of the reference campaign', () => {
    expect(trials.map(({ armName }) => armName)).toEqual([
      'fixed-10',
      'fixed-5',
      'hpa-5-10',
      'manual',
      'pool-10',
      'scheduled-5-10',
    ]);
  });

  it('differ in replicas, autoscaler and pool alone', () => {
    const withoutArm = (trial: TrialPlan) =>
      clusterState(trial)
        .filter(({ kind }) => kind !== 'HorizontalPodAutoscaler' && kind !== 'ResourceQuota')
        .map((object) => {
          if (object.kind !== 'Deployment' || object.metadata.namespace !== serviceNamespace) return object;
          const { replicas: _, ...spec } = object.spec as { replicas?: number };
          return { ...object, spec };
        });
    const reference = withoutArm(armNamed('fixed-5'));
    expect(reference.length).toBeGreaterThan(10);
    for (const trial of trials) expect(withoutArm(trial), trial.armName).toEqual(reference);
    // And they do differ: an arm that is another one's twin would compare nothing.
    const texts = trials.map((trial) => JSON.stringify(clusterState(trial)));
    const twins = new Set(texts);
    // manual starts as fixed-5 does and scheduled as hpa-5-10 does; what sets them apart happens during the trial.
    expect(twins.size).toBe(trials.length - 2);
  });

  it('sets replicas only where no autoscaler owns them', () => {
    for (const trial of trials) {
      const objects = clusterState(trial);
      const scaled = objects.some(({ kind }) => kind === 'HorizontalPodAutoscaler');
      const deployments = objects.filter(
        ({ kind, metadata }) => kind === 'Deployment' && metadata.namespace === serviceNamespace,
      );
      expect(deployments).toHaveLength(2);
      for (const { spec } of deployments) expect('replicas' in (spec as object)).toBe(!scaled);
    }
  });

  it('gives the reference arms fifteen pods and pool-10 ten', () => {
    const pods = (arm: string) => {
      const quota = clusterState(armNamed(arm)).find(({ kind }) => kind === 'ResourceQuota')!;
      return (quota.spec as { hard: { pods: string } }).hard.pods;
    };
    expect(pods('fixed-5')).toBe('15');
    expect(pods('hpa-5-10')).toBe('15');
    expect(pods('pool-10')).toBe('10');
    // Ten pods of either service need a larger platform.
    expect(pods('fixed-10')).toBe('20');
  });

  it('asks for as much CPU as it allows, and probes by TCP with time to spare', () => {
    for (const trial of trials)
      for (const object of clusterState(trial)) {
        if (object.kind !== 'Deployment' || object.metadata.namespace !== serviceNamespace) continue;
        const pod = (object.spec as { template: { spec: { containers: Record<string, unknown>[] } } })
          .template.spec;
        const [app] = pod.containers as [
          {
            resources: { requests: { cpu: string }; limits: { cpu: string } };
            readinessProbe: { tcpSocket?: object; timeoutSeconds: number };
          },
        ];
        expect(app.resources.requests.cpu).toBe('100m');
        expect(app.resources.limits.cpu).toBe('100m');
        expect(app.readinessProbe.tcpSocket).toBeDefined();
        expect(app.readinessProbe.timeoutSeconds).toBe(5);
      }
  });
});

describe('Kustomize files', () => {
  it('are what the harness applies, and nothing else is there', async () => {
    const files = kustomizeFiles(trials);
    for (const [path, text] of files) await expect(text).toMatchFileSnapshot(join(clustersFolder, path));
    const committed = ['base', 'haproxy', 'overlays'].flatMap((folder) =>
      readdirSync(join(clustersFolder, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    expect(committed.sort()).toEqual([...files.keys()].map((path) => join(clustersFolder, path)).sort());
  });

  it('build, by kubectl, to the very objects that the harness applies', async (context) => {
    const kubectl = await programEnding(['kubectl', 'version', '--client']);
    context.skip(kubectl.exitCode !== 0, 'there is no kubectl on this machine');
    for (const trial of trials) {
      const folder = join(clustersFolder, 'overlays', trial.armName);
      expect(existsSync(folder)).toBe(true);
      const { stdout } = await runProgram(['kubectl', 'kustomize', folder], { timeoutSeconds: 30 });
      const built = parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
      expect(byKey(built), trial.armName).toEqual(byKey(clusterState(trial)));
    }
  });
});
