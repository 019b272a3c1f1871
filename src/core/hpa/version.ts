import type { HpaGates, KubernetesMinor } from '../model/hpa.ts';

/** What differs between the releases, by name of the rule and not of the release. */
export type VersionRules = {
  /** Up to 1.32: |1 − ratio| ≤ tolerance. Since: two bounds, which puts a ratio of exactly 1.1 inside. */
  readonly toleranceAsDistance: boolean;
  readonly configurableTolerance: boolean;
  /** Up to 1.32 one sample without the named container failed the whole metric. */
  readonly containerNeededInSamples: boolean;
  /** Since 1.35 a pod without the named container fails the metric; before, its request was 0. */
  readonly containerNeededInSpec: boolean;
  readonly podLevelRequests: boolean;
  /** Since 1.36 zero replicas mean "switched off" even with minReplicas 0. */
  readonly zeroDisables: boolean;
  readonly scaleToZero: boolean;
};

/** The rules of a release; a gate that the release does not know yet has no effect. */
export function versionRules(version: KubernetesMinor, gates: HpaGates = {}): VersionRules {
  const minor = Number(version.slice('1.'.length));
  return {
    toleranceAsDistance: minor < 33,
    configurableTolerance: minor >= 33 && (gates.configurableTolerance ?? minor >= 35),
    containerNeededInSamples: minor < 33,
    containerNeededInSpec: minor >= 35,
    podLevelRequests: minor >= 34 && (gates.podLevelResources ?? true),
    zeroDisables: minor >= 36,
    scaleToZero: minor >= 36 && (gates.scaleToZero ?? false),
  };
}
