import type { ServicePlan } from '../../../../core/model/plan.ts';
import {
  patientReadiness,
  readinessFailures,
  readinessPeriodSeconds,
} from '../../../../core/model/readiness.ts';
import type { Manifest } from '../api/objects.ts';
import { containerName, labelsOf, nameLabel, nodePortOf, serviceNamespace, servicePort } from './names.ts';

/** A leaving pod serves on for so long: until every router has heard that it leaves. */
const leavingSeconds = 5;
/** After that a pod has so long to answer what it accepted (PEAKPROOF_DRAIN_SECONDS), and a little more. */
const drainSeconds = 20;
const memory = { request: '64Mi', limit: '192Mi' };

/**
 * One service under test: its Deployment, the headless Service that lists its Ready pods for the router, and a NodePort
 * where kube-proxy balances connections. Nothing here depends on the arm. There is no `spec.replicas`: who sets the size
 * (a fixed number, an HPA, a person) is what arms differ in, and a manifest with it would reset an HPA's work.
 */
export function serviceManifests(
  service: string,
  plan: ServicePlan,
  services: readonly string[],
  image: string,
): Manifest[] {
  const selector = { [nameLabel]: service };
  const metadata = (name: string) => ({ name, namespace: serviceNamespace, labels: labelsOf(service) });
  const port = { name: 'http', port: servicePort, targetPort: 'http' };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata(service),
      spec: {
        selector: { matchLabels: selector },
        revisionHistoryLimit: 1,
        // A new version between two trials replaces the old one at once: the pool has no room for both.
        strategy: { type: 'Recreate' },
        template: { metadata: { labels: labelsOf(service) }, spec: podSpec(plan, image) },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(service),
      spec: { clusterIP: 'None', selector, ports: [port] },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(`${service}-direct`),
      spec: {
        type: 'NodePort',
        selector,
        ports: [{ ...port, nodePort: nodePortOf(service, services, 'connections') }],
      },
    },
  ];
}

function podSpec(plan: ServicePlan, image: string) {
  const cpu = `${Math.round(plan.cpuCores * 1000)}m`;
  const { probe, timeoutSeconds } = plan.readiness ?? patientReadiness;
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
        ports: [{ name: 'http', containerPort: servicePort }],
        env: environmentOf(plan),
        // Requests equal to limits: utilization is a percentage of what a pod really can use.
        resources: {
          requests: { cpu, memory: memory.request },
          limits: { cpu, memory: memory.limit },
        },
        readinessProbe: {
          ...(probe === 'tcp'
            ? { tcpSocket: { port: 'http' } }
            : { httpGet: { path: '/readyz', port: 'http' } }),
          // Nobody listens before; a failed probe each second and its event would be work for the cluster.
          initialDelaySeconds: Math.floor(plan.startSeconds),
          periodSeconds: readinessPeriodSeconds,
          timeoutSeconds,
          failureThreshold: readinessFailures,
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
function environmentOf(plan: ServicePlan) {
  const values = {
    HOST: '0.0.0.0',
    PORT: String(servicePort),
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
