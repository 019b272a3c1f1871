import { z } from 'zod';
import { KindError } from '../kind-error.ts';

/** First member of a parcel: what else is in it. */
export const parcelIndex = 'index.json';

const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const imageName = /^peakproof\/[a-z]+:[A-Za-z0-9._-]+$/;

/** Everything that a machine without a network needs to make clusters, as one file describes it. */
const parcelSchema = z.strictObject({
  format: z.literal(1),
  /** Go's name of the architecture. */
  arch: z.string(),
  nodeImage: z.string().regex(imageName),
  demoImage: z.string().regex(imageName),
  members: z.array(
    z.strictObject({
      file: z.string().regex(plainName),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      bytes: z.number().int().nonnegative(),
      /** Where it is a tool: which, and its version. */
      tool: z
        .strictObject({ name: z.enum(['kind', 'kubectl', 'k6']), version: z.string().regex(/^[0-9.]+$/) })
        .nullable(),
    }),
  ),
});

export type Parcel = z.infer<typeof parcelSchema>;

/** Names of the two members that are always there. */
export const nodeArchive = 'node-image.tar';
export const demoArchiveName = 'demo.tar';

/** @throws KindError if it is not an index of ours */
export function parsedParcel(text: string, file: string): Parcel {
  try {
    return parcelSchema.parse(JSON.parse(text));
  } catch (error) {
    const wrong = `${file} is not what \`peakproof offline pack\` of this version writes, so nothing of it was loaded. Pack it again with the same version of peakproof.`;
    throw new KindError('configuration', wrong, { cause: error });
  }
}
