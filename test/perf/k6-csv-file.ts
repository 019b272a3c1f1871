import { closeSync, openSync, writeSync } from 'node:fs';
import { seededRandom } from '../../src/core/math/random.ts';

/** What a made stream holds, to check every reader against. */
export interface MadeStream {
  path: string;
  bytes: number;
  requests: number;
  failed: number;
  iterations: number;
  /** Epoch microseconds. */
  startMicros: number;
  lengthSeconds: number;
}

/** The columns of our scenarios, or those of a script that names no systemTags. */
export type ColumnSet = 'ours' | 'default';

/** For each set its header, and what follows the value in the rows of a request, of `served`, and in the others. */
const shapes = {
  ours: {
    header:
      'metric_name,timestamp,metric_value,error,error_code,expected_response,method,name,scenario,status,extra_tags,metadata',
    request: (fails: boolean, route: string) =>
      fails ? `,,1503,false,GET,${route},load,503,,` : `,,,true,GET,${route},load,200,,`,
    plain: (extra: string) => `,,,,,,load,,${extra},`,
    bare: ',,,,,,,,,',
  },
  default: {
    header:
      'metric_name,timestamp,metric_value,check,error,error_code,expected_response,group,method,name,proto,scenario,service,status,subproto,tls_version,url,extra_tags,metadata',
    request: (fails: boolean, route: string) => {
      const url = `http://127.0.0.1:18080/survey/${route}`;
      return fails
        ? `,,,1503,false,,GET,${url},HTTP/1.1,load,,503,,,${url},,`
        : `,,,,true,,GET,${url},HTTP/1.1,load,,200,,,${url},,`;
    },
    plain: (extra: string) => `,,,,,,,,,load,,,,,,${extra},`,
    bare: ',,,,,,,,,,,,,,,,',
  },
};

const users = 300;
const thinkMicros = 1_000_000;
const pods = [
  '7d9c5b6f4-2xkqp',
  '7d9c5b6f4-8h5zt',
  '7d9c5b6f4-c4wnr',
  '7d9c5b6f4-kv2jm',
  '7d9c5b6f4-zl9ds',
].map((name) => `portal-${name}`);
const journey = ['sign-in', 'survey', 'page', 'page', 'page', 'submit'];
const startMicros = 1_795_253_300_000_000;

/**
 * Writes a CSV as k6 streams it, with `vu` in each row and a `served` row for each answer: a closed network of users who ask, wait (log-normal
 * times, one answer in fifty a 503) and think. The same seed gives the same bytes.
 */
export function madeStream(path: string, bytesWanted: number, set: ColumnSet = 'ours', seed = 1): MadeStream {
  const shape = shapes[set];
  const random = seededRandom(seed);
  const file = openSync(path, 'w');
  const queue = new UserQueue(users, (user) => startMicros + user * 33_000);
  const step = new Uint8Array(users);
  const begun = new Float64Array(users);
  let text = `${shape.header}\n`;
  let bytes = 0;
  let [requests, failed, iterations] = [0, 0, 0];
  let second = startMicros;
  let now = startMicros;

  const flush = () => {
    bytes += writeSync(file, Buffer.from(text, 'latin1'));
    text = '';
  };
  while (bytes < bytesWanted) {
    const user = queue.first();
    now = queue.firstAt();
    while (second <= now) {
      text += `vus,${second},${users}.000000${shape.bare}\nvus_max,${second},${users}.000000${shape.bare}\n`;
      second += 1_000_000;
    }
    // The user's answer is complete `now`; how long that took is drawn here.
    const nanos = Math.round(40e6 * Math.exp(0.6 * normal(random)));
    const ms = (nanos / 1e6).toFixed(6);
    const fails = random.next() < 0.02;
    const route = journey[step[user]!]!;
    const vu = user + 1;
    const tail = `${shape.request(fails, route)}vu=${vu}\n`;
    const answered = `${shape.plain(`pod=${pods[requests % pods.length]}&route=${route}`)}vu=${vu}\n`;
    const blocked = (random.next() * 0.4).toFixed(6);
    text +=
      `http_reqs,${now},1.000000${tail}http_req_duration,${now},${ms}${tail}http_req_blocked,${now},${blocked}${tail}` +
      `http_req_connecting,${now},0.000000${tail}http_req_tls_handshaking,${now},0.000000${tail}` +
      `http_req_sending,${now},0.041152${tail}http_req_waiting,${now},${ms}${tail}` +
      `http_req_receiving,${now},0.087233${tail}http_req_failed,${now},${fails ? 1 : 0}.000000${tail}` +
      `served,${now + 90},${ms}${answered}`;
    requests++;
    if (fails) failed++;
    if (begun[user] === 0) begun[user] = now;
    step[user]!++;
    if (step[user] === journey.length) {
      const plain = `${shape.plain('')}vu=${vu}\n`;
      const lasted = ((now - begun[user]!) / 1e3).toFixed(6);
      text +=
        `data_sent,${now + 120},512.000000${plain}data_received,${now + 120},130.000000${plain}` +
        `iteration_duration,${now + 120},${lasted}${plain}iterations,${now + 120},1.000000${plain}`;
      iterations++;
      step[user] = 0;
      begun[user] = 0;
    }
    queue.putFirst(now + thinkMicros + Math.ceil(nanos / 1e3) + Math.floor(random.next() * 9_000));
    if (text.length > 4_000_000) flush();
  }
  flush();
  closeSync(file);
  const lengthSeconds = Math.ceil((now - startMicros) / 1e6) + 1;
  return { path, bytes, requests, failed, iterations, startMicros, lengthSeconds };
}

/** Normal deviate (Box and Muller). */
function normal(random: { next(): number }): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Who is next: a binary heap of users by time. */
class UserQueue {
  readonly #user: Int32Array;
  readonly #at: Float64Array;

  constructor(count: number, at: (user: number) => number) {
    // Ascending times are a heap already.
    this.#user = Int32Array.from({ length: count }, (_, user) => user);
    this.#at = Float64Array.from({ length: count }, (_, user) => at(user));
  }

  first(): number {
    return this.#user[0]!;
  }

  firstAt(): number {
    return this.#at[0]!;
  }

  /** Puts the first user back in at another time. */
  putFirst(at: number): void {
    const user = this.#user[0]!;
    const count = this.#user.length;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= count) break;
      if (child + 1 < count && this.#at[child + 1]! < this.#at[child]!) child++;
      if (this.#at[child]! >= at) break;
      this.#at[place] = this.#at[child]!;
      this.#user[place] = this.#user[child]!;
      place = child;
    }
    this.#at[place] = at;
    this.#user[place] = user;
  }
}
