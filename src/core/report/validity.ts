import type { Comparison } from '../model/comparison.ts';
import { type Verdict, worstVerdict } from '../model/verdict.ts';
import type { TextId } from './text.ts';

/** What a comparison has to have before it is read. */
export interface ValidityLine {
  text: TextId;
  /** null: nobody looked, or nobody could. */
  verdict: Verdict | null;
}

/** Codes of the checks that answer each question; those that only doubt stand beside the figures. */
const questions: readonly { text: TextId; codes: RegExp }[] = [
  {
    text: 'validity.offered',
    codes: /^(planned-(users|arrivals)|users-off-plan|generator-late|drops-with-idle-users)$/,
  },
  {
    text: 'validity.generator',
    codes: /^(generator(-starved|-out-of-memory|-at-its-limit)?|pods-starved-by-host)$/,
  },
  { text: 'validity.share', codes: /^(share|share-is-the-factor|pods-pinned(-as-planned)?)$/ },
  { text: 'validity.start', codes: /^start-state(-differs)?$/ },
];

/** Planned load, generator, share by pod, start state, same plan: each with the worst that any trial showed. */
export function validityOf({ checks, contrasts }: Comparison): ValidityLine[] {
  const like = contrasts.filter((contrast) => contrast.kind === 'like');
  return [
    ...questions.map(({ text, codes }) => {
      const found = checks.filter((check) => codes.test(check.code)).map((check) => check.verdict);
      return { text, verdict: found.length === 0 ? null : worstVerdict(found) };
    }),
    {
      text: 'validity.plan',
      verdict:
        like.length === 0
          ? null
          : like.some((contrast) => contrast.refusals.length > 0)
            ? ('INVALID' as const)
            : ('PASS' as const),
    },
  ];
}
