import { formOf, isAlike, isPlainData } from './data-forms';
import type { Finding } from './finding';
import type { Manifest } from './manifest';

/** How many results a check remembers: those for the objects of a chart, for a few releases and sites. */
const MOST = 8;

/** Manifests are compared as they are. */
const NO_NAME = Symbol('no name');

interface Result {
  readonly key: string;
  readonly form: unknown;
  readonly findings: readonly Finding[];
}

/**
 * A check that remembers what it found in its last manifests. A program that makes the same objects for many clusters
 * would otherwise spend a third of its time on checks, while it takes next to none to compare data.
 *
 * @param check depends on nothing but the manifest and the key of its subject
 */
export function remembered<Subject>(
  check: (manifest: Manifest, subject: Subject) => Finding[],
  keyOf: (subject: Subject) => string,
): (manifest: Manifest, subject: Subject) => Finding[] {
  const results: Result[] = [];
  return (manifest, subject) => {
    const key = keyOf(subject);
    const known = results.find((result) => result.key === key && isAlike(manifest, result.form, NO_NAME));
    if (known !== undefined) {
      return [...known.findings];
    }
    const findings = check(manifest, subject);
    if (isPlainData(manifest, NO_NAME) && findings.every(({ value }) => isPrimitive(value))) {
      results.unshift({ key, form: formOf(manifest, NO_NAME), findings: [...findings] });
      results.splice(MOST);
    }
    return findings;
  };
}

/** Others are parts of the manifest, which may change. */
function isPrimitive(value: unknown): boolean {
  return Object(value) !== value;
}
