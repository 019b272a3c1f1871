import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sha256OfTexts } from '../../../src/edge/load/scenario-hash.ts';
import { RecordingWriter } from '../../../src/edge/store/recording-writer.ts';
import { commandLine } from '../../commands/command-line.ts';
import {
  sampleCampaign,
  sampleEnding,
  sampleEnvironment,
  samplePlan,
} from '../../core/distil/sample-plan.ts';
import { scratchFolder } from '../store/scratch-folder.ts';
import { packed, verified } from './evidence-folder.ts';
import { forged } from './hand-made-tar.ts';
import { smallCampaign } from './small-campaign.ts';

const texts = { 'journeys/portal.ts': 'export const pages = 3;', 'portal-peak.ts': 'export default 1;' };
const environment = { ...sampleEnvironment, scenarioSha256: sha256OfTexts(Object.entries(texts)) };
const folders = ['trials/01-T-01.1/recording', 'trials/02-T-01.2/recording'] as const;
const [first, second] = folders;

/** Two trials of one load, with all that a recording has beside its figures. */
async function campaign(): Promise<string> {
  const directory = await scratchFolder();
  const plans = [1, 2].map((trial) => samplePlan({ id: `T-01.${trial}`, trial, order: trial }));
  await writeFile(join(directory, 'campaign.json'), JSON.stringify(sampleCampaign(plans)));
  for (const [i, plan] of plans.entries()) {
    const writer = await RecordingWriter.create(join(directory, folders[i]!), plan, environment);
    await writeFile(join(writer.directory, 'scenario.json'), JSON.stringify(texts));
    await writeFile(join(writer.directory, 'k6.stderr.log'), 'nothing to say\n');
    writer.applied({ kind: 'Deployment' });
    writer.log('portal-1', 'ready');
    await writer.end(sampleEnding());
  }
  return directory;
}

let archive: Buffer;
beforeAll(async () => {
  archive = await readFile((await packed(await campaign())).file);
});

describe('a recording in evidence', { timeout: 60_000 }, () => {
  test('is whole as it was packed', async () => {
    expect(await verified(archive)).toMatchObject({ verified: true, findings: [], unlisted: [] });
  });

  test.each(['scenario.json', 'manifests.ndjson', 'k6.stderr.log', 'logs/portal-1.log', 'environment.json'])(
    'without its %s is not verified, though every sum is right',
    async (file) => {
      const result = await verified(forged(archive, { [`${second}/${file}`]: null }));
      expect(result.verified).toBe(false);
      expect(result.findings).toMatchObject([{ kind: 'missing', file: `${second}/${file}` }]);
      expect(result.findings[0]!.message).toContain('cannot be derived again');
    },
  );

  test('with another script than the trial ran is not verified, and the script is named', async () => {
    const edit = (text: string) => text.replace('pages = 3', 'pages = 1');
    const one = await verified(forged(archive, { [`${first}/scenario.json`]: edit }));
    expect(one.findings).toMatchObject([{ kind: 'hash', file: `${first}/scenario.json` }]);
    expect(one.findings[0]!.message).toContain(environment.scenarioSha256);
    expect(one.findings[0]!.message).toContain(`journeys/portal.ts differs from the same in ${second}`);
    const both = await verified(
      forged(archive, { [`${first}/scenario.json`]: edit, [`${second}/scenario.json`]: edit }),
    );
    expect(both.findings.map(({ message }) => message).join()).toContain(
      'one of journeys/portal.ts, portal-peak.ts is not as it was',
    );
  });

  test('is packed without the script that names places of the machine, and verified with it as with any file', async () => {
    const directory = await campaign();
    await writeFile(join(directory, first, 'load.js'), 'import "file:///home/somebody/peak.ts";');
    const { file, packed: done } = await packed(directory);
    expect(done.leftOut).toEqual([`${first}/load.js`]);
    const older = forged(await readFile(file), { [`${first}/load.js`]: () => 'export {}' });
    expect((await verified(older)).verified).toBe(true);
  });

  test('that is damaged is not packed, and all that is wrong is said at once', async () => {
    const directory = await campaign();
    await rm(join(directory, first, 'manifests.ndjson'));
    await writeFile(join(directory, second, 'scenario.json'), '{}');
    const out = join(await scratchFolder(), 'x.tar');
    const { exitCode, stderr } = await commandLine(['evidence', 'pack', directory, '--out', out]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`${first}/manifests.ndjson is missing`);
    expect(stderr).toContain(`${second}/scenario.json does not hold the scripts`);
  });

  test('of earlier versions needs what its figures rest on, and is said to have no list', async () => {
    const campaign = await smallCampaign(['03-T-01.1']);
    const folder = 'trials/03-T-01.1/recording';
    const ending = join(campaign, folder, 'ending.json');
    const { files, ...before } = JSON.parse(await readFile(ending, 'utf8'));
    expect(files).toContain('requests.csv.gz');
    await writeFile(ending, JSON.stringify(before));
    const older = await readFile((await packed(campaign)).file);
    expect(await verified(older)).toMatchObject({ verified: true, unlisted: [folder] });
    const { findings } = await verified(forged(older, { [`${folder}/requests.csv.gz`]: null }));
    expect(findings).toMatchObject([{ kind: 'missing', file: `${folder}/requests.csv.gz` }]);
  });
});
