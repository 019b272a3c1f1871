import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { scaledLimits } from '../edge/evidence/limits.ts';
import { escaped } from '../edge/evidence/member-name.ts';
import { packEvidence } from '../edge/evidence/pack.ts';
import { verifyEvidence } from '../edge/evidence/verify.ts';
import { exists } from '../edge/store/folders.ts';
import type { World } from '../world.ts';
import { deriveAs } from './derived-files.ts';
import { CommandError, exitCodes } from './exit-code.ts';
import { packageVersion } from './package-version.ts';
import { verificationText } from './verification-text.ts';

const examples = `
Examples:
  peakproof evidence pack results/sample --out sample.evidence.tar
  peakproof evidence pack results/sample --out sample.evidence.tar --sign-key ~/.ssh/id_ed25519
  peakproof evidence verify sample.evidence.tar
  peakproof evidence verify sample.evidence.tar --allowed-signers signers --signer lab@example.org`;

export function evidenceCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('evidence')
    .description('Packs a campaign into one archive that anybody can check, and checks such an archive.')
    .addCommand(packCommand(world, finish))
    .addCommand(verifyCommand(world, finish))
    .addHelpText('after', examples);
}

function packCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('pack')
    .description(
      'Writes recordings, plan, and everything derived from them, with the SHA-256 of each file. The same campaign gives the same bytes.',
    )
    .argument('<folder>', 'folder of a campaign, a capacity search, a single trial or an import')
    .requiredOption('--out <file>', 'the archive to write (plain tar)')
    .option('--sign-key <file>', 'sign with this SSH key: a private one, or the .pub of one in ssh-agent')
    .addHelpText('after', '\nExample:\n  peakproof evidence pack results/sample --out sample.evidence.tar')
    .action(async (folder: string, { out, signKey }: { out: string; signKey?: string }) => {
      const file = resolve(world.cwd, out);
      const packed = await inScratchFolder((scratch) =>
        packEvidence(resolve(world.cwd, folder), file, {
          scratch,
          derive: deriveAs(packageVersion(), world.signal, shown(world)),
          signKey: signKey === undefined ? null : resolve(world.cwd, signKey),
          env: world.env,
          signal: world.signal,
        }),
      );
      for (const { path, place, archived, derived } of packed.replaced.slice(0, mostNamed))
        world.say(
          `Note: ${path} in the folder is not what its recordings give (at ${place} it has ${archived}, they give ${derived}): it was edited, or made by another version. The archive has what they give.`,
        );
      if (packed.replaced.length > mostNamed)
        world.say(`The same holds for ${packed.replaced.length - mostNamed} more records.`);
      if (packed.leftOut.length > 0)
        world.say(`Left out, because it is no part of evidence: ${leftOutText(packed.leftOut)}`);
      const where = relative(world.cwd, file);
      const signed = signKey === undefined ? 'not signed' : 'signed';
      world.print(`${where}: ${packed.files} files, ${(packed.bytes / 1e6).toFixed(1)} MB, ${signed}`);
      world.print(`SHA-256 ${packed.sha256}`);
      world.print(`Anybody checks it with: peakproof evidence verify ${where}`);
      finish(exitCodes.complete);
    });
}

interface VerifyFlags {
  allowedSigners?: string;
  signer?: string;
  scaleLimits: number;
  json?: true;
}

function verifyCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('verify')
    .description(
      'Checks form, hashes and signature of an archive, and that its recordings are whole, derives everything again from them, and says what differs.',
    )
    .argument('<file>', 'an archive that `evidence pack` wrote')
    .option(
      '--allowed-signers <file>',
      'who may sign: lines of ID, key type and key, as ssh-keygen reads them',
    )
    .option('--signer <id>', 'who has to have signed; an ID in that file')
    .option('--scale-limits <factor>', 'take archives so many times as large', factor, 1)
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nEnds with 0 if nothing differs, and with 99 if anything does.\n\nExample:\n  peakproof evidence verify sample.evidence.tar --allowed-signers signers --signer lab@example.org',
    )
    .action(async (name: string, { allowedSigners, signer, scaleLimits, json }: VerifyFlags) => {
      if ((allowedSigners === undefined) !== (signer === undefined))
        throw new CommandError(
          '--allowed-signers and --signer are given together: the keys, and whose signature it has to be.',
        );
      if (allowedSigners !== undefined && !(await exists(resolve(world.cwd, allowedSigners))))
        throw new CommandError(
          `--allowed-signers ${allowedSigners} is not there, so no signature could be checked. Check the path.`,
        );
      const result = await inScratchFolder((scratch) =>
        verifyEvidence(resolve(world.cwd, name), {
          scratch,
          deriveAs: (version) => deriveAs(version, world.signal, shown(world)),
          limits: scaledLimits(scaleLimits),
          signers:
            allowedSigners === undefined || signer === undefined
              ? null
              : { allowedSigners: resolve(world.cwd, allowedSigners), signer },
          env: world.env,
          signal: world.signal,
          version: packageVersion(),
        }),
      );
      world.print(json ? JSON.stringify(result, null, 2) : verificationText(name, result));
      finish(result.verified ? exitCodes.complete : exitCodes.failed);
    });
}

/** A live line on a terminal: minutes may pass over a long campaign. */
function shown(world: World): (step: string) => void {
  return (step) => world.sayLive(() => [`  ${step}`]);
}

/** Goes away at every ending, also after a signal. */
async function inScratchFolder<T>(work: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'peakproof-evidence-'));
  try {
    return await work(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const mostNamed = 5;

function leftOutText(paths: readonly string[]): string {
  const more = paths.length > mostNamed ? `, and ${paths.length - mostNamed} more` : '';
  return `${paths.slice(0, mostNamed).map(escaped).join(', ')}${more}.`;
}

function factor(text: string): number {
  const value = Number(text);
  if (!(value >= 1 && value <= 1000)) throw new InvalidArgumentError('Write a number from 1 to 1000.');
  return value;
}
