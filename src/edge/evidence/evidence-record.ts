import { z } from 'zod';
import { environmentSchema } from '../../core/model/observation.ts';
import type { Trial } from '../../core/model/trial.ts';
import { verdictSchema } from '../../core/model/verdict.ts';
import type { Subject } from './evidence-subject.ts';
import { signatureFile, sumsFile } from './sums.ts';

/** The namespace that signatures are made for, so that one made for something else is none for evidence. */
export const signatureNamespace = 'peakproof-evidence';

/** evidence.json: what was measured, with what, where, and how to do it again. Follows from the raw files. */
export const evidenceSchema = z.object({
  schema: z.literal('peakproof/evidence/1'),
  /** Version that packed and derived. */
  peakproof: z.string().regex(/^[0-9A-Za-z.+-]{1,64}$/),
  campaign: z.string(),
  title: z.string(),
  question: z.string(),
  /** emulated, kind, cluster, imported. */
  label: z.string(),
  /** null for a capacity search, which passes and fails no one. */
  verdict: verdictSchema.nullable(),
  measuredAt: z.string().nullable(),
  /** What was planned, with its predictions, is in `file`; null where requests were imported. */
  plan: z
    .object({
      file: z.string(),
      preset: z.string().nullable(),
      target: z.string(),
      seed: z.number(),
      trials: z.number(),
    })
    .nullable(),
  trials: z.array(
    z.object({
      folder: z.string(),
      id: z.string(),
      state: z.string(),
      verdict: verdictSchema,
      planSha256: z.string().nullable(),
      /** Of every byte that k6 wrote. */
      streamSha256: z.string().nullable(),
      /** Versions and host. */
      environment: environmentSchema.nullable(),
    }),
  ),
  commands: z.array(z.object({ purpose: z.string(), command: z.string() })),
});
export type EvidenceRecord = z.infer<typeof evidenceSchema>;

export function evidenceRecord(
  peakproof: string,
  { commands, ...subject }: Subject,
  trials: readonly { folder: string; trial: Trial }[],
): EvidenceRecord {
  return {
    schema: 'peakproof/evidence/1',
    peakproof,
    ...subject,
    trials: trials.map(({ folder, trial }) => ({
      folder,
      id: trial.id,
      state: trial.state,
      verdict: trial.verdict,
      planSha256: trial.ending.planSha256,
      streamSha256: trial.ending.streamSha256,
      environment: trial.environment,
    })),
    commands: [...commandsOfAny, ...commands],
  };
}

const commandsOfAny: EvidenceRecord['commands'] = [
  { purpose: 'Check every hash, without peakproof', command: `sha256sum --check --quiet ${sumsFile}` },
  {
    purpose: `Check the signature, where there is ${signatureFile}, without peakproof`,
    command: `ssh-keygen -Y verify -f ALLOWED_SIGNERS -I SIGNER -n ${signatureNamespace} -s ${signatureFile} < ${sumsFile}`,
  },
  {
    purpose: 'Derive everything again from the recordings and compare, byte by byte',
    command: 'peakproof evidence verify ARCHIVE',
  },
  { purpose: 'Make the records again, in the unpacked folder', command: 'peakproof distil .' },
];

/** README.md of an archive: for whoever opens it with tar. */
export function evidenceReadme(record: EvidenceRecord): string {
  return [
    `# Evidence: ${oneLine(record.title)}`,
    '',
    `${record.verdict === null ? '' : `Verdict ${record.verdict}; `}${oneLine(record.label)}; measured at ${record.measuredAt ?? 'no time that was recorded'}; ` +
      `packed by peakproof ${record.peakproof}.`,
    '',
    `- \`${sumsFile}\`: SHA-256 of every file`,
    `- ${record.plan === null ? '' : `\`${record.plan.file}\`, `}\`recording\` folders: what was planned and what was measured; everything else follows from them`,
    '  (`scenario.json`: the scripts of the load as they ran; `manifests.ndjson`: what was applied to a cluster)',
    `- \`trial.json\`, \`${record.verdict === null ? 'capacity' : 'comparison'}.json\`, \`report/\`: derived from those`,
    '- PDF and PNG files, and earlier attempts at a record: hashed only',
    '',
    ...record.commands.flatMap(({ purpose, command }) => [`${purpose}:`, '', `    ${command}`, '']),
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
