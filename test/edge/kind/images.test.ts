import { expect, test } from 'vitest';
import { type BuildOptions, clusterImages } from '../../../src/edge/kind/images.ts';
import { listening, StandInEngine } from './engine-state.ts';

function options(): BuildOptions & { said: string[] } {
  const { watcher, said } = listening();
  return { node: { path: process.execPath, version: process.versions.node }, watcher, said };
}

test.skipIf(process.platform !== 'linux')(
  'without offline images, pinned ones are pulled once, and have the offline names inside the node',
  async () => {
    const state = await StandInEngine.new();
    await state.set('registry', 'there');
    const first = await clusterImages(state.machine, options());
    expect(first.way).toBe('online');
    expect(first.node).toMatch(/^peakproof\/node:v1\.34\.\d+-online-[0-9a-f]{12}$/);
    const log = await state.log();
    const pulls = log.filter((line) => line.startsWith('docker pull'));
    expect(pulls).toHaveLength(3);
    for (const pull of pulls) expect(pull).toMatch(/@sha256:[0-9a-f]{64}$/);
    const saved = log.find((line) => line.startsWith('docker save'));
    expect(saved).toMatch(/peakproof\/haproxy:1 peakproof\/metrics-server:v[\d.]+$/);
    const commit = log.find((line) => line.startsWith('docker commit'));
    expect(commit).toMatch(/LABEL io\.peakproof=node/);
    expect(commit).toMatch(new RegExp(`building ${first.node}$`));
    expect(log.at(-1)).toBe('docker rm --force --volumes building');

    expect(await clusterImages(state.machine, options())).toEqual(first);
    expect((await state.log()).filter((line) => line.startsWith('docker pull'))).toHaveLength(3);
  },
);

test('where no registry answers, the way out is said', async () => {
  const state = await StandInEngine.new();
  const error = await clusterImages(state.machine, options()).catch((thrown: unknown) => thrown as Error);
  expect(String(error)).toMatch(/The step "pull kindest\/node:v1\.34\.\d+" failed/);
  expect(String(error)).toMatch(/no such host/);
  expect(String(error)).toMatch(/peakproof offline build/);
  expect(String(error)).toMatch(/offline load FILE/);
});

test('another word for the way is refused', async () => {
  const { machine } = await StandInEngine.new();
  const odd = { ...machine, env: { ...machine.env, PEAKPROOF_IMAGES: 'local' } };
  await expect(clusterImages(odd, options())).rejects.toThrow(/PEAKPROOF_IMAGES is "local"/);
});
