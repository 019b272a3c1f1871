import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../../../src/edge/clock.ts';
import { Api } from '../../../../../src/edge/target/kubernetes/api/api.ts';
import { ApiError } from '../../../../../src/edge/target/kubernetes/api/api-error.ts';
import type { KubeObject } from '../../../../../src/edge/target/kubernetes/api/objects.ts';
import { Watch } from '../../../../../src/edge/target/kubernetes/api/watch.ts';
import { socketServer } from './socket-server.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function apiOf(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Api> {
  const server = await socketServer(answer);
  const api = new Api(server.path);
  closers.push(server.close, async () => api.close());
  return api;
}

function object(name: string, resourceVersion: number): KubeObject {
  return { metadata: { name, uid: `uid-${name}`, resourceVersion: String(resourceVersion) } };
}

/** Plays one script of answers for lists and one for watches; the last of each is repeated. */
function scripted(
  lists: ((response: ServerResponse) => void)[],
  watches: ((response: ServerResponse) => void)[],
) {
  const asked: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    asked.push(request.url!);
    const script = request.url!.includes('watch=1') ? watches : lists;
    (script.length > 1 ? script.shift()! : script[0]!)(response);
  };
  return { asked, answer };
}

const list =
  (version: number, ...items: KubeObject[]) =>
  (response: ServerResponse) => {
    response.end(JSON.stringify({ metadata: { resourceVersion: String(version) }, items }));
  };
const lines = (...events: object[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('');
const forever = (response: ServerResponse) => {
  response.flushHeaders();
};

async function changes(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  count: number,
  clock: Clock = systemClock(),
) {
  const seen: string[] = [];
  const problems: (string | null)[] = [];
  const api = await apiOf(answer);
  await new Promise<void>((resolve) => {
    const watch = new Watch<KubeObject>(api, clock, {
      path: '/api/v1/pods',
      labelSelector: 'a=b',
      onChange: ({ what, object: { metadata } }) => {
        seen.push(`${what} ${metadata.name}`);
        if (metadata.name === 'cursed') throw new Error('our own mistake');
        if (seen.length === count) resolve();
      },
      onProblem: (problem) => problems.push(problem),
    });
    closers.push(() => watch.stop());
  });
  return { seen, problems };
}

it('goes on after a lost connection from what it last knew', async () => {
  const { asked, answer } = scripted(
    [list(5, object('a', 5))],
    [
      (response) => {
        response.write(lines({ type: 'ADDED', object: object('b', 6) }));
        setTimeout(() => response.destroy(), 50);
      },
      (response) => {
        response.write(
          lines({ type: 'MODIFIED', object: object('b', 8) }, { type: 'DELETED', object: object('a', 9) }),
        );
      },
    ],
  );
  const { seen } = await changes(answer, 4);
  expect(seen).toEqual(['listed a', 'added b', 'modified b', 'deleted a']);
  expect(asked[0]).toContain('labelSelector=a%3Db');
  expect(asked.filter((url) => !url.includes('watch=1'))).toHaveLength(1);
  expect(asked[2]).toContain('resourceVersion=6');
});

it('does not call a watch lost that has just been cut, however long it lived', async () => {
  const real = systemClock();
  const start = real.now();
  // A hundred seconds pass in one.
  const fast = {
    ...real,
    now: () => start + (real.now() - start) * 100,
    until: (at: number, signal?: AbortSignal) => real.until(start + (at - start) / 100, signal),
  };
  const { answer } = scripted(
    [list(5, object('a', 5))],
    [
      (response) => {
        response.flushHeaders();
        setTimeout(() => response.destroy(), 500);
      },
      (response) => {
        response.write(lines({ type: 'ADDED', object: object('b', 6) }));
      },
    ],
  );
  const { seen, problems } = await changes(answer, 2, fast);
  expect(seen).toEqual(['listed a', 'added b']);
  expect(problems).toEqual([]);
});

it('lists anew where its version is too old, and tells what has gone meanwhile', async () => {
  const { seen } = await changes(
    scripted(
      [list(5, object('a', 4), object('b', 5)), list(20, object('b', 5), object('c', 17))],
      [
        (response) => {
          response.end(
            lines({ type: 'ERROR', object: { message: 'too old resource version', metadata: {} } }),
          );
        },
        forever,
      ],
    ).answer,
    4,
  );
  expect(seen).toEqual(['listed a', 'listed b', 'deleted a', 'listed c']);
});

it('survives an API server that refuses and comes back', async () => {
  const refuse = (response: ServerResponse) => {
    response.statusCode = 502;
    response.end('dial tcp: connection refused');
  };
  const { seen } = await changes(scripted([refuse, refuse, list(1, object('a', 1))], [forever]).answer, 1);
  expect(seen).toEqual(['listed a']);
});

it('loses one object to a mistake in a handler, and not the watch', async () => {
  const { seen, problems } = await changes(
    scripted([list(2, object('cursed', 1), object('b', 2))], [forever]).answer,
    2,
  );
  expect(seen).toEqual(['listed cursed', 'listed b']);
  expect(problems).toEqual(['cursed: our own mistake']);
});

it('ends its connection when it is stopped', async () => {
  let closed: () => void = () => {};
  const closing = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const api = await apiOf((request, response) => {
    if (!request.url!.includes('watch=1')) return list(1)(response);
    response.on('close', closed);
    forever(response);
  });
  const watch = new Watch<KubeObject>(api, systemClock(), { path: '/x', onChange: () => {} });
  await watch.listed;
  await new Promise((resolve) => setTimeout(resolve, 100));
  await watch.stop();
  await closing;
});

it('gives the words of a refusal, with the call that was refused', async () => {
  const api = await apiOf((_, response) => {
    response.statusCode = 403;
    response.end(JSON.stringify({ kind: 'Status', message: 'pods is forbidden' }));
  });
  const error = await api.get('/api/v1/pods').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApiError);
  expect((error as ApiError).status).toBe(403);
  expect((error as ApiError).message).toBe(
    'The API server answered GET /api/v1/pods with 403: pods is forbidden',
  );
});
