/** Versions `from` and up, and below `below`. Both are written like `1.6.0`. */
export interface VersionRange {
  readonly from: string;
  readonly below: string;
}

/** The first version number in what a program printed, without its v: `k6 v1.8.1 (go1.26.8)` gives `1.8.1`; or null. */
export function versionIn(printed: string): string | null {
  return /(?:^|[^\w.])v?(\d+\.\d+\.\d+)/.exec(printed)?.[1] ?? null;
}

export function isWithin(version: string, range: VersionRange): boolean {
  return order(version, range.from) >= 0 && order(version, range.below) < 0;
}

export function rangeText(range: VersionRange): string {
  return `${range.from} or newer, below ${range.below}`;
}

/** Below 0 if `a` is older than `b`, above if it is newer. A missing part counts as 0. */
export function order(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
