import { seededRandom } from '../profiles/random.ts';

/**
 * Two synthetic days of survey respondents, minute by minute. Neither is a recording: see README.md for what each
 * part of them stands for. A test compares the files with what is made here, and writes them anew with `-u`.
 */

const minutesOfDay = 1440;

/** Arrivals per minute expected at a minute of the day. */
type Day = (minute: number) => number;

/** A hump around a time of day: its height, and its standard deviation in minutes. */
function hump(at: number, height: number, spreadMinutes: number): Day {
  return (minute) => height * Math.exp(-(((minute - at) / spreadMinutes) ** 2) / 2);
}

/** What comes before a deadline: doubling every `doublingMinutes` up to `height`, and hardly anyone after it. */
function surge(deadline: number, height: number, doublingMinutes: number): Day {
  return (minute) =>
    height * 2 ** (minute < deadline ? (minute - deadline) / doublingMinutes : deadline - minute);
}

function at(hours: number, minutes = 0): number {
  return hours * 60 + minutes;
}

/** The last day of a survey of establishments: clerks at their desks, and the deadline at 18:00. */
const businessSurvey: Day[] = [
  () => 0.5,
  hump(at(10, 30), 60, 40),
  hump(at(13), 18, 60),
  hump(at(15), 72, 50),
  surge(at(18), 150, 20),
];

/** An evening of a survey of private education: parents and teachers, once the children are in bed. */
const educationSurvey: Day[] = [
  () => 0.5,
  hump(at(12, 30), 22, 30),
  hump(at(16), 8, 120),
  hump(at(21), 120, 40),
];

/** The CSV texts of both traces, by file name. The same always: the seeds are part of the recipe. */
export function traceTexts(): Record<string, string> {
  return {
    'business-survey.csv': csvOf(businessSurvey, 2025),
    'education-survey.csv': csvOf(educationSurvey, 2026),
  };
}

function csvOf(parts: readonly Day[], seed: number): string {
  const random = seededRandom(seed);
  const lines = Array.from({ length: minutesOfDay }, (_, minute) => {
    const expected = parts.reduce((sum, part) => sum + part(minute), 0);
    return `${minute},${poisson(expected, random)}`;
  });
  return `minute,arrivals\n${lines.join('\n')}\n`;
}

/** People who decide on their own: a Poisson number with this mean (Knuth's way; means here stay below 200). */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
}
