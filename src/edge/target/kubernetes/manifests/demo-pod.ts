import { patientReadiness } from '../../../../core/model/readiness.ts';
import type { DemoServicePlan } from '../../../../core/model/service.ts';
import { containerName, demoPort } from './names.ts';
import { leavingSeconds, readinessProbe } from './pod-readiness.ts';

/** After it has left the router a pod has so long to answer what it accepted (PEAKPROOF_DRAIN_SECONDS). */
const drainSeconds = 20;
const memory = { request: '64Mi', limit: '192Mi' };

/** A pod of a demo service. */
export function demoPodSpec(plan: DemoServicePlan, image: string) {
  const cpu = `${Math.round(plan.cpuCores * 1000)}m`;
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: leavingSeconds + drainSeconds + 5,
    containers: [
      {
        name: containerName,
        image,
        imagePullPolicy: 'IfNotPresent',
        command: ['node', `/app/${plan.demo}.mjs`],
        ports: [{ name: 'http', containerPort: demoPort }],
        env: environmentOf(plan),
        // Requests equal to limits: utilization is a percentage of what a pod really can use.
        resources: {
          requests: { cpu, memory: memory.request },
          limits: { cpu, memory: memory.limit },
        },
        readinessProbe: {
          ...readinessProbe(plan.readiness ?? patientReadiness, '/readyz'),
          // Nobody listens before; a failed probe each second and its event would be work for the cluster.
          initialDelaySeconds: Math.floor(plan.startSeconds),
        },
        livenessProbe: {
          tcpSocket: { port: 'http' },
          initialDelaySeconds: Math.ceil(plan.startSeconds) + 30,
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: 6,
        },
        lifecycle: { preStop: { sleep: { seconds: leavingSeconds } } },
      },
    ],
  };
}

/**
 * The environment that a demo service reads. The seed of a trial is left out: pods get random names, so it would fix
 * nothing, and with it every trial would need new pods.
 */
function environmentOf(plan: DemoServicePlan) {
  const values = {
    HOST: '0.0.0.0',
    PORT: String(demoPort),
    PEAKPROOF_START_SECONDS: String(plan.startSeconds),
    PEAKPROOF_ROUTES: JSON.stringify(plan.routes),
    PEAKPROOF_CPU_VARIATION: String(plan.cpuVariation),
    PEAKPROOF_QUEUE_LIMIT: String(plan.queueLimit),
    PEAKPROOF_EXTRA_DELAY_SECONDS: String(plan.extraDelaySeconds),
    PEAKPROOF_DEMAND_FACTOR: String(plan.demandFactor),
    PEAKPROOF_DRAIN_SECONDS: String(drainSeconds),
    ...(plan.readiness?.probe === 'http' ? { PEAKPROOF_READY_IN_TURN: '1' } : {}),
  };
  return [
    { name: 'PEAKPROOF_POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ...Object.entries(values).map(([name, value]) => ({ name, value })),
  ];
}
