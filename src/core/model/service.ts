import { z } from 'zod';
import { patientReadiness, readinessSchema } from './readiness.ts';

/**
 * A service under test: one of the two demos of this package, or somebody's own, as a container image or as manifests.
 * As a person writes it in a campaign, and as a plan holds it.
 */

/** The key that says what a service is; exactly one of them is there. */
export const serviceKinds = ['demo', 'image', 'manifests'] as const;
export type ServiceKind = (typeof serviceKinds)[number];

const demoNames = z.enum(['portal-demo', 'groupware-demo']);
const routeName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/,
    'a name has 1 to 40 letters, digits, dots, dashes or underscores',
  );

/** What every kind has. */
const settings = {
  /** From the start of a pod's process until it listens. A declared assumption: campaign `start-time` sweeps it. */
  startSeconds: z.number().min(0).max(600),
  /** Mean CPU time that one request of a route costs, all that the service does for it included. */
  routes: z.record(routeName, z.strictObject({ cpuMs: z.number().positive().max(10_000) })),
};

/** Settings without their defaults, because a case that overrides one must leave the others alone. */
const demoSettings = {
  demo: demoNames,
  /** CPU quota of one pod; also its request, which utilization is a percentage of. */
  cpuCores: z.number().min(0.02).max(4),
  ...settings,
  /** Requests that wait in one pod before it answers 503. */
  queueLimit: z.int().min(1),
  /** Spread of the burned CPU time: standard deviation over mean of a log-normal. */
  cpuVariation: z.number().min(0).max(5),
  /** Latency without CPU added to each request. */
  extraDelayMs: z.number().min(0),
  /** Factor on every route's CPU, to see whether a known regression is found. */
  demandFactor: z.number().positive(),
  /** How pods are probed; left out: by TCP, with time to spare. */
  readiness: readinessSchema,
};

const port = z.int().min(1).max(65_535);

const ownReadinessSchema = readinessSchema.extend({
  timeoutSeconds: readinessSchema.shape.timeoutSeconds.default(patientReadiness.timeoutSeconds),
  path: z
    .string()
    .regex(/^\/\S*$/, 'a path that begins with a slash')
    .default('/'),
});

const imageSettings = {
  /** Container image, as a cluster pulls it; on kind, one that the local engine has is put into the node. */
  image: z.string().regex(/^\S+$/, 'the name of a container image, without a space'),
  /** Port that the container listens on. */
  port,
  /** As of a demo, and for `http` the path that answers 2xx or 3xx once a pod can serve. */
  readiness: ownReadinessSchema,
  /** Request and limit of one pod's CPU; utilization is a percentage of it. */
  cpuCores: z.number().min(0.02).max(64),
  /** Request and limit of one pod's memory. */
  memory: z.string().regex(/^\d+(\.\d+)?(Ki|Mi|Gi|k|M|G)$/, 'a Kubernetes quantity, e.g. 256Mi'),
  env: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Replaces the image's entry point, and its arguments. */
  command: z.array(z.string()).min(1).optional(),
  args: z.array(z.string()).optional(),
  ...settings,
};

const manifestsSettings = {
  /** A file or a folder of Kubernetes YAML; a path from the campaign's folder. */
  manifests: z.string().min(1),
  /** The Deployment among them whose pods get the load. */
  deployment: z.string().min(1),
  /** Port that its pods listen on. */
  port,
  ...settings,
};

const demoServiceSchema = z.strictObject({
  ...demoSettings,
  cpuCores: demoSettings.cpuCores.default(0.1),
  startSeconds: settings.startSeconds.default(10),
  queueLimit: demoSettings.queueLimit.default(512),
  cpuVariation: demoSettings.cpuVariation.default(0.5),
  extraDelayMs: demoSettings.extraDelayMs.default(0),
  demandFactor: demoSettings.demandFactor.default(1),
  readiness: readinessSchema.optional(),
});

const imageServiceSchema = z.strictObject({
  ...imageSettings,
  memory: imageSettings.memory.default('256Mi'),
  env: imageSettings.env.default({}),
  readiness: imageSettings.readiness.optional(),
  startSeconds: settings.startSeconds.default(10),
  routes: settings.routes.optional(),
});

const manifestsServiceSchema = z.strictObject({
  ...manifestsSettings,
  startSeconds: settings.startSeconds.default(10),
  routes: settings.routes.optional(),
});

/** In the order of {@link serviceKinds}. */
export const serviceSchema = z.union([demoServiceSchema, imageServiceSchema, manifestsServiceSchema]);
export type Service = z.infer<typeof serviceSchema>;

/** What a case may change; which of them a service has is for its kind to say, see {@link settingsOfKind}. */
const { manifests: _file, deployment: _name, ...changeable } = manifestsSettings;
export const serviceChangesSchema = z
  .strictObject({ ...demoSettings, ...imageSettings, ...changeable })
  .partial();

export const settingsOfKind: Readonly<Record<ServiceKind, readonly string[]>> = {
  demo: Object.keys(demoSettings),
  image: Object.keys(imageSettings),
  manifests: Object.keys(changeable),
};

const plannedRoutes = z.record(z.string(), z.object({ cpuSeconds: z.number() }));

const demoServicePlanSchema = z.object({
  demo: demoNames,
  cpuCores: z.number(),
  startSeconds: z.number(),
  queueLimit: z.number(),
  routes: plannedRoutes,
  cpuVariation: z.number(),
  extraDelaySeconds: z.number(),
  demandFactor: z.number(),
  /** Absent: by TCP, with time to spare. */
  readiness: readinessSchema.optional(),
});
export type DemoServicePlan = z.infer<typeof demoServicePlanSchema>;

/** What a plan says of any service that is not ours. */
const ownServicePlan = {
  port: z.number(),
  cpuCores: z.number(),
  startSeconds: z.number(),
  /** null: what a request costs is not known, so nothing is predicted. */
  routes: plannedRoutes.nullable(),
};

const imageServicePlanSchema = z.object({
  image: z.string(),
  ...ownServicePlan,
  readiness: readinessSchema.extend({ path: z.string() }),
  memory: z.string(),
  env: z.record(z.string(), z.string()),
  command: z.array(z.string()).nullable(),
  args: z.array(z.string()).nullable(),
});
export type ImageServicePlan = z.infer<typeof imageServicePlanSchema>;

/** What is known of somebody's manifests once they have been read. */
export const manifestFactsSchema = z.object({
  /** Of the files' texts, in the order of their names. */
  sha256: z.string(),
  /** CPU that one pod of the Deployment asks for. */
  cpuCores: z.number(),
  /** Images of all containers. */
  images: z.array(z.string()),
  /** Pods that the other workloads among them have; the pool leaves room for them. */
  otherPods: z.number(),
});
export type ManifestFacts = z.infer<typeof manifestFactsSchema>;

const manifestsServicePlanSchema = z.object({
  /** As in the campaign: a path from its folder. What is in the files is not in the plan, because it may be secret. */
  manifests: z.string(),
  deployment: z.string(),
  ...ownServicePlan,
  ...manifestFactsSchema.shape,
});

export const servicePlanSchema = z.union([
  demoServicePlanSchema,
  imageServicePlanSchema,
  manifestsServicePlanSchema,
]);
export type ServicePlan = z.infer<typeof servicePlanSchema>;

export function isDemo(plan: ServicePlan): plan is DemoServicePlan {
  return 'demo' in plan;
}
