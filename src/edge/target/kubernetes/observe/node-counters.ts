import type { NodeLine } from '../../../../core/model/observation.ts';

/** What is read of a node at one moment. */
export type NodeCounters = Omit<NodeLine, 'at' | 'node'>;

/** Where a source says nothing. */
export const unseenCounters: NodeCounters = {
  cores: null,
  cpuSeconds: null,
  meanCores: null,
  windowSeconds: null,
  idleSeconds: null,
  memoryBytes: null,
  diskReadBytes: null,
  diskWrittenBytes: null,
  receivedBytes: null,
  sentBytes: null,
};
