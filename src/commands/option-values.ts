import { InvalidArgumentError, Option } from 'commander';
import { langs } from '../core/report/format.ts';

/** A list on the command line. */
export function names(text: string): string[] {
  const list = text.split(',').map((name) => name.trim());
  if (list.includes('')) throw new InvalidArgumentError('Write names separated by commas.');
  return list;
}

/** Parser of an option; what is wrong is said with the bounds. */
export function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
    return value;
  };
}

/** The language of what people read. */
export const langOption = () => new Option('--lang <lang>', 'language').choices(langs).default('en');
