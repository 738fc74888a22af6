import { valueAt } from '../base';

const CONFIG_KEY = /^(?!\.\.?$|\.\.)[-\w.]{1,253}$/;

const SOURCES = ['secretKeyRef', 'configMapKeyRef'] as const;

/** A reference in a `valueFrom`, of whatever form. */
interface WrittenReference {
  readonly source: (typeof SOURCES)[number];
  readonly reference: unknown;
}

/** The references in a `valueFrom`, which must have exactly one; null counts as none. */
export function referencesIn(valueFrom: object): WrittenReference[] {
  return SOURCES.map((source) => ({ source, reference: valueAt(valueFrom, source) })).filter(
    ({ reference }) => reference !== undefined && reference !== null,
  );
}

/** Why no Secret or ConfigMap can have a key; undefined if one can. */
export function configKeyProblem(key: string): string | undefined {
  return CONFIG_KEY.test(key)
    ? undefined
    : "is not a valid key: 1 to 253 letters, digits, '-', '_' and '.', and not beginning with '..'";
}
