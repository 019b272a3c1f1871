import { moment } from '../format.ts';
import type { Chart, Reader } from './spec.ts';

/** What is said under a table whose values are of longer periods than those recorded; nothing where they are as long. */
export function periodsNote(
  id: string,
  stepSeconds: number,
  recordedSeconds: number,
  { say, lang }: Reader,
): Pick<Chart, 'tableNote'> {
  if (stepSeconds <= recordedSeconds) return {};
  return {
    tableNote: say('table.periods', {
      step: moment(stepSeconds, lang),
      width: moment(recordedSeconds, lang),
      file: `data/${id}.csv`,
    }),
  };
}
