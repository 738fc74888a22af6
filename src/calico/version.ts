const VERSION = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4})(?:-(\d{1,4})\.(\d{1,4}))?)?$/;

/**
 * A Calico version as comparable numbers: major, minor, patch and the two of an early preview (`3.18.0-2.0`).
 *
 * This order is not semver: a preview `X.Y.Z-a.b` comes after `X.Y.Z` and before `X.Y.(Z+1)`.
 */
export type Version = readonly [major: number, minor: number, patch: number, preview: number, build: number];

/** A version as a person writes it; `patch` is missing in a bare minor such as `3.14`. */
export interface WrittenVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch?: number;
  readonly preview?: readonly [number, number];
}

export function parseVersion(text: string): WrittenVersion | undefined {
  const match = VERSION.exec(text);
  if (!match) {
    return undefined;
  }
  const [major, minor, patch, preview, build] = match
    .slice(1)
    .map((part) => (part === undefined ? part : Number(part)));
  return {
    major: major ?? 0,
    minor: minor ?? 0,
    patch,
    preview: preview === undefined ? undefined : [preview, build ?? 0],
  };
}

/** Full versions by their text: the release table is asked for the same few again and again. */
const KNOWN = new Map<string, Version>();

/** @throws Error when the text is not a full version; meant for the constants of the release table */
export function version(text: string): Version {
  const known = KNOWN.get(text) ?? fullVersion(text);
  KNOWN.set(text, known);
  return known;
}

function fullVersion(text: string): Version {
  const written = parseVersion(text);
  if (written?.patch === undefined) {
    throw new Error(`${text} is not a full Calico version`);
  }
  // -1 sorts the version without a preview number before all of its previews.
  const [preview, build] = written.preview ?? [-1, -1];
  return [written.major, written.minor, written.patch, preview, build];
}

/** Negative, zero or positive, as a sort function wants it. */
export function compareVersions(left: Version, right: Version): number {
  const index = left.findIndex((part, position) => part !== right[position]);
  return index === -1 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

/** A version as a string, such as `3.18.0-2.0`. */
export function versionText([major, minor, patch, preview, build]: Version): string {
  return `${major}.${minor}.${patch}${preview < 0 ? '' : `-${preview}.${build}`}`;
}

/** What people call a full version: 3.11.0 is `3.11`. */
export function shortened(version: string): string {
  return version.replace(/^(\d+\.\d+)\.0$/, '$1');
}
