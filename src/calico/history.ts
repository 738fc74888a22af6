import { compareVersions, type Version, version } from './version';

/** The values of a thing, each with the release that brought it, a full version such as `3.22.0-1.0`; oldest first. */
export type History<Value> = readonly (readonly [since: string, value: Value])[];

/** The row that is in force in a release; undefined before the first one. */
export function rowIn<Value>(history: History<Value>, release: Version): History<Value>[number] | undefined {
  return history.findLast(([since]) => compareVersions(version(since), release) <= 0);
}

/** The value in a release; undefined before the first one. */
export function valueIn<Value>(history: History<Value>, release: Version): Value | undefined {
  return rowIn(history, release)?.[1];
}
