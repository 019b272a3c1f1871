import type { VersionRange } from './version.ts';

/** A release of a tool for one platform. */
export interface ReleaseAsset {
  readonly url: string;
  /** Of the file at the URL, in hex. There is none without: a release without a pinned checksum is never run. */
  readonly sha256: string;
  /** `binary`: the file is the program itself. */
  readonly packing: 'tar.gz' | 'zip' | 'binary';
  /** Path of the program inside the archive. */
  readonly member?: string;
}

/** An outside program that we find, or install where it is missing. */
export interface Tool {
  readonly name: string;
  /** What it is needed for, as the end of "k6 is needed to ...". */
  readonly purpose: string;
  /** The version that we install, and that our own facts were checked with. */
  readonly version: string;
  /** Versions that work, wherever they come from. */
  readonly accepted: VersionRange;
  /** Arguments that make it print its version. */
  readonly versionArgs: readonly string[];
  /** Environment variable that names the program to use, whatever else there is. */
  readonly override: string;
  /** What `go install` builds; null where Go cannot build it so. */
  readonly goPackage: string | null;
  /** Platforms are `linux-x64`, `darwin-arm64`, ... as Node names them. */
  readonly release: {
    readonly version: string;
    readonly assets: Readonly<Record<string, ReleaseAsset>>;
  } | null;
  /** A page that tells how to install it by hand. */
  readonly handbook: string;
  /** What still works without it; null if there is nothing to say. */
  readonly without: string | null;
}

export interface FoundTool {
  readonly name: string;
  readonly path: string;
  readonly version: string;
  readonly from: 'override' | 'path' | 'cache' | 'go install' | 'release';
}

/** One way that was tried to come by a tool. */
export interface Attempt {
  readonly way: string;
  readonly outcome: string;
}
