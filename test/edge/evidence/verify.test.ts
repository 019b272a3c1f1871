import { spawn } from 'node:child_process';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CapacityQuestion } from '../../../src/core/model/capacity.ts';
import { importTrial } from '../../../src/edge/store/import-trial.ts';
import { RecordingWriter } from '../../../src/edge/store/recording-writer.ts';
import { commandLine, root } from '../../commands/command-line.ts';
import { sampleEnding, sampleEnvironment, samplePlan } from '../../core/distil/sample-plan.ts';
import { scratchFolder } from '../store/scratch-folder.ts';
import { packed, verified } from './evidence-folder.ts';
import { forged } from './hand-made-tar.ts';
import { smallCampaign } from './small-campaign.ts';

let archive: Buffer;
beforeAll(async () => {
  archive = await readFile((await packed(await smallCampaign())).file);
}, 60_000);

const record = 'trials/06-T-02.1/trial.json';

describe('verify', { timeout: 60_000 }, () => {
  test('passes what pack wrote, and a forger’s copy that changes nothing is the same archive', async () => {
    const result = await verified(archive);
    expect(result).toMatchObject({
      verified: true,
      findings: [],
      packedBy: '0.1.0',
      signature: { state: 'none' },
    });
    expect(result.derived).toContain('report/ko/report.html');
    expect(forged(archive, {}).equals(archive)).toBe(true);
  });

  test('names the place of an edit in a record whose sums were made right again', async () => {
    const edited = forged(archive, {
      [record]: (text) => text.replace(/("scalingLag": \{[^}]*"readySeconds": )[\d.]+/, '$130'),
    });
    const { findings } = await verified(edited);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      kind: 'derived',
      file: record,
      difference: { place: 'scalingLag.readySeconds', archived: '30' },
    });
  });

  test('names the line of an edit in a report, and spaces that change no value', async () => {
    const { findings } = await verified(
      forged(archive, {
        'report/report.md': (text) => text.replace('T-02', 'T-09'),
        'comparison.json': (text) => text.replace('{\n  ', '{\n   '),
      }),
    );
    expect(findings.map(({ file }) => file)).toEqual(['comparison.json', 'report/report.md']);
    expect(findings[0]).toMatchObject({ difference: { place: 'line 2, column 3' } });
    expect(findings[1]!.message).toMatch(/at line \d+, column \d+ it has 9/);
  });

  test('derives from a changed recording, and finds that the record says otherwise', async () => {
    const replicas = 'trials/06-T-02.1/recording/replicas.ndjson';
    const { findings } = await verified(
      forged(archive, { [replicas]: (text) => text.replace('"ready":6', '"ready":5') }),
    );
    expect(findings.find(({ file }) => file === record)?.message).toMatch(
      /at phases\[0\]\.stretch\.toSeconds it has 36\.\d+, and they give/,
    );
  });

  test('finds a file that does not belong, one that is missing, and a recording that is none', async () => {
    const foreign = await verified(forged(archive, { 'run-me.sh': () => 'reboot' }));
    expect(foreign.findings).toMatchObject([{ kind: 'foreign', file: 'run-me.sh' }]);
    const record5 = await verified(forged(archive, { 'trials/05-T-09.1/trial.json': () => '{}' }));
    expect(record5.findings).toMatchObject([{ kind: 'foreign', file: 'trials/05-T-09.1/trial.json' }]);
    const missing = await verified(forged(archive, { 'report/report.md': null }));
    expect(missing.findings).toMatchObject([{ kind: 'missing', file: 'report/report.md' }]);
    const broken = await verified(
      forged(archive, { 'trials/06-T-02.1/recording/plan.json': () => '{"a":\u001b}' }),
    );
    expect(broken.findings).toMatchObject([{ kind: 'underivable' }]);
    expect(broken.findings[0]!.message).toMatch(/^the raw files cannot be derived from: trials\/06/);
    const withoutTrial = await verified(forged(archive, { 'trials/06-T-02.1/recording/plan.json': null }));
    expect(withoutTrial.verified).toBe(false);
  });

  test('says which version packed, and that a difference may be the version’s', async () => {
    const edits = { 'evidence.json': (text: string) => text.replace('"0.1.0"', '"0.0.9"') };
    const readme = { 'README.md': (text: string) => text.replace('peakproof 0.1.0', 'peakproof 0.0.9') };
    const other = forged(archive, { ...edits, ...readme });
    const text = async (bytes: Buffer) => {
      const file = join(await scratchFolder(), 'other.tar');
      await writeFile(file, bytes);
      return commandLine(['evidence', 'verify', file]);
    };
    const same = await text(other);
    expect([same.exitCode, same.stdout]).toEqual([
      0,
      expect.stringContaining('Packed by peakproof 0.0.9, verified by 0.1.0. Both derive the same.'),
    ]);
    const differs = await text(
      forged(other, { [record]: (json) => json.replace(/("whole": \{[^}]*?"processed": )\d+/, '$11') }),
    );
    expect(differs.exitCode).toBe(99);
    expect(differs.stdout).toContain('at whole.processed it has 1, and they give ');
    expect(differs.stdout).toContain(
      "The difference may be the version's: verify with peakproof 0.0.9 to know.",
    );
    // One byte of the version alone is found by its sum.
    expect((await verified(forged(archive, edits))).findings).toMatchObject([{ file: 'README.md' }]);
  });
});

