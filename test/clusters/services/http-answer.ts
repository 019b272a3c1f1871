import { type Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Asking {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Default: a connection of its own for each request. */
  agent?: Agent;
}

/** One HTTP request to a port of 127.0.0.1; rejects with the socket's error. */
export function answerOf(port: number, path: string, asking: Asking = {}): Promise<Answer> {
  const { method = asking.body === undefined ? 'GET' : 'POST', headers, body, agent = false } = asking;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path, method, agent, ...(headers ? { headers } : {}) },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => {
          text += chunk;
        });
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode!, headers: incoming.headers, body: text }),
        );
        incoming.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
