/**
 * How numbers are written. Everything inside is in base units (seconds, shares of 1); this is the one place where
 * a number is scaled, rounded and given its unit.
 */

export type Lang = 'en' | 'ko';
export const langs: readonly Lang[] = ['en', 'ko'];

export type SecondsUnit = 'ms' | 's' | 'min';
const secondsPerUnit: Record<SecondsUnit, number> = { ms: 0.001, s: 1, min: 60 };
const unitNames: Record<Lang, Record<SecondsUnit, string>> = {
  en: { ms: 'ms', s: 's', min: 'min' },
  ko: { ms: 'ms', s: '초', min: '분' },
};
const minus = '\u2212';

/** Digits with thousands separated by commas (English and Korean agree on that) and a real minus sign. */
function grouped(digits: string): string {
  const negative = digits.startsWith('-');
  const [whole = '', fraction] = (negative ? digits.slice(1) : digits).split('.');
  const separated = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const zero = !/[1-9]/.test(digits);
  return `${negative && !zero ? minus : ''}${separated}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A count, to the nearest whole. */
export function count(value: number): string {
  return grouped(Math.round(value).toFixed(0));
}

/** `significant` digits, but every digit before the point: 0.158, 1.58, 15.8, 158, 1,580 for three. */
export function digits(value: number, significant = 3): string {
  if (!Number.isFinite(value)) return '\u2014';
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(significant));
  const decimals = Math.max(0, significant - 1 - Math.floor(Math.log10(Math.abs(rounded))));
  return grouped(value.toFixed(Math.min(decimals, 12)));
}

export function decimals(value: number, places: number): string {
  return grouped(value.toFixed(places));
}

export function percentSign(lang: Lang): string {
  return lang === 'ko' ? '%' : ' %';
}

/** What stands behind seconds, the space included. */
export function secondsSign(lang: Lang): string {
  return lang === 'ko' ? '초' : ' s';
}

/** A share of 1 as a percentage: `58 %`; below 10 % with the decimals that mean something. */
export function percent(share: number, lang: Lang): string {
  const value = share * 100;
  const size = Math.abs(value);
  if (size > 0 && size < 1) return `${digits(value, 2)}${percentSign(lang)}`;
  const places = size >= 10 || size === 0 ? 0 : 1;
  return `${grouped(value.toFixed(places))}${percentSign(lang)}`;
}

/** A ratio with enough digits to tell it from 1: `1.94`, `1.07`, `1.0069`. */
export function ratioDigits(value: number): string {
  const away = Math.abs(value - 1);
  if (away >= 0.1 || away < 1e-6) return digits(value);
  return decimals(value, 1 - Math.floor(Math.log10(away)));
}

/** A confidence, cut and not rounded, so that it is never overstated: `95 %`, `97.1 %`. */
export function confidenceText(confidence: number, lang: Lang): string {
  return `${Math.floor(confidence * 1000 + 1e-9) / 10}${percentSign(lang)}`;
}

/** A p-value: two digits that mean something, and no more zeros than that. */
export function pText(p: number): string {
  return p < 0.0001 ? '< 0.0001' : p > 0.995 ? '1' : digits(p, 2);
}

/** A difference as a percentage, always signed: `+3.1 %`, `−23 %`. */
export function signedPercent(share: number, lang: Lang): string {
  const size = Math.abs(share * 100);
  const text = `${grouped((share * 100).toFixed(size >= 10 ? 0 : 1))}${percentSign(lang)}`;
  return share > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** The sign before `digits`, of which the value has the sign: a real minus; none where they are all 0. */
export function signOf(value: number, digits: string): string {
  if (!/[1-9]/.test(digits)) return '';
  return value > 0 ? '+' : minus;
}

/** The unit in which the largest of `values` (seconds) reads best; rows, columns and axes share one. */
export function unitFor(values: readonly number[], msBelowSeconds = 10): SecondsUnit {
  const largest = Math.max(0, ...values.filter(Number.isFinite));
  return largest < msBelowSeconds ? 'ms' : largest < 1200 ? 's' : 'min';
}

/** `value` seconds in `unit`, without its name: whole milliseconds from 10 on, three digits otherwise. */
export function inUnit(value: number, unit: SecondsUnit): string {
  const scaled = value / secondsPerUnit[unit];
  return unit === 'ms' && scaled >= 10 ? count(scaled) : digits(scaled, 3);
}

export function unitName(unit: SecondsUnit, lang: Lang): string {
  return unitNames[lang][unit];
}

/** A response time by itself: `42 ms`, `2.37 s`. */
export function duration(seconds: number, lang: Lang): string {
  const unit = Math.abs(seconds) < 1 ? 'ms' : 's';
  return `${inUnit(seconds, unit)}${lang === 'ko' && unit === 's' ? '' : ' '}${unitName(unit, lang)}`;
}

/** A difference of times, always signed: `+42 ms`, `−2.37 s`. */
export function signedDuration(seconds: number, lang: Lang): string {
  const size = duration(Math.abs(seconds), lang);
  return `${signOf(seconds, size)}${size}`;
}

/** A setting as it was chosen: no rounding that anybody would see, no zeros at the end. */
export function exact(value: number): string {
  return grouped(String(Number(value.toPrecision(6))));
}

/** A share of 1 as it was chosen: `0.1 %`, `99.95 %`. */
export function exactPercent(share: number, lang: Lang): string {
  return `${exact(share * 100)}${percentSign(lang)}`;
}

/** A limit as it was chosen: `3 s`, `500 ms`. */
export function exactDuration(seconds: number, lang: Lang): string {
  return seconds < 1 ? `${exact(seconds * 1000)} ms` : `${exact(seconds)}${secondsSign(lang)}`;
}

/** A moment or a length of the trial: `12.3 s`, `600 s`. */
export function moment(seconds: number, lang: Lang): string {
  if (!Number.isInteger(seconds)) return elapsed(seconds, lang);
  return `${grouped(seconds.toFixed(0))}${secondsSign(lang)}`;
}

/** A difference of two such times. One that the eye cannot tell from none still shows the digit that was measured. */
export function elapsed(seconds: number, lang: Lang): string {
  return `${grouped(seconds.toFixed(Math.abs(seconds) >= 100 ? 0 : 1))}${secondsSign(lang)}`;
}

/** 1024-based, as memory is spoken of. */
export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = value <= 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
  return `${digits(value / 1024 ** step, 3)} ${units[step]}`;
}

/** `2025-11-21 09:30 UTC` from ISO text or epoch seconds; whatever else it is, as it is. */
export function instant(value: string | number): string {
  const date = new Date(typeof value === 'number' ? value * 1000 : value);
  if (Number.isNaN(date.getTime())) return String(value);
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
