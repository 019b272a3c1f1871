import { cp, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine, root } from './command-line.ts';

let folder: string;
let address: string;
let stop: (reason: string) => void;
let ended: ReturnType<typeof commandLine>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakproof-view-'));
  for (const name of ['first', 'second'])
    await cp(join(root, 'results/sample'), join(folder, name), { recursive: true });
  await mkdir(join(folder, 'empty'));
  await mkdir(join(folder, 'cut'));
  await writeFile(join(folder, 'cut/campaign.json'), '{"schema":"peakproof/plan/1",');
  await mkdir(join(folder, 'older'));
  await writeFile(join(folder, 'older/campaign.json'), '{"schema":"peakproof/plan/0"}');
  await mkdir(join(folder, 'search'));
  await writeFile(join(folder, 'search/question.json'), '{}');
  await writeFile(join(folder, 'a-file.txt'), 'not a folder');
  await symlink('/etc', join(folder, 'outside'));
  await symlink('/nowhere/at/all', join(folder, 'dangling'));
  await mkdir(join(folder, 'recursive'));
  await symlink(join(folder, 'recursive'), join(folder, 'recursive/campaign.json'));
  const stopping = new AbortController();
  stop = (reason) => stopping.abort(reason);
  await new Promise<void>((resolve) => {
    ended = commandLine(['view', folder], {
      signal: stopping.signal,
      print: (text) => {
        address = text.trim();
        resolve();
      },
    });
  });
});
afterAll(async () => {
  stop('SIGINT');
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string) =>
  fetch(new URL(path, address)).then(async (response) => ({
    status: response.status,
    policy: response.headers.get('content-security-policy'),
    text: await response.text(),
  }));

describe('the list of a folder', () => {
  it('has its campaigns, and says of each other folder what is wrong', async () => {
    const { status, text, policy } = await get('/');
    expect(status).toBe(200);
    expect(policy).toMatch(/default-src 'none'; style-src 'sha256-/);
    expect(text.match(/type="checkbox"/g)).toHaveLength(2);
    for (const [name, problem] of [
      ['empty', 'no campaign.json'],
      ['cut', 'is not JSON'],
      ['older', 'peakproof/plan/0'],
      ['search', 'capacity search'],
      ['outside', 'leads out'],
      ['dangling', 'leads out'],
      ['recursive', 'cannot be read'],
    ] as const)
      expect(text).toMatch(new RegExp(`<th scope="row">${name}</th><td>[^<]*${problem}`));
    expect(text).not.toContain('a-file.txt');
  });

  it('notices what changed since', async () => {
    const path = join(folder, 'second/comparison.json');
    await writeFile(path, '{');
    expect((await get('/')).text.match(/type="checkbox"/g)).toHaveLength(1);
    await cp(join(root, 'results/sample/comparison.json'), path);
    await utimes(path, new Date(), new Date());
    expect((await get('/')).text.match(/type="checkbox"/g)).toHaveLength(2);
  });
});

describe('a campaign', () => {
  it('is shown with its trials, and its report is drawn from its records', { timeout: 60_000 }, async () => {
    expect((await get('/campaign/first')).text.match(/name="of" value="first\/0\d-T-/g)).toHaveLength(6);
    const report = await get('/campaign/first/report?lang=ko');
    expect(report.status).toBe(200);
    expect(report.text).toContain('<html lang="ko">');
    expect(report.text).toContain('id="reference"');
    expect(report.text).toContain('<a href="/?lang=ko">캠페인 목록으로</a>');
  });

  it.each([
    ['/campaign/nowhere', 404],
    ['/campaign/..%2F..%2Fetc/report', 404],
    ['/campaign/outside/report', 404],
    ['/campaign/%00', 404],
    ['/campaign/cut', 422],
    ['/campaign/cut/report', 422],
    ['/campaign/empty/report', 422],
    ['/etc/passwd', 404],
    ['/campaign/first/trials', 404],
  ])('%s is answered with %d and a sentence', async (path, status) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('<p>');
    expect(answer.text).not.toContain('root:x:0');
  });
});

describe('a comparison', () => {
  it('of two campaigns sets the later against the earlier, case by case', { timeout: 60_000 }, async () => {
    const { status, text } = await get('/compare?of=second&of=first');
    expect(text).toContain('<a href="/?lang=en">All campaigns</a>');
    expect(status).toBe(200);
    expect(text).toMatch(/A = (first|second), B = (first|second)/);
    expect(text).toContain('B: T-02');
  });

  it('of two trials of one campaign is that of the arms', { timeout: 60_000 }, async () => {
    const { text } = await get('/compare?of=first/03-T-01.1&of=first/06-T-02.1');
    expect(text).toContain('T-02 against T-01');
  });

  it.each([
    ['', 400, '0 was chosen'],
    ['of=first', 400, '1 was chosen'],
    ['of=first&of=nowhere', 404, 'nowhere'],
    ['of=first&of=first/../../etc', 404, 'There is no campaign'],
    ['of=first/..&of=second', 404, 'There is no campaign'],
    ['of=first&of=empty', 422, 'holds no trial record'],
  ])('of %j is refused with %d', async (query, status, sentence) => {
    const answer = await get(`/compare?${query}`);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(sentence);
  });
});

describe('the command', () => {
  it('shows one campaign where its folder is named', async () => {
    const stopping = new AbortController();
    let printed = '';
    await new Promise<void>((resolve) => {
      void commandLine(['view', join(folder, 'first')], {
        signal: stopping.signal,
        print: (text) => {
          printed = text.trim();
          resolve();
        },
      });
    });
    const list = await (await fetch(printed)).text();
    expect(list.match(/type="checkbox"/g)).toHaveLength(1);
    expect((await fetch(new URL('/campaign/second', printed))).status).toBe(404);
    stopping.abort('SIGTERM');
  });

  it('says what is wrong with a folder or a port', async () => {
    expect(await commandLine(['view', join(folder, 'nowhere')])).toMatchObject({ exitCode: 2 });
    expect((await commandLine(['view', join(folder, 'a-file.txt')])).stderr).toContain('is a file');
    expect((await commandLine(['view', folder, '--port', '99999'])).stderr).toContain('0 to 65535');
    const busy = await commandLine(['view', folder, '--port', new URL(address).port]);
    expect(busy).toMatchObject({ exitCode: 2 });
    expect(busy.stderr).toContain('is in use');
  });

  it('ends on a signal, and nothing answers any more', async () => {
    stop('SIGINT');
    expect((await ended).exitCode).toBe(130);
    await expect(fetch(address)).rejects.toThrow();
  });
});
