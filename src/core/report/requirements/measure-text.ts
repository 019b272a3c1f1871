import type { MeasureName } from '../../model/requirement.ts';
import {
  count,
  digits,
  exact,
  exactDuration,
  exactPercent,
  type Lang,
  percent,
  duration as time,
} from '../format.ts';
import { type Kind, kindOf } from '../metric-values.ts';
import type { Say, TextId } from '../text.ts';

/** What a measure is called in a sentence. */
export function measureName(measure: MeasureName, say: Say): string {
  const own = `measure.${measure}` as TextId;
  return ['availability', 'failed', 'dropped', 'scaleOut', 'scaleOutComplete'].includes(measure)
    ? say(own)
    : say(`metric.${measure}` as TextId);
}

/** A limit is printed as it was set, not rounded to what can be read at a glance. */
export function limitText(limit: number, measure: MeasureName, lang: Lang): string {
  switch (kindOfMeasure(measure)) {
    case 'response':
      return exactDuration(limit, lang);
    case 'share':
      return exactPercent(limit, lang);
    default:
      return exact(limit);
  }
}

/** Shares near all or nothing are told apart by their third digit. */
function shareText(share: number, lang: Lang): string {
  return share > 0.9 && share < 1 ? exactPercent(Math.floor(share * 1e5) / 1e5, lang) : percent(share, lang);
}

/** A measured value, rounded to what can be read at a glance. */
export function measuredFigure(value: number, measure: MeasureName, lang: Lang): string {
  const kind = kindOfMeasure(measure);
  if (kind === 'share') return shareText(value, lang);
  if (kind === 'response') return time(value, lang);
  return kind === 'count' ? count(value) : digits(value, 4);
}

function kindOfMeasure(measure: MeasureName): Kind {
  switch (measure) {
    case 'availability':
      return 'share';
    case 'failed':
    case 'dropped':
      return 'count';
    case 'scaleOut':
    case 'scaleOutComplete':
      return 'response';
    default:
      return kindOf(measure);
  }
}