describe('what else can be packed', { timeout: 60_000 }, () => {
  test('the committed sample, by the command, and it is said to be unsigned', async () => {
    const file = join(await scratchFolder(), 'sample.tar');
    const done = await commandLine(['evidence', 'pack', 'results/sample', '--out', file]);
    expect([done.exitCode, done.stdout]).toEqual([
      0,
      expect.stringMatching(/files, [\d.]+ MB, not signed\nSHA-256 /),
    ]);
    const { exitCode, stdout } = await commandLine(['evidence', 'verify', file]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^VERIFIED /);
    expect(stdout).toContain('Not signed: this shows that the archive is consistent, not who made it.');
    expect(stdout).toContain(
      'Only hashed, so nothing says that they show these figures: report.ko.png, report.png.',
    );
    const json = await commandLine(['evidence', 'verify', file, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ schema: 'peakproof/verification/1', verified: true });
  });

  test('a campaign with an interrupted trial and an earlier attempt', async () => {
    const campaign = await smallCampaign();
    const trial = join(campaign, 'trials/06-T-02.1');
    await cp(join(trial, 'recording'), join(trial, 'recording.1'), {
      recursive: true,
    });
    await rm(join(trial, 'recording/ending.json'));
    await rm(join(trial, 'trial.json'));
    const result = await verified((await packed(campaign)).file);
    expect(result.verified).toBe(true);
    expect(result.derived).toContain('trials/06-T-02.1/trial.json');
    expect(result.raw).toContain('trials/06-T-02.1/recording.1/requests.csv.gz');
  });

  test('an import, and imports of unlike length beside each other', async () => {
    const source = join(root, 'test/fixtures/recordings/fixed-5.k6.csv.gz');
    const one = await scratchFolder();
    await importTrial(source, one);
    expect(await verified((await packed(one)).file)).toMatchObject({ verified: true, hashedOnly: [] });
    const two = await scratchFolder();
    await importTrial(source, join(two, 'trials/a'));
    await importTrial(source, join(two, 'trials/b'), { id: 'shorter', lengthSeconds: 30 });
    const { file } = await packed(two);
    expect((await verified(file)).verified).toBe(true);
    const html = forged(await readFile(file), {
      'comparison.json': (text) => text.replace(/"lengthSeconds": 30/, '"lengthSeconds": 65'),
    });
    expect((await verified(html)).findings).toMatchObject([
      { difference: { place: 'lengthSeconds', derived: '30' } },
    ]);
  });

  test('a campaign with requirements, whose scorecard is derived with it', async () => {
    const campaign = await smallCampaign();
    await cp(join(root, 'scenarios/requirements/rasp.yaml'), join(campaign, 'requirements.yaml'));
    const { file } = await packed(campaign);
    const result = await verified(file);
    expect(result.verified).toBe(true);
    expect(result.derived).toEqual(
      expect.arrayContaining(['requirements.json', 'report/ko/requirements.md']),
    );
    const edited = forged(await readFile(file), {
      'requirements.json': (text) => text.replace('"INCONCLUSIVE"', '"PASS"'),
      'requirements.yaml': (text) => text.replace('atMost: 3 s', 'atMost: 9 s'),
    });
    expect((await verified(edited)).findings.map(({ message }) => message).join()).toMatch(
      /requirements\.json does not follow from the recordings: at requirementsSha256/,
    );
    const broken = forged(await readFile(file), { 'requirements.yaml': () => 'title: 7' });
    expect((await verified(broken)).findings).toMatchObject([{ kind: 'underivable' }]);
  });

  test('a capacity search, whose stopped load is no try', async () => {
    const search = await scratchFolder();
    const question: CapacityQuestion = {
      schema: 'peakproof/capacity-question/1',
      campaign: 'sample',
      campaignFile: 'survey-peak',
      scenario: 'portal-peak',
      title: 'Portal peak',
      service: 'portal',
      target: 'local',
      seed: 20,
      replicas: [1],
      repeats: 1,
      lengthSeconds: 20,
      resolution: 0.05,
      mostTries: 3,
      level: { withinSeconds: 3, share: 0.95, errorRate: 0.001, completedShare: 0.95 },
      requestsPerJourney: 1,
      predictedPerReplica: null,
    };
    await writeFile(join(search, 'question.json'), JSON.stringify(question));
    for (const [i, state] of (['completed', 'aborted'] as const).entries()) {
      const plan = samplePlan({
        id: `1-replicas.1.${i + 1}`,
        order: i + 1,
        arm: { kind: 'fixed', replicas: 1 },
      });
      const points = [0, 20].map((atSeconds) => ({ atSeconds, perSecond: 10 * (i + 1) }));
      plan.scenario.profile = { model: 'open', points, maxUsers: 100, thinkSeconds: 1 };
      const folder = join(search, 'trials', `00${i + 1}-${plan.id}`, 'recording');
      const writer = await RecordingWriter.create(folder, plan, sampleEnvironment);
      await writer.end(sampleEnding({ state }));
    }
    const { file } = await packed(search);
    const result = await verified(file);
    expect(result).toMatchObject({ verified: true, findings: [] });
    expect(result.derived).toContain('capacity.json');
    expect(result.derived.filter((path) => path.endsWith('trial.json'))).toEqual([
      'trials/001-1-replicas.1.1/trial.json',
    ]);
    const edited = forged(await readFile(file), {
      'capacity.json': (text) => text.replace('"perSecond": 10', '"perSecond": 90'),
    });
    expect((await verified(edited)).findings).toMatchObject([
      { file: 'capacity.json', difference: { place: 'tried[0].perSecond', archived: '90', derived: '10' } },
    ]);
  });

  test('an archive that somebody stops verifying: its temporary folder goes, too', async () => {
    const folder = await scratchFolder();
    const file = join(folder, 'sample.tar');
    await writeFile(file, archive);
    const verifying = spawn(process.execPath, [join(root, 'bin/peakproof.js'), 'evidence', 'verify', file], {
      env: { ...process.env, TMPDIR: folder },
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((resolve) => verifying.once('close', resolve));
    const unpacked = async () =>
      (await readdir(folder)).filter((name) => name.startsWith('peakproof-evidence-'));
    while ((await unpacked()).length === 0 && verifying.exitCode === null) await sleep(5);
    verifying.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(await unpacked()).toEqual([]);
  });

  test('nothing, for wrong words on the command line', async () => {
    for (const args of [
      ['verify', 'nowhere.tar'],
      ['verify', 'results'],
      ['verify'],
      ['pack', 'results/sample'],
      ['verify', 'x', '--signer', 'me'],
    ])
      expect((await commandLine(['evidence', ...args])).exitCode, args.join(' ')).toBe(2);
  });
});
