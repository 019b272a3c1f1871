import { programEnding } from '../exec/run-program.ts';
import type { Machine } from '../tools/machine.ts';

/** Names of the images in an archive as `docker save` writes it, as a node names them; none where it cannot be read. */
export async function imagesIn(archive: string, { env }: Machine): Promise<string[]> {
  // Docker's own archives and ours name the member differently.
  for (const member of ['./manifest.json', 'manifest.json']) {
    const ending = await programEnding(['tar', '-xOf', archive, member], { env, timeoutSeconds: 60 });
    if (ending.exitCode !== 0) continue;
    const images = JSON.parse(ending.stdout) as { RepoTags: string[] | null }[];
    return images.flatMap(({ RepoTags }) => (RepoTags ?? []).map(nodeName));
  }
  return [];
}

/** Names of the images that a node has. */
export async function imagesOn(container: string, { env }: Machine): Promise<ReadonlySet<string>> {
  const list = ['ctr', '--namespace', 'k8s.io', 'images', 'list', '--quiet'];
  const ending = await programEnding(['docker', 'exec', container, ...list], { env, timeoutSeconds: 60 });
  return new Set(ending.exitCode === 0 ? ending.stdout.split('\n') : []);
}

/** containerd writes out what Docker leaves away: `peakproof/demo:1` is `docker.io/peakproof/demo:1`. */
export function nodeName(image: string): string {
  const [first, ...rest] = image.split('/');
  if (rest.length === 0) return `docker.io/library/${image}`;
  return /[.:]|^localhost$/.test(first!) ? image : `docker.io/${image}`;
}
