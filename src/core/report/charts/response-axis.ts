import type { Lang } from '../format.ts';
import { secondsSign } from '../format.ts';
import { secondsLabel } from './panel.ts';
import type { Spec } from './spec.ts';

/** A logarithmic axis of response times with 1, 3, 10, 30, ... as its labelled values. */
export function responseAxis(low: number, high: number, lang: Lang, title: string | null = null): Spec {
  const values = [];
  for (let decade = -6; decade <= 4; decade++)
    for (const digit of [1, 3]) {
      const value = Number(`${digit}e${decade}`);
      if (value >= low * 0.999 && value <= high * 1.001) values.push(value);
    }
  return {
    type: 'quantitative',
    scale: { type: 'log', domain: [low, high], nice: false, clamp: true },
    axis: { title, values, labelExpr: secondsLabel(secondsSign(lang)) },
  };
}
