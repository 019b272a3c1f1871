import { z } from 'zod';
import { armSchema } from './arm.ts';
import { checkSettingsSchema } from './check-settings.ts';
import { closedProfileSchema } from './profile.ts';
import { serviceChangesSchema, serviceSchema } from './service.ts';

/** A campaign as a person writes it (YAML). Names refer to each other; {@link ../plan} resolves them. */

const name = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/,
    'a name has 1 to 40 letters, digits, dots, dashes or underscores',
  );

const openTraceSchema = z.strictObject({
  model: z.literal('open'),
  /** CSV with columns `minute,arrivals` over one day; a path from the campaign's folder. A trial plays the whole day. */
  trace: z.string(),
  /** Journeys per second at the highest point of the day, averaged over 24 of its minutes. */
  peakPerSecond: z.number().positive(),
  maxUsers: z.int().min(1).max(100_000).default(2000),
  thinkSeconds: z.number().min(0).default(1),
});

const scenarioSchema = z.strictObject({
  /** k6 script: the name of one in the package's `scenarios/`, or a path (with a slash) from the campaign's folder. */
  script: z
    .string()
    .regex(
      /^(?:[\w.-]+\.ts|.*\/[^/]+\.[jt]s)$/,
      'the name of a script in scenarios/ that ends in .ts, or a path with a slash to a .ts or .js file of your own',
    ),
  /** The service that gets the load. */
  service: name,
  title: z.string().optional(),
  /** For reports in Korean. */
  titleKo: z.string().optional(),
  /** How often one journey calls each route; a test holds it equal to what the journey does. */
  visits: z.record(name, z.int().min(1)),
  profile: z.discriminatedUnion('model', [closedProfileSchema, openTraceSchema]),
});

export const publishedSchema = z.strictObject({
  processed: z.number(),
  meanSeconds: z.number(),
  minSeconds: z.number(),
  maxSeconds: z.number(),
  perSecond: z.number(),
});

const caseSchema = z.strictObject({
  arm: name,
  scenario: name,
  /**
   * Scenarios that run beside it, each on a service of its own: peaks that fall together. The case's figures stay those
   * of `scenario`; theirs are recorded and shown apart.
   */
  beside: z.array(name).min(1).optional(),
  /** The case that this one is judged against: same scenarios, other arm. */
  against: name.optional(),
  /** Figures that somebody published for this case, shown beside ours. */
  published: publishedSchema.optional(),
  /** Changes to the services for this case alone; what a sweep is made of. */
  services: z.record(name, serviceChangesSchema).optional(),
});

export const connectionsSchema = z.discriminatedUnion('policy', [
  z.strictObject({ policy: z.literal('per-request') }),
  z.strictObject({ policy: z.literal('keep') }),
  /** A user opens a new connection after a seeded random number of requests in this range. */
  z.strictObject({ policy: z.literal('rotate'), min: z.int().min(1), max: z.int().min(1) }),
]);
export type Connections = z.infer<typeof connectionsSchema>;

export const routeSchema = z.enum(['requests', 'connections']);

const presetSchema = z.strictObject({
  lengthSeconds: z.number().min(5).max(86_400),
  cases: z.array(name).min(1),
  trials: z.int().min(1).max(100).default(1),
});

export const campaignSchema = z.strictObject({
  $schema: z.string().optional(),
  name,
  title: z.string(),
  /** The question that the report answers. */
  question: z.string().optional(),
  /** Both for reports in Korean; without them the others are shown. */
  titleKo: z.string().optional(),
  questionKo: z.string().optional(),
  services: z.record(name, serviceSchema),
  scenarios: z.record(name, scenarioSchema),
  arms: z.record(name, armSchema),
  cases: z.record(name, caseSchema),
  presets: z.record(name, presetSchema),
  connections: connectionsSchema.default({ policy: 'per-request' }),
  /** What the router balances: each request, or (as kube-proxy does) each connection. */
  route: routeSchema.default('requests'),
  /** True where pinned pods are what the campaign is about, so that they do not make its trials INVALID. */
  pinningIsTheFactor: z.boolean().default(false),
  /** Response time that satisfies; APDEX tolerates four times as much. */
  satisfiedSeconds: z.number().positive().default(1),
  /** Response time that a user may wait at most: the share of requests within it is reported. */
  sloSeconds: z.number().positive().default(3),
  /** What `peakproof check` tolerates; absent: its defaults. */
  check: checkSettingsSchema.optional(),
  seed: z.int().min(0).max(0xffffffff).default(20),
});
export type Campaign = z.infer<typeof campaignSchema>;
export type Published = z.infer<typeof publishedSchema>;
