/** A Kubernetes object as plain data, as in YAML. Checks do not rely on its shape. */
export interface Manifest {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: unknown;
  readonly spec?: unknown;
}

/** The value at a path of keys and indices, or undefined where the path leaves the data. */
export function valueAt(data: unknown, ...path: readonly (string | number)[]): unknown {
  let value = data;
  // Checks call this more than anything else, and an index is twice as fast as an iterator.
  for (let index = 0; index < path.length; index += 1) {
    const key = path[index] as string | number;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
      return undefined;
    }
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** Whether a value is a map; what is in it must be its own, as `valueAt` reads it. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list at a path; empty if there is none. */
export function listAt(data: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const value = valueAt(data, ...path);
  return Array.isArray(value) ? value : [];
}

/** The string at a path; empty if there is none. */
export function textAt(data: unknown, ...path: readonly (string | number)[]): string {
  const value = valueAt(data, ...path);
  return typeof value === 'string' ? value : '';
}
