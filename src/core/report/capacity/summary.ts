import type { Interval } from '../../math/interval.ts';
import type { Capacity, TriedLoad } from '../../model/capacity.ts';
import { labelTitle } from '../arm-title.ts';
import { count, digits, exactDuration, type Lang, percent } from '../format.ts';
import { shown } from '../names.ts';
import { type Say, speaker } from '../text.ts';

/** A capacity search in words and tables, for every form of its report. */
export interface CapacitySummary {
  title: string;
  /** How its numbers are labelled. */
  label: string;
  question: string;
  level: string;
  answers: string[];
  doubts: string[];
  capacities: { head: string[]; rows: string[][] };
  tried: { head: string[]; rows: string[][] };
}

/** Puts a capacity search into words; figures are scaled and rounded here. */
export function capacitySummary(found: Capacity, lang: Lang): CapacitySummary {
  const say = speaker(lang);
  const { question } = found;
  const { level } = question;
  const length = exactDuration(question.lengthSeconds, lang);
  return {
    title: say('capacity.title', { service: shown(question.service, 40) }),
    label: labelTitle(found.label, say),
    question: say('capacity.question'),
    level: say('capacity.level', {
      share: percent(level.share, lang),
      within: exactDuration(level.withinSeconds, lang),
      errors: percent(level.errorRate, lang),
      completed: percent(level.completedShare, lang),
      length,
    }),
    answers: answersOf(found, lang, say),
    doubts: [
      say(
        found.capacities.some(({ interval }) => interval !== null)
          ? 'capacity.doubt.intervals'
          : 'capacity.doubt.none',
      ),
      say('capacity.doubt.length', { length, missing: percent(1 - level.completedShare, lang) }),
      say(`label.${found.label === 'kind' || found.label === 'cluster' ? found.label : 'emulated'}.means`),
    ],
    capacities: capacityTable(found, say),
    tried: triedTable(found, lang, say),
  };
}

function answersOf(found: Capacity, lang: Lang, say: Say): string[] {
  const { steps, universal, linear, question } = found;
  const interval = (at: Interval | null, write: (value: number) => string = digits) =>
    intervalText(at, write);
  const answers = steps.map(({ from, to, ratio, interval: at }) =>
    say(to === 2 * from ? 'capacity.step.double' : 'capacity.step', {
      from,
      to,
      ratio: digits(ratio),
      interval: interval(at),
      proportional: digits(to / from),
    }),
  );
  if (universal === null) answers.push(say('capacity.universal.none'));
  else {
    const share = (value: number) => percent(value, lang);
    answers.push(
      say('capacity.universal', {
        rate: digits(universal.rate.value),
        rateInterval: interval(universal.rate.interval),
        contention: share(universal.contention.value),
        contentionInterval: interval(universal.contention.interval, share),
        coherency: share(universal.coherency.value),
        coherencyInterval: interval(universal.coherency.interval, share),
      }),
    );
    const most = Math.max(...question.replicas);
    const peak = universal.peakReplicas;
    // A peak that far out says that there is none in sight.
    if (peak !== null && peak < 10 * most)
      answers.push(
        say(peak > most ? 'capacity.universal.peak' : 'capacity.universal.peakInside', {
          peak: count(Math.max(1, peak)),
          most,
        }),
      );
  }
  if (linear?.scatter != null && universal?.scatter != null)
    answers.push(
      say('capacity.linear', {
        rate: digits(linear.rate.value),
        interval: interval(linear.rate.interval),
        scatter: percent(linear.scatter, lang),
        universal: percent(universal.scatter, lang),
      }),
    );
  return answers;
}

/** ` [1.88, 1.97]`, or nothing. */
function intervalText(interval: Interval | null, write: (value: number) => string): string {
  return interval === null ? '' : ` [${write(interval.low)}, ${write(interval.high)}]`;
}

const unknown = '\u2014';

function capacityTable({ capacities }: Capacity, say: Say) {
  return {
    head: [
      say('capacity.column.replicas'),
      say('capacity.column.carries'),
      say('capacity.column.interval'),
      say('capacity.column.perReplica'),
      say('capacity.column.predicted'),
      say('capacity.column.repeats'),
    ],
    rows: capacities.map(({ replicas, value, interval, predictedPerSecond, byRepeat }) => [
      String(replicas),
      value === null ? unknown : digits(value),
      interval === null ? unknown : `${digits(interval.low)} – ${digits(interval.high)}`,
      value === null ? unknown : digits(value / replicas),
      predictedPerSecond === null ? unknown : digits(predictedPerSecond),
      byRepeat.map((one) => digits(one)).join(' '),
    ]),
  };
}

function triedTable({ tried }: Capacity, lang: Lang, say: Say) {
  return {
    head: [
      say('capacity.column.replicas'),
      say('capacity.column.search'),
      say('capacity.column.load'),
      'p95',
      say('capacity.column.held'),
    ],
    rows: tried.map(({ replicas, repeat, perSecond, p95Seconds, ...one }) => [
      String(replicas),
      String(repeat),
      digits(perSecond),
      p95Seconds === null ? unknown : exactDuration(Number(p95Seconds.toPrecision(3)), lang),
      outcome(one, lang, say),
    ]),
  };
}

function outcome({ held, missed }: Pick<TriedLoad, 'held' | 'missed'>, lang: Lang, say: Say): string {
  if (held === null) return say('capacity.unknown');
  if (held) return say('capacity.held');
  return missed
    .map(({ code, seen }) =>
      say(`capacity.missed.${code}`, {
        seen: seen === null ? unknown : code === 'dropped' ? count(seen) : percent(seen, lang),
      }),
    )
    .join(', ');
}
