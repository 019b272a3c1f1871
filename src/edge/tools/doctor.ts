import type { HostFacts } from '../host/host.ts';
import { k6, kind, kubectl } from './catalog.ts';
import type { Check } from './check.ts';
import { coresCheck, loadCheck, memoryCheck, nodeCheck, quotaCheck } from './doctor-host.ts';
import { diskCheck, ephemeralPortsCheck, loopbackCheck } from './doctor-system.ts';
import { browserCheck, engineCheck, generatorChecks, optionalToolCheck } from './doctor-tools.ts';
import type { Machine } from './machine.ts';

export interface DoctorQuestion {
  readonly machine: Machine;
  readonly host: HostFacts;
  /** Where recordings will be written; it need not exist yet. */
  readonly outputFolder: string;
  /** Cores that the pods of the plan may use together; null: no plan was named. */
  readonly quotaCores: number | null;
}

/**
 * Whether a bench can run on this machine and be trusted, as data in the order of printing. Nothing is installed or
 * changed. It never throws: what cannot be looked at is a check that failed.
 */
export async function doctorChecks({
  machine,
  host,
  outputFolder,
  quotaCores,
}: DoctorQuestion): Promise<Check[]> {
  const checks = await Promise.all([
    nodeCheck(host),
    coresCheck(host),
    memoryCheck(host),
    quotaCores === null ? [] : quotaCheck(quotaCores, host),
    loadCheck(host),
    generatorChecks(k6, machine),
    diskCheck(outputFolder),
    loopbackCheck(),
    ephemeralPortsCheck(),
    browserCheck(machine),
    engineCheck(machine),
    optionalToolCheck(kind, machine),
    optionalToolCheck(kubectl, machine),
  ]);
  return checks.flat();
}
