import type { Lang } from '../format.ts';

/**
 * Warnings and checks by code, in the languages that the record itself does not hold. Braces name the facts.
 * A code without an entry is printed in English.
 */
export const codeTexts: Record<string, Partial<Record<Lang, string>>> = {
  'trials-missing': {
    ko: '계획된 시험 {planned}회 중 {missing}회의 기록이 없다. --resume 옵션으로 다시 실행해야 한다.',
  },
};
