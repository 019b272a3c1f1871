import type { Environment } from '../core/model/observation.ts';
import type { ScenarioPlan, TrialPlan } from '../core/model/plan.ts';
import { readFingerprint } from '../edge/host/fingerprint.ts';
import { readHost } from '../edge/host/host.ts';
import { scenarioSha256 } from '../edge/load/scenario-hash.ts';
import { packageRoot } from '../edge/package-root.ts';
import type { Place } from '../edge/target/target.ts';
import { packageVersion } from './package-version.ts';
import type { Generator } from './tools.ts';

/** Reads, before each trial, where and with what it runs. */
export function environmentReader(
  generator: Generator,
): (plan: TrialPlan, place: Place) => Promise<Environment> {
  return async (plan, { kubernetes, cluster }) => {
    const host = await readHost({ folder: packageRoot() });
    const pathOf = ({ script }: ScenarioPlan) => generator.load.scriptPath(script);
    return {
      peakproof: packageVersion(),
      k6: generator.version,
      kubernetes,
      node: host.nodeVersion,
      os: host.os,
      kernel: host.kernel,
      cpuModel: host.cpuModel,
      cores: host.cores,
      memoryBytes: host.memoryBytes,
      loadAverage1m: host.loadAverage1m,
      gitCommit: host.gitCommit,
      gitDirty: host.gitDirty,
      scenarioSha256: await scenarioSha256(pathOf(plan.scenario), plan.beside.map(pathOf)),
      cluster,
      fingerprint: await readFingerprint(),
    };
  };
}
