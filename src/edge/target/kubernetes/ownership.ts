import type { KubeObject } from './api/objects.ts';
import { partOfLabel } from './manifests/names.ts';

/** Whether peakproof made it. Nothing else is ever changed or deleted. */
export function isOurs(object: KubeObject | null): boolean {
  return Object.entries(partOfLabel).every(([name, value]) => object?.metadata.labels?.[name] === value);
}
