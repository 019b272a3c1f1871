import type { HpaError, HpaErrorCode } from '../model/hpa.ts';

/** Thrown where a metric cannot be judged, and caught once per metric. */
export class MetricRefusal extends Error {
  readonly code: HpaErrorCode;

  constructor(code: HpaErrorCode, message: string) {
    super(message);
    this.name = 'MetricRefusal';
    this.code = code;
  }

  toData(): HpaError {
    return { code: this.code, message: this.message };
  }
}
