import { spawn } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { compiledProgram } from '../../../../../src/edge/target/local/compiled.ts';
import { answerOf } from '../../../../clusters/services/http-answer.ts';
import { patiently } from '../../../../clusters/services/patiently.ts';
import { isRunning } from '../../../../clusters/services/running.ts';
import { closeFakePods, fakePod } from './fake-pod.ts';
import { endStartedRouters, startedRouter } from './started-router.ts';

afterEach(async () => {
  await endStartedRouters();
  closeFakePods();
});

describe('the router process', () => {
  it('has a port for each service and keeps them apart', async () => {
    const router = await startedRouter({ ports: { portal: 0, groupware: 0 } });
    await router.give(await fakePod('portal-1'));
    const told = router.messages[0]!;
    if (told.type !== 'ports') throw new Error(`got ${told.type}`);
    expect((await answerOf(told.ports.portal!, '/')).body).toBe('portal-1');
    expect((await answerOf(told.ports.groupware!, '/')).status).toBe(503);
  });

  it('says which port is taken, and ends with 2', async () => {
    const { port } = await fakePod('other program');
    const router = await startedRouter({ ports: { portal: port } });
    expect(router.messages).toEqual([
      {
        type: 'failed',
        message: `Port ${port} on 127.0.0.1 is in use, so portal cannot be reached there; choose another port, or 0 for any free one.`,
      },
    ]);
    expect(await router.ended).toBe(2);
    expect(router.stderr()).toContain(`Port ${port}`);
  });

  it('tells all problems of its settings, and ends with 2', async () => {
    const router = await startedRouter({ ports: { portal: -1 }, seed: 0.5 });
    expect(router.messages[0]).toMatchObject({
      type: 'failed',
      message: expect.stringMatching(/ports.portal.*\n.*seed/),
    });
    expect(await router.ended).toBe(2);
  });

  it('finishes the open requests after SIGTERM and takes no others; SIGINT means nothing to it', async () => {
    const router = await startedRouter();
    const held: ServerResponse[] = [];
    const pod = await fakePod('pod', (request, response) => {
      if (request.url === '/late') response.end('in time');
      else held.push(response);
    });
    await router.give(pod);
    const open = answerOf(router.port, '/');
    await expect.poll(() => held.length, patiently).toBe(1);
    router.child.kill('SIGINT');
    router.child.kill('SIGTERM');
    await expect
      .poll(() =>
        answerOf(router.port, '/late').then(
          ({ status }) => `${status}`,
          (error) => error.code,
        ),
      )
      .toBe('ECONNREFUSED');
    for (const response of held) response.end('finished');
    expect((await open).body).toBe('finished');
    expect(await router.ended).toBe(0);
  });

  it('ends when its parent is killed, also with a request open', async () => {
    const script = `
      const router = require('node:child_process').fork(process.argv[1], [], {
        env: { PEAKPROOF_ROUTER: '{"ports":{"portal":0}}' },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      router.send({ type: 'endpoints', service: 'portal', pods: [{ name: 'pod', port: Number(process.argv[2]) }] });
      router.on('message', ({ type, ports }) => type === 'ports' && console.log(JSON.stringify([router.pid, ports.portal])));`;
    const pod = await fakePod('pod', () => {});
    const parent = spawn(process.execPath, ['-e', script, await compiledProgram('router'), `${pod.port}`]);
    const told = await new Promise<string>((resolve) =>
      parent.stdout.once('data', (data) => resolve(`${data}`)),
    );
    const [pid, port] = JSON.parse(told) as [number, number];
    await sleep(50);
    const open = answerOf(port, '/').catch(() => 'cut off');
    await expect.poll(() => pod.served, patiently).toBe(1);
    parent.kill('SIGKILL');
    expect(await open).toBe('cut off');
    await expect.poll(() => isRunning(pid), patiently).toBe(false);
  });
});
