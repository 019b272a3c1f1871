import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../../../src/edge/exec/run-program.ts';
import { k6, kind, kubectl } from '../../../src/edge/tools/catalog.ts';
import { isProgram, toolsFolder } from '../../../src/edge/tools/machine.ts';
import { obtainTool } from '../../../src/edge/tools/obtain.ts';
import type { ReleaseAsset, Tool } from '../../../src/edge/tools/tool.ts';
import { emptyFolder, machineWith } from './machines.ts';
import { zipOf } from './zip.ts';

const program = "#!/bin/sh\necho 'k6 v1.7.1 (go1.26, linux/amd64)'\n";
const files = new Map<string, Buffer>();
const server = createServer((request, response) => {
  const body = files.get(request.url!);
  response.writeHead(body === undefined ? 404 : 200).end(body);
});
let base = '';

beforeAll(async () => {
  const folder = await emptyFolder();
  const member = join(folder, 'k6-v1.7.1', 'k6');
  await mkdir(dirname(member));
  await writeFile(member, program, { mode: 0o755 });
  await runProgram(['tar', '-czf', 'k6.tar.gz', 'k6-v1.7.1'], { cwd: folder });
  files.set('/k6.tar.gz', await readFile(join(folder, 'k6.tar.gz')));
  files.set('/k6.zip', zipOf('k6-v1.7.1/k6', Buffer.from(program), 0o755));
  files.set('/k6', Buffer.from(program));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

function released(
  asset: Partial<ReleaseAsset> & { packing: ReleaseAsset['packing'] },
  version = k6.version,
): Tool {
  const path = asset.packing === 'binary' ? '/k6' : `/k6.${asset.packing}`;
  const sha256 = createHash('sha256').update(files.get(path)!).digest('hex');
  const whole = { url: base + path, sha256, member: 'k6-v1.7.1/k6', ...asset };
  return { ...k6, release: { version, assets: { 'linux-x64': whole } } };
}

/** The real tar and unzip, and no k6 that the machine of the test may have. */
async function machine(folders: readonly string[] = []) {
  const bin = await emptyFolder();
  for (const name of ['tar', 'gzip', 'unzip'])
    await writeFile(join(bin, name), `#!/bin/sh\nPATH=/usr/local/bin:/usr/bin:/bin exec ${name} "$@"\n`, {
      mode: 0o755,
    });
  const stand = await machineWith(folders);
  return { ...stand, env: { ...stand.env, PATH: `${stand.env.PATH}:${bin}` } };
}

describe('a release with a pinned checksum', () => {
  const unzips = isProgram('/usr/bin/unzip') ? (['zip'] as const) : [];
  test.each(['tar.gz', 'binary', ...unzips] as const)('packed as %s is installed', async (packing) => {
    const here = await machine();
    const found = await obtainTool(released({ packing }, '1.7.1'), here);
    expect(found).toMatchObject({ version: '1.7.1', from: 'release' });
    expect(found.path).toBe(join(toolsFolder(here)!, 'k6-1.7.1', 'k6'));
    expect(await readFile(found.path, 'utf8')).toBe(program);
    expect(await readdir(toolsFolder(here)!)).toEqual(['k6-1.7.1']);
  });

  test('is tried before go where it is the version that we were checked with', async () => {
    const found = await obtainTool(released({ packing: 'binary' }), await machine(['go-good']));
    expect(found.from).toBe('release');
  });

  test('is tried after go where it is another', async () => {
    const found = await obtainTool(released({ packing: 'binary' }, '1.7.1'), await machine(['go-good']));
    expect(found).toMatchObject({ from: 'go install', version: '1.8.1' });
    const instead = await obtainTool(released({ packing: 'binary' }, '1.7.1'), await machine(['go-failing']));
    expect(instead).toMatchObject({ from: 'release', version: '1.7.1' });
  });

  test.each([
    ['has another checksum', { sha256: '0'.repeat(64) }, /SHA-256 [0-9a-f]{64} and not the pinned 0{64}/],
    ['is not there', { url: '/missing' }, /answered 404/],
    ['does not hold the program', { member: 'k6-v1.7.1/other' }, /tar .*other/],
  ])('that %s is never run', async (_, asset, reason) => {
    const here = await machine();
    const whole = 'url' in asset ? { url: base + asset.url } : asset;
    const error = await obtainTool(released({ packing: 'tar.gz', ...whole }), here).catch((thrown) => thrown);
    expect(error.message).toMatch(reason);
    expect(await readdir(toolsFolder(here)!)).toEqual([]);
  });

  test('that cannot be reached says why, and that a proxy is not used', async () => {
    const here = await machine();
    const proxied = { ...here, env: { ...here.env, HTTPS_PROXY: 'http://proxy.example.org' } };
    const deaf = createServer();
    await new Promise<void>((listening) => deaf.listen(0, '127.0.0.1', listening));
    const { port } = deaf.address() as AddressInfo;
    await new Promise((closed) => deaf.close(closed));
    const unreachable = released({ packing: 'binary', url: `http://127.0.0.1:${port}/k6` });
    const error = await obtainTool(unreachable, proxied).catch((thrown) => thrown);
    expect(error.message).toMatch(/could not be downloaded: .*ECONNREFUSED/);
    expect(error.message).toContain('HTTPS_PROXY');
  });

  test('there is none for a platform whose checksum is not known', async () => {
    const here = { ...(await machine()), arch: 's390x' };
    const error = await obtainTool(released({ packing: 'binary' }), here).catch((thrown) => thrown);
    expect(error.message).toContain('there is none with a known checksum for linux-s390x');
  });
});

describe('the catalog', () => {
  test.each([k6, kind, kubectl])(
    '$name: every release is of its version, official, pinned and accepted',
    (tool) => {
      const { version, assets } = tool.release!;
      expect(Object.keys(assets).sort()).toEqual(['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64']);
      for (const [platform, asset] of Object.entries(assets)) {
        expect(asset.url).toContain(`v${version}/`);
        expect(asset.url).toMatch(/^https:\/\/(github\.com\/(grafana|kubernetes-sigs)|dl\.k8s\.io)\//);
        expect(asset.url).toMatch(platform.startsWith('linux') ? /linux/ : /darwin|macos/);
        expect(asset.url).toContain(platform.endsWith('x64') ? 'amd64' : 'arm64');
        expect(asset.sha256).toMatch(/^[0-9a-f]{64}$/);
        expect(asset.packing === 'binary').toBe(asset.member === undefined);
      }
      expect(new Set(Object.values(assets).map(({ sha256 }) => sha256)).size).toBe(4);
    },
  );
});
