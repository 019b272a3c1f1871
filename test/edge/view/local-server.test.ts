import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type LocalServer, type PageRequest, serveLocally } from '../../../src/edge/view/local-server.ts';

let server: LocalServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function started(answer = async (_: PageRequest) => ({ status: 200, html: 'page', policy: 'p' })) {
  server = await serveLocally(0, answer);
  return server.port;
}

function asked(port: number, path: string, options: { host?: string; method?: string } = {}) {
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const headers = options.host === undefined ? {} : { Host: options.host };
      request({ host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode!, text, headers: response.headers }));
      })
        .on('error', reject)
        .end();
    },
  );
}

describe('who is answered', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1.evil.example', '[::1]', 'localhost:1'])(
    'not a page of another site whose name leads here: Host %j',
    async (host) => {
      const answer = await asked(await started(), '/', { host });
      expect([400, 421]).toContain(answer.status);
      expect(answer.text).not.toContain('page');
    },
  );

  it('this machine, by number and by name', async () => {
    const port = await started();
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`])
      expect(await asked(port, '/', { host })).toMatchObject({ status: 200, text: 'page' });
  });

  it('no method that could change something', async () => {
    const port = await started();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await asked(port, '/', { method })).status).toBe(405);
    expect(await asked(port, '/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });
});

it('what is asked for comes in segments, dots and escapes as they were written', async () => {
  const seen: unknown[] = [];
  const port = await started(async ({ segments, query }) => {
    seen.push([segments, query.get('a')]);
    return { status: 200, html: '', policy: '' };
  });
  for (const path of ['/', '/campaign/a%2Fb/report?a=1', '/x/../../etc', '/x/%2e%2e'])
    await asked(port, path);
  expect(seen).toEqual([
    [[], null],
    [['campaign', 'a/b', 'report'], '1'],
    [['x', '..', '..', 'etc'], null],
    [['x', '..'], null],
  ]);
  expect((await asked(port, '/%')).status).toBe(400);
  expect((await asked(port, `/${'x'.repeat(9000)}`)).status).toBe(414);
});

it('carries headers that keep other sites out', async () => {
  const { headers } = await asked(await started(), '/');
  expect(headers).toMatchObject({
    'content-security-policy': 'p',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
});

it('an error is one answer and not the end', async () => {
  let calls = 0;
  const port = await started(async () => {
    if (calls++ === 0) throw new Error('broken');
    return { status: 200, html: 'well', policy: '' };
  });
  expect(await asked(port, '/')).toMatchObject({ status: 500, text: 'broken\n' });
  expect(await asked(port, '/')).toMatchObject({ status: 200, text: 'well' });
});

it('ends at once with a request under way', async () => {
  let arrived = () => {};
  const under = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const port = await started(() => {
    arrived();
    return new Promise(() => {});
  });
  const pending = asked(port, '/').catch((error: Error) => error.message);
  await under;
  await server!.close();
  expect(await pending).toMatch(/hang up|ECONNRESET/);
});
