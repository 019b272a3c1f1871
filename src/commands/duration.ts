import type { Lang } from '../core/report/format.ts';
import { CommandError } from './exit-code.ts';

const unitSeconds = { h: 3600, m: 60, s: 1, ms: 0.001 } as const;

/** Seconds of a duration as k6 and people write it: `90`, `90s`, `1m30s`, `1.5m`. */
export function parseDuration(text: string, flag: string): number {
  const wrong = new CommandError(
    `${flag} ${text} is not a length of time. Write seconds (90) or units (90s, 1m30s, 2h).`,
  );
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(text)) throw wrong;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g))
    seconds += Number(amount) * unitSeconds[unit as keyof typeof unitSeconds];
  return seconds;
}

const unitNames = { en: { minutes: ' min', seconds: ' s' }, ko: { minutes: '분', seconds: '초' } } as const;

/** `9 min 40 s`, `45 s`. */
export function durationText(seconds: number, lang: Lang = 'en'): string {
  const unit = unitNames[lang];
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${unit.seconds}`;
  const minutes = `${Math.floor(whole / 60)}${unit.minutes}`;
  return whole % 60 === 0 ? minutes : `${minutes} ${whole % 60}${unit.seconds}`;
}
