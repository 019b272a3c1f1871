import type { CampaignPlan, TrialPlan } from '../model/plan.ts';
import { expectedSeconds } from '../plan/campaign-cost.ts';
import type { Lang } from '../report/format.ts';
import { AlarmLog, type LoggedAlarm } from './alarm-log.ts';
import { type Alarm, alarmsOf } from './alarms.ts';
import type { TrialProgress } from './trial-progress.ts';

/** What is drawn small beside the figures: this many of the last seconds. */
const historySeconds = 120;

export interface History {
  perSecond: readonly number[];
  p95Seconds: readonly number[];
  ready: readonly number[];
}

/** All that the panel is drawn from. */
export interface PanelState {
  campaign: Pick<CampaignPlan, 'campaign' | 'preset' | 'target'>;
  plan: TrialPlan;
  position: number;
  of: number;
  progress: TrialProgress;
  /** Of the trials that are still to come, this one included; as planned. */
  campaignLeftSeconds: number;
  alarms: readonly LoggedAlarm[];
  history: History;
}

/** Follows a campaign trial by trial, for whoever draws it; alarms are said in a language. */
export class CampaignView {
  readonly #campaign: CampaignPlan;
  readonly #lang: Lang;
  #trial: TrialView | null = null;
  /** Trials that are over or were kept. */
  readonly #over = new Set<string>();

  constructor(campaign: CampaignPlan, lang: Lang) {
    this.#campaign = campaign;
    this.#lang = lang;
  }

  trialOver(id: string): void {
    this.#over.add(id);
    if (this.#trial?.plan.id === id) this.#trial = null;
  }

  /** Takes what a trial says of itself; returns the alarms that were never seen in it before. */
  note(plan: TrialPlan, position: number, of: number, progress: TrialProgress): Alarm[] {
    if (this.#trial?.plan.id !== plan.id) this.#trial = new TrialView(plan, position, of, progress);
    return this.#trial.note(progress, this.#lang);
  }

  /** null between trials. */
  get state(): PanelState | null {
    const trial = this.#trial;
    if (trial === null) return null;
    const later = this.#campaign.trials.filter(({ id }) => !this.#over.has(id) && id !== trial.plan.id);
    // The one that runs counts for what it shares with them: a cluster that is up already.
    const laterSeconds = expectedSeconds([trial.plan, ...later]) - expectedSeconds([trial.plan]);
    const { campaign, preset, target } = this.#campaign;
    return {
      campaign: { campaign, preset, target },
      plan: trial.plan,
      position: trial.position,
      of: trial.of,
      progress: trial.progress,
      campaignLeftSeconds: trial.leftSeconds + laterSeconds,
      alarms: trial.alarms,
      history: trial.history,
    };
  }
}

class TrialView {
  readonly plan: TrialPlan;
  readonly position: number;
  readonly of: number;
  readonly #beganSeconds: number;
  readonly #log = new AlarmLog();
  readonly #perSecond: number[] = [];
  readonly #p95Seconds: number[] = [];
  readonly #ready: number[] = [];
  progress: TrialProgress;

  constructor(plan: TrialPlan, position: number, of: number, progress: TrialProgress) {
    this.plan = plan;
    this.position = position;
    this.of = of;
    this.progress = progress;
    this.#beganSeconds = progress.atSeconds;
  }

  note(progress: TrialProgress, lang: Lang): Alarm[] {
    const before = this.progress.loadSeconds;
    this.progress = progress;
    const { loadSeconds, load, sight } = progress;
    // One value a second, however often somebody says something in it.
    if (loadSeconds !== null && Math.floor(loadSeconds) !== Math.floor(before ?? -1)) {
      remember(this.#perSecond, load?.perSecond ?? 0);
      remember(this.#p95Seconds, load?.p95Seconds ?? 0);
      remember(this.#ready, sight.replicas.get(this.plan.scenario.service)?.ready ?? 0);
    }
    return this.#log.note(alarmsOf(this.plan, progress, lang), loadSeconds);
  }

  /** As planned, and corrected by when the load really began. */
  get leftSeconds(): number {
    const { atSeconds, loadSeconds, phase, leftSeconds } = this.progress;
    const expected = expectedSeconds([this.plan]);
    if (phase === 'stopping' || phase === 'taking down') return 0;
    if (loadSeconds !== null) return Math.max(0, this.plan.lengthSeconds - loadSeconds);
    if (phase === 'settling' && leftSeconds !== null) return leftSeconds + this.plan.lengthSeconds;
    return Math.max(this.plan.lengthSeconds, expected - (atSeconds - this.#beganSeconds));
  }

  get alarms(): readonly LoggedAlarm[] {
    return this.#log.all;
  }

  get history(): History {
    return { perSecond: this.#perSecond, p95Seconds: this.#p95Seconds, ready: this.#ready };
  }
}

function remember(values: number[], value: number): void {
  values.push(value);
  if (values.length > historySeconds) values.shift();
}
