/** The way to a place inside a document, by keys and indices. */
export type Keys = readonly (string | number)[];

/** The same as findings write it: `spec.template.spec.containers[0].image`, `metadata.labels[app.kubernetes.io/name]`. */
export function fieldPath(keys: Keys): string {
  return keys
    .map((key) => (typeof key === 'string' && /^[^.[\]]+$/.test(key) ? `.${key}` : `[${key}]`))
    .join('')
    .replace(/^\./, '');
}
