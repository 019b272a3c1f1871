import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runProgram } from '../exec/run-program.ts';
import type { Machine } from './machine.ts';
import type { ReleaseAsset, Tool } from './tool.ts';

const downloadSeconds = 10 * 60;

interface Watch {
  onLine: (line: string) => void;
  abort?: AbortSignal | undefined;
}

/** The release for this machine; null where there is none whose checksum is known. */
export function releaseFor(tool: Tool, machine: Machine): ReleaseAsset | null {
  return tool.release?.assets[`${machine.platform}-${machine.arch}`] ?? null;
}

/**
 * Downloads and unpacks a release into a folder. Nothing is unpacked before its SHA-256 was found equal.
 * @returns the path of the program
 * @throws Error with a sentence
 */
export async function releasedProgram(
  asset: ReleaseAsset,
  folder: string,
  machine: Machine,
  watch: Watch,
): Promise<string> {
  const file = join(folder, asset.packing === 'binary' ? 'program' : `download.${asset.packing}`);
  const sha256 = await downloaded(asset.url, file, machine, watch);
  if (sha256 !== asset.sha256)
    throw new Error(
      `${asset.url} has the SHA-256 ${sha256} and not the pinned ${asset.sha256}; it was not unpacked`,
    );
  if (asset.packing === 'binary') {
    await chmod(file, 0o755);
    return file;
  }
  const member = asset.member!;
  const unpack =
    asset.packing === 'zip'
      ? ['unzip', '-q', file, member]
      : ['tar', '-xzf', file, '--no-same-owner', member];
  await runProgram(unpack, { cwd: folder, env: machine.env, timeoutSeconds: 120 });
  return join(folder, member);
}

/** Writes what is at the URL to a file. Returns its SHA-256 in hex. */
async function downloaded(url: string, file: string, machine: Machine, watch: Watch): Promise<string> {
  const limit = AbortSignal.timeout(downloadSeconds * 1000);
  const signal = watch.abort === undefined ? limit : AbortSignal.any([limit, watch.abort]);
  const hash = createHash('sha256');
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null)
      throw new Error(`it answered ${response.status} ${response.statusText}`.trim());
    const totalBytes = Number(response.headers.get('content-length')) || null;
    let bytes = 0;
    let saidMegabytes = 0;
    await pipeline(
      Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          bytes += chunk.length;
          const megabytes = Math.floor(bytes / 1e6);
          if (megabytes >= saidMegabytes + 5) {
            saidMegabytes = megabytes;
            watch.onLine(
              `${megabytes}${totalBytes === null ? '' : ` of ${Math.round(totalBytes / 1e6)}`} MB downloaded`,
            );
          }
          yield chunk;
        }
      },
      createWriteStream(file),
      { signal },
    );
    return hash.digest('hex');
  } catch (error) {
    throw new Error(`${url} could not be downloaded: ${networkReason(error, machine)}`, { cause: error });
  }
}

/** fetch says "fetch failed" and keeps the reason in its cause. It does not use a proxy, which many networks need. */
function networkReason(error: unknown, { env }: Machine): string {
  const { message, cause } = error as Error;
  const reason = cause instanceof Error && cause.message !== '' ? cause.message : message;
  const proxied = env.HTTPS_PROXY ?? env.https_proxy;
  return proxied ? `${reason} (downloads do not go through the proxy that HTTPS_PROXY names)` : reason;
}
