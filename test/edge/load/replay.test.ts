import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { scanFile } from '../../../src/edge/load/replay.ts';
import { Facts } from '../../core/distil/k6csv/facts.ts';
import { temporaryFolder } from './folder.ts';

const recording = fileURLToPath(new URL('../../fixtures/recordings/fixed-5.k6.csv.gz', import.meta.url));

async function replayed(path: string, options?: Parameters<typeof scanFile>[3]) {
  const facts = new Facts();
  const end = await scanFile(path, facts, facts.names, options);
  return { facts, end };
}

it('feeds a recording, compressed or not, and says how far it is', async () => {
  const plain = join(await temporaryFolder(), 'plain.csv');
  const bytes = gunzipSync(readFileSync(recording));
  writeFileSync(plain, bytes);
  const progress: [number, number | null][] = [];
  const one = await replayed(recording);
  const two = await replayed(plain, { onProgress: (read, of) => progress.push([read, of]) });
  expect(one.facts.requests).toHaveLength(5_219);
  expect(two.facts.requests).toEqual(one.facts.requests);
  expect(one.end.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(two.end).toEqual(one.end);
  expect(progress.at(-1)).toEqual([bytes.length, bytes.length]);
  expect(progress.length).toBeGreaterThan(3);
});

it('waits for a sink that has to catch up', async () => {
  const path = join(await temporaryFolder(), 'plain.csv');
  writeFileSync(path, gunzipSync(readFileSync(recording)));
  const steps: string[] = [];
  await replayed(path, {
    room: async () => {
      steps.push('full');
      await new Promise((done) => setTimeout(done, 5));
      steps.push('room');
    },
    onProgress: () => steps.push('next'),
  });
  expect(steps.slice(0, 6)).toEqual(['full', 'room', 'next', 'full', 'room', 'next']);
});

it('reads standard input', async () => {
  const program = `
    const { scanFile } = await import('./src/edge/load/replay.ts');
    const { emptyLoadNames } = await import('./src/core/distil/k6csv/names.ts');
    let requests = 0;
    const sink = { request() { requests++ }, iteration() {}, dropped() {}, users() {}, maxUsers() {} };
    const end = await scanFile('-', sink, emptyLoadNames());
    console.log(JSON.stringify({ requests, rows: end.rows }));`;
  const root = resolve(import.meta.dirname, '../../..');
  const child = spawn('node', ['--import', 'tsx', '--input-type=module', '-e', program], { cwd: root });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdin.end(readFileSync(recording));
  await new Promise((done) => child.on('close', done));
  expect(errors).toBe('');
  expect(JSON.parse(output)).toEqual({ requests: 5_219, rows: 73_196 });
});

it('keeps what a damaged gzip file holds, and says so', async () => {
  const path = join(await temporaryFolder(), 'cut.csv.gz');
  writeFileSync(path, readFileSync(recording).subarray(0, 100_000));
  const { facts, end } = await replayed(path);
  expect(facts.requests.length).toBeGreaterThan(1_000);
  expect(facts.requests.length).toBeLessThan(5_219);
  expect(end.warnings.map(({ code }) => code)).toContain('compressed-stream-cut');
});

it('says what is wrong with a path or a file', async () => {
  const folder = await temporaryFolder();
  await expect(replayed(join(folder, 'none.csv'))).rejects.toThrow(/There is no file .*none.csv/);
  await expect(replayed(folder)).rejects.toThrow(/is a folder/);
  const other = join(folder, 'other.csv');
  writeFileSync(other, 'timeStamp,elapsed,label\n');
  await expect(replayed(other)).rejects.toThrow(/JMeter/);
  // Thrown while decompressing, it arrives as well.
  const inside = join(folder, 'inside.csv.gz');
  writeFileSync(inside, readFileSync(recording));
  const sink = {
    ...new Facts(),
    request: () => {
      throw new Error('the sink is broken');
    },
    iteration() {},
    dropped() {},
    users() {},
    maxUsers() {},
  };
  await expect(scanFile(inside, sink, new Facts().names)).rejects.toThrow('the sink is broken');
});
