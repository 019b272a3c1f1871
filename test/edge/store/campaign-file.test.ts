import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CampaignError } from '../../../src/edge/store/campaign-error.ts';
import { campaignNames, readCampaignFile } from '../../../src/edge/store/campaign-file.ts';

const root = new URL('../../..', import.meta.url).pathname;
const fixtures = join(root, 'test', 'fixtures', 'campaigns');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'campaign-file-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function errorOf(nameOrPath: string): Promise<CampaignError> {
  const error: unknown = await readCampaignFile(nameOrPath, root).catch((thrown: unknown) => thrown);
  if (!(error instanceof CampaignError)) throw new Error(`expected a CampaignError, got ${String(error)}`);
  return error;
}

async function fileWith(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('a bare name', () => {
  test('is a campaign of the package', async () => {
    const { path, campaign } = await readCampaignFile('survey-peak', root);
    expect(path).toBe(join(root, 'scenarios', 'campaigns', 'survey-peak.yaml'));
    expect(campaign.name).toBe('survey-peak');
    expect(await campaignNames(root)).toContain('survey-peak');
  });

  test('that is unknown gets the nearest one, or all', async () => {
    expect((await errorOf('survy-peak')).message).toMatch(
      /there is no such file; did you mean 'survey-peak'\?$/,
    );
    expect((await errorOf('zzz')).message).toMatch(/there is no such file; use one of .*start-time/);
  });
});

test('every problem of a bad campaign is reported at its line', async () => {
  const path = join(fixtures, 'many-problems.yaml');
  const marks = (await readFile(path, 'utf8'))
    .split('\n')
    .flatMap((line, i) => (line.includes('#!') ? [[i + 1, line.split('#!')[1]!.trim()]] : []));
  const { problems, message } = await errorOf(path);
  expect(problems.map((problem) => [problem.line, problem.path])).toEqual(marks);
  expect(problems.length).toBeGreaterThanOrEqual(8);
  const lines = message.split('\n');
  expect(lines[0]).toBe(`The campaign ${path} has ${problems.length} problems:`);
  expect(lines).toContain(
    `  ${path}:33:5 arms.fixed-5.replica: unknown key 'replica'; did you mean 'replicas'?`,
  );
});

describe('open load', () => {
  test('comes with its trace, squeezed into a trial', async () => {
    const { traces, openProfile, campaign } = await readCampaignFile('survey-day', root);
    expect([...traces.keys()]).toEqual(['business-day', 'education-day']);
    expect(traces.get('business-day')).toHaveLength(1440);
    const { points, ...rest } = openProfile('business-day', 300)!;
    expect(rest).toEqual({ model: 'open', maxUsers: 600, thinkSeconds: 1 });
    expect(points.at(-1)!.atSeconds).toBe(300);
    expect(Math.max(...points.map(({ perSecond }) => perSecond))).toBeCloseTo(22, 9);
    expect(campaign.scenarios['business-day']!.profile.model).toBe('open');
  });

  test('closed load has no trace', async () => {
    const { traces, openProfile } = await readCampaignFile('survey-peak', root);
    expect(traces.size).toBe(0);
    expect(openProfile('portal-peak', 300)).toBeNull();
    expect(openProfile('nobody', 300)).toBeNull();
  });

  const rows = (count: number, arrivals: (minute: number) => string = () => '1') =>
    Array.from({ length: count }, (_, minute) => `${minute},${arrivals(minute)}\n`).join('');
  const header = 'minute,arrivals\n';

  test.each<[string, string, [number | null, RegExp][]]>([
    ['empty', '', [[1, /the first line is '': it has to be minute,arrivals/]]],
    ['other columns', `time,count\n${rows(1440)}`, [[1, /the first line is 'time,count'/]]],
    ['too short', header + rows(1439), [[null, /it has 1439 minutes: a day has 1440/]]],
    ['too long', header + rows(1441), [[null, /it has 1441 minutes/]]],
    ['nobody', header + rows(1440, () => '0'), [[null, /nobody arrives on this day/]]],
    ['a word', header + rows(1440, (m) => (m === 7 ? 'many' : '1')), [[9, /arrivals is 'many'/]]],
    ['a negative', header + rows(1440, (m) => (m === 0 ? '-3' : '1')), [[2, /arrivals is '-3'.*0 or more/]]],
    ['a third column', header + rows(1440, (m) => (m === 3 ? '1,2' : '1')), [[5, /this is not CSV/]]],
    [
      'a gap',
      header + rows(1440).replace('\n9,1\n', '\n'),
      [
        [11, /minute is '10': it has to be 9/],
        [12, /it has to be 10/],
        [13, /it has to be 11/],
        [null, /and 1427 more lines like these/],
      ],
    ],
  ])('a trace that is %s is refused with its line', async (name, csv, expected) => {
    const trace = await fileWith(`${name}.csv`, csv);
    const text = await readFile(join(root, 'scenarios', 'campaigns', 'survey-day.yaml'), 'utf8');
    const education = join(root, 'scenarios', 'traces', 'education-survey.csv');
    const path = await fileWith(
      'day.yaml',
      text
        .replace('../traces/business-survey.csv', `${name}.csv`)
        .replace('../traces/education-survey.csv', education),
    );
    const { problems } = await errorOf(path);
    expect(problems.map(({ file, line }) => [file, line])).toEqual(expected.map(([line]) => [trace, line]));
    for (const [i, [, message]] of expected.entries()) {
      expect(problems[i]!.message).toMatch(message);
      expect(problems[i]!.path).toBe('scenarios.business-day.profile.trace');
    }
  });

  test('a trace that is missing is a problem of the campaign', async () => {
    const text = await readFile(join(root, 'scenarios', 'campaigns', 'survey-day.yaml'), 'utf8');
    const path = await fileWith('lost.yaml', text.replaceAll('../traces/', 'nowhere/'));
    expect((await errorOf(path)).problems.map(({ file, message }) => [file, message])).toEqual(
      ['business', 'education'].map((name) => [
        join(folder, 'nowhere', `${name}-survey.csv`),
        'there is no such file; a trace is a CSV file with the columns minute,arrivals',
      ]),
    );
  });
});

describe('a file that is no campaign', () => {
  test.each<[string, string | Uint8Array, [number | null, number | null, RegExp]]>([
    ['empty', '', [1, 1, /holds nothing where a campaign is needed/]],
    ['a comment', '# nothing\n', [1, 1, /holds nothing/]],
    ['a list', '- a\n- b\n', [1, 1, /holds a list/]],
    ['tabs', 'name: x\narms:\n\tfixed-5: 1\n', [3, 1, /a tab is used as indentation/]],
    ['a key twice', 'name: x\ntitle: y\nname: z\n', [3, 1, /this key is given twice/]],
    ['two documents', 'name: x\n---\nname: y\n', [2, 1, /a second document starts here/]],
    ['not closed', 'name: {x\n', [2, 1, /this is not YAML/]],
    ['an alias to nothing', 'name: *nobody\n', [1, 1, /its aliases cannot be followed/]],
    ['a strange tag', 'name: !!python/object x\n', [1, 7, /this is not YAML/]],
    ['not UTF-8', new Uint8Array([0x6e, 0xff, 0xfe, 0x0a]), [null, null, /not text in UTF-8/]],
    ['huge', `# ${'x'.repeat(1_000_001)}`, [null, null, /it has 1000003 bytes/]],
  ])('%s', async (name, text, [line, column, message]) => {
    const { problems } = await errorOf(await fileWith(`${name}.yaml`, text));
    expect(problems[0]).toMatchObject({ line, column });
    expect(problems[0]!.message).toMatch(message);
  });

  test('aliases that multiply are refused before they fill the memory', async () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i}: &l${i} [${`*l${i - 1},`.repeat(9)}]`);
    const bomb = ['l-1: &l-1 [x]', ...levels].join('\n');
    const { problems } = await errorOf(await fileWith('bomb.yaml', bomb));
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toMatch(/its aliases cannot be followed/);
  });

  test('an alias to what it is part of is only a wrong value', async () => {
    const { problems } = await errorOf(await fileWith('loop.yaml', 'name: x\narms: &a\n  self: *a\n'));
    expect(problems.find(({ path }) => path === 'arms.self.kind')).toMatchObject({ line: 3, column: 3 });
  });

  test('a folder, and a path that leads nowhere', async () => {
    expect((await errorOf(`${folder}/`)).message).toMatch(/it is a folder: name a file in it/);
    expect((await errorOf(join(folder, 'none.yaml'))).message).toMatch(/none\.yaml there is no such file$/);
  });
});
