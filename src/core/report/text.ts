import type { Lang } from './format.ts';
import { answerTexts } from './text/answer.ts';
import { armTexts } from './text/arms.ts';
import { benchTexts } from './text/bench.ts';
import { capacityTexts } from './text/capacity.ts';
import { chartTexts } from './text/charts.ts';
import { checkTexts } from './text/check.ts';
import { codeTexts } from './text/codes.ts';
import { definitionTexts } from './text/definitions.ts';
import { explainTexts } from './text/explain.ts';
import { figureTexts } from './text/figures.ts';
import { methodTexts } from './text/method.ts';
import { nodeTexts } from './text/nodes.ts';
import { pageTexts } from './text/page.ts';
import { refusalTexts } from './text/refusals.ts';
import { requirementTexts } from './text/requirements.ts';
import { viewTexts } from './text/view.ts';
import { watchTexts } from './text/watch.ts';

/**
 * Every text of the report and of a running campaign, in every language. Braces name what is filled in: `{ratio}`. The parts lie in `text/`,
 * one file for each part of the report; ids are unique over all of them.
 */
export const texts = {
  ...answerTexts,
  ...armTexts,
  ...benchTexts,
  ...capacityTexts,
  ...chartTexts,
  ...checkTexts,
  ...definitionTexts,
  ...explainTexts,
  ...figureTexts,
  ...methodTexts,
  ...nodeTexts,
  ...pageTexts,
  ...viewTexts,
  ...requirementTexts,
  ...watchTexts,
} satisfies Texts;

export type Texts = Record<string, Record<Lang, string>>;
export type TextId = keyof typeof texts;
export type Values = Record<string, string | number | null>;

/** The text with this id, its braces filled in. */
export type Say = (id: TextId, values?: Values) => string;

function filled(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (brace, name: string) => String(values[name] ?? brace));
}

export function speaker(lang: Lang): Say {
  return (id, values = {}) => filled(texts[id][lang], values);
}

/**
 * The sentence of a warning, a check or a refusal. The record holds it in English; another language has a translation by code,
 * filled with the record's facts, and falls back to English where there is none or a fact is missing.
 */
export function sentenceOf(found: { code: string; message: string; facts: Values }, lang: Lang): string {
  const template = lang === 'en' ? undefined : (codeTexts[found.code] ?? refusalTexts[found.code])?.[lang];
  if (template === undefined) return found.message;
  const sentence = filled(template, found.facts);
  if (/\{\w+\}/.test(sentence)) return found.message;
  // Said of a load that ran beside the main one: the record's own sentence begins with its name, too.
  return found.facts.besideLoad === undefined ? sentence : `${found.facts.besideLoad}: ${sentence}`;
}
