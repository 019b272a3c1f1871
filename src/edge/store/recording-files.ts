/** Names of the files in a recording. A recording is never edited once it has ended. */
export const recordingFiles = {
  plan: 'plan.json',
  /** Instead of plan.json where somebody else's requests were imported. */
  imported: 'import.json',
  environment: 'environment.json',
  requests: 'requests.csv.gz',
  load: 'load.ndjson',
  replicas: 'replicas.ndjson',
  pods: 'pods.ndjson',
  usage: 'usage.ndjson',
  nodes: 'nodes.ndjson',
  hpa: 'hpa.ndjson',
  events: 'events.ndjson',
  generator: 'generator.ndjson',
  /** Texts of the load's scripts by path, as they ran. */
  scenario: 'scenario.json',
  /** What was applied to the cluster for the trial, in that order; absent where there is none. */
  manifests: 'manifests.ndjson',
  logs: 'logs',
  generatorLog: 'k6.stderr.log',
  ending: 'ending.json',
} as const;

/** The files that observers write, line by line. */
export const observerNames = [
  'load',
  'replicas',
  'pods',
  'usage',
  'nodes',
  'hpa',
  'events',
  'generator',
] as const;
export type ObserverName = (typeof observerNames)[number];

/** Names of the same for the load at `index` of those that ran beside the main one. */
export function besideFiles(index: number): { requests: string; load: string } {
  return { requests: `requests.beside${index}.csv.gz`, load: `load.beside${index}.ndjson` };
}

/** A pod's name as a file name: whatever a file system might take amiss is replaced. */
export function logFileName(pod: string): string {
  return `${pod.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_')}.log`;
}
