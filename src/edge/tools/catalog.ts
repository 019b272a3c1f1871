import type { ReleaseAsset, Tool } from './tool.ts';

/** Node's name of a platform: what Go and the releases call it. */
const platforms = {
  'linux-x64': { os: 'linux', arch: 'amd64' },
  'linux-arm64': { os: 'linux', arch: 'arm64' },
  'darwin-x64': { os: 'darwin', arch: 'amd64' },
  'darwin-arm64': { os: 'darwin', arch: 'arm64' },
} as const;
type Platform = keyof typeof platforms;

function assets(
  checksums: Readonly<Record<Platform, string>>,
  asset: (os: 'linux' | 'darwin', arch: string) => Omit<ReleaseAsset, 'sha256'>,
): Record<string, ReleaseAsset> {
  return Object.fromEntries(
    Object.entries(checksums).map(([platform, sha256]) => {
      const { os, arch } = platforms[platform as Platform];
      return [platform, { ...asset(os, arch), sha256 }];
    }),
  );
}

/**
 * The load generator.
 *
 * Note: its release is an older one than `version`, because the checksums of 1.8.1 were not to be had when this was
 * written, and a release without a pinned checksum is never run. 1.7.1 takes every flag and writes every column that
 * we use. With the checksums of `version` here, the release is tried before `go install` by itself.
 */
export const k6: Tool = {
  name: 'k6',
  purpose: 'send the load',
  version: '1.8.1',
  accepted: { from: '1.6.0', below: '2.0.0' },
  versionArgs: ['version'],
  override: 'PEAKPROOF_K6',
  goPackage: 'go.k6.io/k6',
  release: {
    version: '1.7.1',
    assets: assets(
      {
        'linux-x64': 'cc127a656f734f8ea1e89f8a417777905ae6a93d42f3e763e95313518180655b',
        'linux-arm64': '5a91fa37d89d1fe776aea590d689029ffc2d2f2634a6c61eb51c982ff50700d7',
        'darwin-x64': 'f6933670ddccb924d48815992e44e0ee1b040d814c5e5580b9bdebce71019c40',
        'darwin-arm64': '9cace748ebeddb92432f606c6c53d964772176fdf1a0ebb4db5ead3df39ba761',
      },
      (os, arch) => {
        const name = `k6-v1.7.1-${os === 'darwin' ? 'macos' : os}-${arch}`;
        const packing = os === 'darwin' ? 'zip' : 'tar.gz';
        return {
          url: `https://github.com/grafana/k6/releases/download/v1.7.1/${name}.${packing}`,
          packing,
          member: `${name}/k6`,
        };
      },
    ),
  },
  handbook: 'https://grafana.com/docs/k6/latest/set-up/install-k6/',
  without: '`npm run sample` renders the committed sample without it',
};

/** Brings up clusters in containers. Node images are made for a range of its versions, not for one. */
export const kind: Tool = {
  name: 'kind',
  purpose: 'bring up clusters on this machine (target kind)',
  version: '0.33.0',
  accepted: { from: '0.27.0', below: '1.0.0' },
  versionArgs: ['version'],
  override: 'PEAKPROOF_KIND',
  goPackage: 'sigs.k8s.io/kind',
  release: {
    version: '0.31.0',
    assets: assets(
      {
        'linux-x64': 'eb244cbafcc157dff60cf68693c14c9a75c4e6e6fedaf9cd71c58117cb93e3fa',
        'linux-arm64': '8e1014e87c34901cc422a1445866835d1e666f2a61301c27e722bdeab5a1f7e4',
        'darwin-x64': 'a8b3cf77b2ad77aec5bf710d1a2589d9117576132af812885cad41e9dede4d4e',
        'darwin-arm64': '88bf554fe9da6311c9f8c2d082613c002911a476f6b5090e9420b35d84e70c5c',
      },
      (os, arch) => ({
        url: `https://github.com/kubernetes-sigs/kind/releases/download/v0.31.0/kind-${os}-${arch}`,
        packing: 'binary',
      }),
    ),
  },
  handbook: 'https://kind.sigs.k8s.io/docs/user/quick-start/#installation',
  without: '`--target local` measures on this machine without a cluster',
};

/** Talks to clusters. Kubernetes replaces its own modules while it is built, so `go install` cannot build it. */
export const kubectl: Tool = {
  name: 'kubectl',
  purpose: 'talk to a cluster (targets kind and context)',
  version: '1.34.3',
  accepted: { from: '1.28.0', below: '2.0.0' },
  versionArgs: ['version', '--client'],
  override: 'PEAKPROOF_KUBECTL',
  goPackage: null,
  release: {
    version: '1.34.3',
    assets: assets(
      {
        'linux-x64': 'ab60ca5f0fd60c1eb81b52909e67060e3ba0bd27e55a8ac147cbc2172ff14212',
        'linux-arm64': '46913a7aa0327f6cc2e1cc2775d53c4a2af5e52f7fd8dacbfbfd098e757f19e9',
        'darwin-x64': '657afbd0e653c4ce3af1b5a645a4eaba282cf8eb2bcda7191ff60866e50e4d7f',
        'darwin-arm64': 'e51367d2107d605f4edd7c2fb25897b0c0695a7de1a9f9d04cd6c9356b890b14',
      },
      (os, arch) => ({
        url: `https://dl.k8s.io/release/v1.34.3/bin/${os}/${arch}/kubectl`,
        packing: 'binary',
      }),
    ),
  },
  handbook: 'https://kubernetes.io/docs/tasks/tools/',
  without: '`--target local` measures on this machine without a cluster',
};
