import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { commandLine, root } from './command-line.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakproof-context-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** kubectl with one context, whose cluster has nothing and allows nobody anything. */
const kubectl = `#!/usr/bin/env node
const { createServer } = require('node:http');
const args = process.argv.slice(2);
const socket = args.find((arg) => arg.startsWith('--unix-socket='))?.slice('--unix-socket='.length);
if (args.includes('version')) console.log('Client Version: v1.34.3');
else if (args.includes('get-contexts')) console.log('theirs');
else if (socket !== undefined)
  createServer((request, response) => {
    request.resume();
    const answer = (status, body) => response.writeHead(status).end(JSON.stringify(body));
    if (request.url === '/version') answer(200, { gitVersion: 'v1.34.3' });
    else if (request.url.endsWith('/selfsubjectaccessreviews')) answer(201, { status: { allowed: false } });
    else answer(404, { message: 'not found' });
  }).listen(socket);
`;

it.each([['bench'], ['capacity', '--replicas', '1']])(
  '%s on a cluster that is refused at the first look leaves no folder behind',
  async (...verb) => {
    const program = join(folder, 'kubectl');
    await writeFile(program, kubectl);
    await chmod(program, 0o755);
    const k6 = join(root, 'test/fixtures/bin/k6-good');
    const env = {
      PATH: `${folder}:${k6}:${dirname(process.execPath)}:/usr/bin:/bin`,
      HOME: folder,
      PEAKPROOF_KUBECTL: program,
    };
    const { exitCode, stderr } = await commandLine([...verb, '--target', 'context', '--context', 'theirs'], {
      env,
      cwd: folder,
    });
    expect(stderr).toMatch(/The cluster of context theirs has \d+ problems; nothing was changed on it/);
    expect(exitCode).toBe(2);
    expect(await readdir(join(folder, 'results'))).toEqual([]);
  },
);
