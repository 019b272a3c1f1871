import { explainDecision } from '../hpa/explain.ts';
import type { HpaRound } from '../model/hpa.ts';
import type { HpaSummary } from '../model/scaling.ts';
import { secondsSince } from './since.ts';

/** Of more rounds than this, those that repeat the one before are left out. */
const mostRounds = 1000;

/** The autoscalers' rounds with their reasons, in the order of time. */
export function hpaSummaries(rounds: readonly HpaRound[], loadStartSeconds: number): HpaSummary[] {
  const all = [...rounds].sort((a, b) => a.at - b.at).map((round) => summaryOf(round, loadStartSeconds));
  return all.length > mostRounds ? withoutRepeats(all) : all;
}

function summaryOf(round: HpaRound, loadStartSeconds: number): HpaSummary {
  const { spec, decision } = round;
  const newest = Math.max(...round.samples.map((sample) => sample.timestampSeconds));
  return {
    t: secondsSince(loadStartSeconds, round.at),
    service: round.service,
    current: round.currentReplicas,
    desired: decision.desiredReplicas,
    minReplicas: spec.minReplicas ?? 1,
    maxReplicas: spec.maxReplicas,
    utilization: decision.utilization,
    targetUtilization: targetUtilization(round),
    metricAgeSeconds: round.samples.length === 0 ? null : secondsSince(newest, round.at),
    reasons: { en: explainDecision(decision, 'en'), ko: explainDecision(decision, 'ko') },
  };
}

/** Of the metric that decided, or of the first; without metrics the API server fills in 80 % CPU. */
export function targetUtilization(round: HpaRound): number | null {
  const metric = round.spec.metrics[round.decision.decidingMetric ?? 0];
  return metric === undefined ? 80 : metric.target.averageUtilization;
}

function withoutRepeats(all: readonly HpaSummary[]): HpaSummary[] {
  const last = new Map<string, string>();
  return all.filter((summary) => {
    const { t: _t, metricAgeSeconds: _age, ...rest } = summary;
    const text = JSON.stringify(rest);
    const repeats = last.get(summary.service) === text;
    last.set(summary.service, text);
    return !repeats;
  });
}
