import { z } from 'zod';

const values = z.array(z.number().nullable());

/** One node by column of the trial's series; null where it was not seen. */
export const nodeSeriesSchema = z.object({
  node: z.string(),
  cores: z.number().nullable(),
  t: z.array(z.number()),
  /** CPU that everything on the node used; of a kind node, its container. */
  usedCores: values,
  /** Of its CPUs' time; of a kind node, those of its host. */
  idleShare: values,
  memoryBytes: values,
  diskReadBytesPerSecond: values,
  diskWrittenBytesPerSecond: values,
  receivedBytesPerSecond: values,
  sentBytesPerSecond: values,
});
export type NodeSeries = z.infer<typeof nodeSeriesSchema>;
