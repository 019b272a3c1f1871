import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { planCampaign } from '../../src/core/plan/plan-campaign.ts';
import { systemClock } from '../../src/edge/clock.ts';
import { readHost } from '../../src/edge/host/host.ts';
import { K6Load } from '../../src/edge/load/k6-load.ts';
import { packageRoot } from '../../src/edge/package-root.ts';
import { recordTrial } from '../../src/edge/record/trial-recorder.ts';
import { readCampaignFile } from '../../src/edge/store/campaign-file.ts';
import { CampaignFolder } from '../../src/edge/store/campaign-folder.ts';
import { distilRecording } from '../../src/edge/store/distil-recording.ts';
import { LocalTarget } from '../../src/edge/target/local/local-target.ts';
import { k6 } from '../../src/edge/tools/catalog.ts';
import { locateTool } from '../../src/edge/tools/locate.ts';
import { planChoices } from '../fixtures/plan-choices.ts';
import { type Bench, type Measurement, median, table } from './measurement.ts';

const lengthSeconds = 40;
const fullLoadSeconds = 15;

export const trial: Measurement = {
  name: 'trial',
  about: `a trial of ten saturated pods over ${lengthSeconds} s: what the harness costs, and whether pods get their quota`,
  async run({ folder, say }: Bench) {
    const env = { ...process.env, PATH: [process.env.PATH, join(homedir(), 'go', 'bin')].join(delimiter) };
    const { found } = await locateTool(k6, { env, platform: process.platform, arch: process.arch });
    if (found === null) return say('k6 is not installed: `peakproof doctor` says how');

    const root = packageRoot();
    const { campaign, openProfile } = await readCampaignFile('survey-peak', root);
    const campaignPlan = planCampaign(
      campaign,
      planChoices({ lengthSeconds, cases: ['T-10'], trials: 1 }),
      openProfile,
    );
    const plan = campaignPlan.trials[0]!;
    const place = await CampaignFolder.create(join(folder, 'campaign'), campaignPlan, process.pid);
    const host = await readHost();
    const writer = await place.record(plan, {
      peakproof: 'perf',
      k6: found.version,
      kubernetes: null,
      node: host.nodeVersion,
      os: host.os,
      kernel: host.kernel,
      cpuModel: host.cpuModel,
      cores: host.cores,
      memoryBytes: host.memoryBytes,
      loadAverage1m: host.loadAverage1m,
      gitCommit: null,
      gitDirty: null,
      scenarioSha256: null,
      cluster: null,
      fingerprint: null,
    });
    const clock = systemClock();
    const used = new Map<string, number>();
    const ending = await recordTrial(plan, writer, {
      target: new LocalTarget(process.execPath, clock),
      load: new K6Load(found.path, join(root, 'scenarios'), env, clock),
      clock,
      keepRaw: false,
      signal: new AbortController().signal,
      onProgress: ({ phase }) => {
        if (!used.has(phase)) used.set(phase, process.cpuUsage().user + process.cpuUsage().system);
      },
    });
    await place.release();
    if (ending.state !== 'completed') return say(`the trial did not complete: ${ending.message}`);
    const record = await distilRecording(writer.directory);
    const harnessCores = ((used.get('grace') ?? 0) - (used.get('load') ?? 0)) / 1e6 / lengthSeconds;
    // Mean of the pods in each second from when the ramp is over and the queues are full.
    const shares = (record.cpu?.utilization ?? []).filter(
      (value, i) => value !== null && record.cpu!.t[i]! >= fullLoadSeconds,
    ) as number[];
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
    for (const line of table([
      ['requests a second', record.whole.throughputPerSecond.toFixed(1)],
      ['tap, observers and controller, of a core', percent(harnessCores)],
      ['k6, of a core', percent(record.generator?.meanCpuCores ?? Number.NaN)],
      ['CPU of a pod under full load, of its quota (median second)', `${median(shares).toFixed(1)} %`],
      [
        'throughput against the prediction',
        percent(record.whole.throughputPerSecond / plan.prediction!.perSecond),
      ],
    ]))
      say(line);
  },
};
