/** One thing that `doctor` looked at. */
export interface Check {
  readonly name: string;
  /** `fail`: a bench on this machine cannot work. `warn`: something optional is missing, or numbers may suffer. */
  readonly state: 'ok' | 'warn' | 'fail';
  readonly seen: string;
  /** What to do; null where there is nothing to do. */
  readonly mend: string | null;
}
