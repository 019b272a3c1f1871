import type { CheckedFigure } from '../../model/capacity-check.ts';
import {
  confidenceText,
  exact,
  exactPercent,
  type Lang,
  percent,
  percentSign,
  signOf,
  unitFor,
  unitName,
} from '../format.ts';
import { figureText, kindOf } from '../metric-values.ts';
import { type Say, speaker } from '../text.ts';

/** A checked figure in words, for whoever prints it. */
export interface FigureWords {
  name: string;
  baseline: string;
  candidate: string;
  change: string;
  /** Without its confidence; a dash where the trials are too few for one. */
  interval: string;
  threshold: string;
  detectable: string;
  finding: string;
  /** One sentence or a few: what was seen, what it means, what would decide it. */
  sentence: string;
}

const none = '—';

/** Puts a checked figure into words; figures are scaled and rounded here. */
export function wordsOf(figure: CheckedFigure, lang: Lang): FigureWords {
  const say = speaker(lang);
  const { effect } = figure;
  const change = (value: number) => changeText(figure, value, say, lang);
  const [baseline, candidate] = values(figure, lang);
  const name = say(`metric.${figure.metric}`);
  const finding = say(`check.finding.${figure.finding}`);
  const words = {
    name,
    baseline,
    candidate,
    change: effect.value === null ? none : change(effect.value),
    interval:
      effect.interval === null
        ? none
        : say('cell.range', { low: change(effect.interval.low), high: change(effect.interval.high) }),
    threshold: thresholdText(figure, say, lang),
    detectable: detectableText(figure, say, lang),
    finding: figure.severity === 'warn' ? say('check.warns', { finding }) : finding,
  };
  return { ...words, sentence: sentenceFor(figure, words, say, lang) };
}

function sentenceFor(
  figure: CheckedFigure,
  words: Omit<FigureWords, 'sentence'>,
  say: Say,
  lang: Lang,
): string {
  const { interval } = figure.effect;
  const values = {
    ...words,
    figure: words.name,
    interval:
      interval === null
        ? ''
        : say('check.interval', {
            low: changeText(figure, interval.low, say, lang),
            high: changeText(figure, interval.high, say, lang),
            confidence: confidenceText(interval.confidence, lang),
          }),
  };
  switch (figure.finding) {
    case 'worse':
    case 'better':
      return say(`check.says.${figure.finding}`, values);
    case 'unobserved':
      return say('check.says.unobserved', {
        figure: words.name,
        candidate: figure.candidate.trials,
        baseline: figure.baseline.trials,
      });
    case 'undecided':
    case 'not-better':
      return say('check.says.undecided', { ...values, ...doubt(figure, words, say) });
    default:
      return say('check.says.passed', values);
  }
}

/** What these trials could have shown, and how many would decide. */
function doubt(figure: CheckedFigure, words: Omit<FigureWords, 'sentence'>, say: Say) {
  const trials = say('check.trialsOf', {
    candidate: figure.candidate.trials,
    baseline: figure.baseline.trials,
  });
  return {
    detectable:
      figure.effect.detectable === null
        ? say('check.detectable.none', { trials })
        : say('check.detectable', { trials, detectable: words.detectable }),
    needed:
      figure.trialsNeeded === null
        ? say('check.needed.many')
        : say('check.needed', { n: figure.trialsNeeded }),
  };
}

/** The medians of both sides in one unit, with it. */
function values(figure: CheckedFigure, lang: Lang): [string, string] {
  const both = [figure.baseline.value, figure.candidate.value];
  const kind = kindOf(figure.metric);
  const unit = unitFor(both.filter((value) => value !== null));
  const write = (value: number | null) =>
    value === null
      ? none
      : `${figureText(value, kind, unit, lang)}${kind === 'response' ? ` ${unitName(unit, lang)}` : ''}`;
  return [write(both[0]!), write(both[1]!)];
}

/** The change from which on it is a regression, as it was chosen. */
function thresholdText(figure: CheckedFigure, say: Say, lang: Lang): string {
  const signed = figure.better === 'higher' ? -figure.threshold : figure.threshold;
  if (figure.scale === 'difference') return shiftText(signed, figure, say);
  return `${signed < 0 ? '\u2212' : '+'}${exactPercent(figure.threshold, lang)}`;
}

/** An effect as a change: percent of a ratio, percentage points of a share, else points; always signed. */
function changeText(figure: CheckedFigure, value: number, say: Say, lang: Lang): string {
  if (figure.scale === 'ratio') {
    const size = Math.abs((value - 1) * 100).toFixed(1);
    return `${signOf(value - 1, size)}${size}${percentSign(lang)}`;
  }
  return shiftText(value, figure, say);
}

function shiftText(value: number, figure: CheckedFigure, say: Say): string {
  const share = kindOf(figure.metric) === 'share';
  const size = Math.abs(value * (share ? 100 : 1)).toFixed(share ? 2 : 3);
  return `${signOf(value, size)}${Number(size) === 0 ? '0' : exact(Number(size))}${share ? say('unit.points') : ''}`;
}

function detectableText(figure: CheckedFigure, say: Say, lang: Lang): string {
  const { detectable } = figure.effect;
  if (detectable === null) return none;
  if (figure.scale === 'ratio') return `± ${percent(Math.abs(detectable - 1), lang)}`;
  return `± ${shiftText(Math.abs(detectable), figure, say).replace('+', '')}`;
}
