import type { HpaReason } from '../model/hpa.ts';
import type { BlindRound } from './blindness.ts';

export type ReasonOf<Code extends HpaReason['code']> = Extract<HpaReason, { code: Code }>;

/** Use against target, ready to print. */
export type Figures = { readonly label: string; readonly value: string; readonly target: string };

/** Every sentence of an explanation in one language. */
export type Phrases = {
  /** The use that the resource name stands for, e.g. "CPU". */
  readonly label: (resource: string, container: string | null) => string;
  readonly utilization: (figures: Figures) => string;
  readonly average: (figures: Figures) => string;
  /** `first` is null where no pod had to be filled in. */
  readonly ratio: (used: string, first: string | null) => string;
  readonly product: (ratio: string, multiplier: number, product: string | null, replicas: number) => string;
  readonly unchanged: (replicas: number) => string;
  /** Several pod names, shortened. */
  readonly pods: (names: readonly string[]) => string;
  readonly reason: {
    readonly [Code in HpaReason['code']]: (reason: ReasonOf<Code>, label: string, pods: string) => string;
  };
  readonly rescaled: (from: number, to: number) => string;
  readonly stayed: (at: number) => string;
  /** One round of {@link ../hpa/blindness}, and all of a service's: `times` are ready to print. */
  readonly blind: (round: BlindRound) => string;
  readonly blinded: (facts: {
    service: string;
    blind: number;
    rounds: number;
    times: string;
    leftOut: number;
    pods: number;
    proposed: number;
    utilization: number | null;
  }) => string;
};

/** The first three names; the rest as a number. */
export function shortened(names: readonly string[]): { shown: string; more: number } {
  const shown = names.slice(0, 3);
  return { shown: shown.join(', '), more: names.length - shown.length };
}

/** A ratio with two places, as people write it. */
export function ratioText(ratio: number): string {
  return ratio.toFixed(2);
}
