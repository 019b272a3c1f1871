import type { ImageServicePlan } from '../../../../core/model/service.ts';
import { containerName } from './names.ts';
import { leavingSeconds, readinessProbe } from './pod-readiness.ts';

/** After it has left the router a pod has so long to end; then it is killed. */
const endSeconds = 30;

/** A pod of somebody's own image. Quota, probes and the way out are the campaign's, as for a demo. */
export function imagePodSpec(plan: ImageServicePlan) {
  const cpu = `${Math.round(plan.cpuCores * 1000)}m`;
  const { memory } = plan;
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: leavingSeconds + endSeconds,
    containers: [
      {
        name: containerName,
        image: plan.image,
        imagePullPolicy: 'IfNotPresent',
        ...(plan.command === null ? {} : { command: plan.command }),
        ...(plan.args === null ? {} : { args: plan.args }),
        ports: [{ name: 'http', containerPort: plan.port }],
        env: Object.entries(plan.env).map(([name, value]) => ({ name, value })),
        // Requests equal to limits: utilization is a percentage of what a pod really can use.
        resources: { requests: { cpu, memory }, limits: { cpu, memory } },
        // No probe of life: under full load it would restart pods that are merely slow.
        readinessProbe: readinessProbe(plan.readiness, plan.readiness.path),
        lifecycle: { preStop: { sleep: { seconds: leavingSeconds } } },
      },
    ],
  };
}
