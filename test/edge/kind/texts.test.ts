import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { withoutForward } from '../../../src/edge/kind/addons.ts';
import { isSealed } from '../../../src/edge/kind/firewall.ts';
import { parsedParcel } from '../../../src/edge/kind/offline/parcel.ts';
import { librariesIn } from '../../../src/edge/kind/offline/program-tree.ts';
import { imageNames, versions } from '../../../src/edge/kind/offline/versions.ts';
import { packageRoot } from '../../../src/edge/package-root.ts';

const clusters = join(packageRoot(), 'clusters');

describe('pinned versions', () => {
  test.each([
    ['kubernetes', `k8s.io/kubernetes v${versions.kubernetes}`],
    ['kubernetes', `k8s.io/api => k8s.io/api v0.${versions.kubernetes.split('.').slice(1).join('.')}`],
    ['etcd', `go.etcd.io/etcd/server/v3 v${versions.etcd}`],
    ['coredns', `github.com/coredns/coredns v${versions.coredns}`],
    ['metrics-server', `sigs.k8s.io/metrics-server v${versions.metricsServer}`],
  ])('are those of the module %s: %s', async (module, line) => {
    expect(await readFile(join(clusters, 'node/go', module, 'go.mod'), 'utf8')).toContain(line);
  });

  test('are those that the containers are told of', async () => {
    const runtime = await readFile(join(clusters, 'node/files/etc/containerd/config.toml'), 'utf8');
    expect(runtime).toContain(`sandbox_image = "${imageNames.pause}"`);
    const text = await readFile(join(clusters, 'metrics-server/metrics-server.yaml'), 'utf8');
    const images = parseAllDocuments(text)
      .map((document) => document.toJSON())
      .filter(({ kind }) => kind === 'Deployment')
      .map(({ spec }) => spec.template.spec.containers[0].image);
    expect(images).toEqual([imageNames.metricsServer]);
  });
});

describe('a Corefile', () => {
  const before = `.:53 {
    errors
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
    }
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
    }
    loop
    reload
    loadbalance
}
`;
  test('loses what asks outside, and nothing else', () => {
    const after = withoutForward(before);
    expect(after).not.toMatch(/forward|max_concurrent|\bloop\b/);
    const lost = before.split('\n').filter((line) => !after.split('\n').includes(line));
    expect(lost.map((line) => line.trim())).toEqual([
      'forward . /etc/resolv.conf {',
      'max_concurrent 1000',
      'loop',
    ]);
    expect(after.match(/[{}]/g)).toHaveLength(6);
    expect(withoutForward(after)).toBe(after);
  });

  test('may have its forward on one line', () => {
    expect(withoutForward('.:53 {\n  forward . 8.8.8.8\n  cache 30\n}\n')).toBe('.:53 {\n  cache 30\n}\n');
  });
});

test('a node is sealed by both chains and a refusal together, not by some of them', () => {
  const rules = [
    '-A OUTPUT -o eth0 -m conntrack --ctstate NEW -j PEAKPROOF-SEAL',
    '-A FORWARD -o eth0 -m conntrack --ctstate NEW -j PEAKPROOF-SEAL',
    '-A PEAKPROOF-SEAL -j REJECT --reject-with icmp-port-unreachable',
  ];
  expect(isSealed(rules.join('\n'))).toBe(true);
  for (const missing of rules)
    expect(isSealed(rules.filter((rule) => rule !== missing).join('\n'))).toBe(false);
});

test('libraries are read from what ldd prints for one program or for several', () => {
  const printed = `/usr/sbin/ip:
	linux-vdso.so.1 (0x00007ffe5)
	libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f54)
	/lib64/ld-linux-x86-64.so.2 (0x00007f55)
/usr/bin/kmod:
	libzstd.so.1 => /lib/x86_64-linux-gnu/libzstd.so.1 (0x00007f56)
	not a dynamic executable
`;
  expect(librariesIn(printed)).toEqual([
    '/lib/x86_64-linux-gnu/libm.so.6',
    '/lib64/ld-linux-x86-64.so.2',
    '/lib/x86_64-linux-gnu/libzstd.so.1',
  ]);
});

describe('the index of a parcel', () => {
  const member = { file: 'demo.tar', sha256: 'a'.repeat(64), bytes: 1, tool: null };
  const index = {
    format: 1,
    arch: 'amd64',
    nodeImage: 'peakproof/node:v1.34.3-abc',
    demoImage: 'peakproof/demo:abc',
    members: [member],
  };

  test('is taken as it was written', () => {
    expect(parsedParcel(JSON.stringify(index), 'x.tar')).toEqual(index);
  });

  test.each([
    ['a path that leaves the folder', { ...index, members: [{ ...member, file: '../../etc/passwd' }] }],
    ['an option for tar', { ...index, members: [{ ...member, file: '--to-command=sh' }] }],
    [
      'a version that is a path',
      { ...index, members: [{ ...member, tool: { name: 'kind', version: '../x' } }] },
    ],
    ["somebody else's image", { ...index, nodeImage: 'library/node:1' }],
    ['a path in the name of an image', { ...index, demoImage: 'peakproof/demo:../../x' }],
    ['another format', { ...index, format: 2 }],
  ])('is refused with %s', (_, bad) => {
    expect(() => parsedParcel(JSON.stringify(bad), 'x.tar')).toThrow(/x\.tar is not what .*offline pack/);
  });

  test('is refused where there is none', () => {
    expect(() => parsedParcel('', 'x.tar')).toThrow(/nothing of it was loaded/);
  });
});
