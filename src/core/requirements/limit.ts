import type { Measure } from './measures.ts';

/** A limit with its unit as people write it, in base units; or what is wrong with it. */
export function readLimit(text: unknown, unit: Measure['unit'] | 'ratio'): number | { problem: string } {
  const said = typeof text === 'string' ? text.trim() : text;
  if (typeof said !== 'string' && typeof said !== 'number')
    return { problem: `needs a number${examples[unit]}` };
  const [, digits, suffix] = /^(\d+(?:\.\d+)?) ?(%|ms|s|min)?$/.exec(String(said)) ?? [];
  const factor = factors[unit][suffix ?? ''];
  if (digits === undefined) return { problem: `is '${said}': it needs a number, 0 or more${examples[unit]}` };
  if (factor === undefined)
    return {
      problem:
        suffix === undefined
          ? `is ${said} without a unit${examples[unit]}`
          : `is '${said}', which is another unit${examples[unit]}`,
    };
  // Of 99.9 % not 0.9990000000000001.
  const value = Number((Number(digits) * factor).toPrecision(12));
  return unit === 'share' && value > 1 ? { problem: `is '${said}', which is more than all` } : value;
}

const factors: Record<Measure['unit'] | 'ratio', Record<string, number | undefined>> = {
  seconds: { ms: 0.001, s: 1, min: 60 },
  share: { '%': 0.01 },
  number: { '': 1 },
  ratio: { '': 1 },
};

const examples: Record<Measure['unit'] | 'ratio', string> = {
  seconds: ', such as 3 s or 500 ms',
  share: ', such as 0.1 %',
  number: ', such as 100',
  ratio: ', such as 1.5',
};
