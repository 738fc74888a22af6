import type { Secrets } from '../../base';

/** Deeper than any object of Kubernetes; what walks over data does so with its own stack. */
const DEEPEST = 100;

/** Thrown for data that is nested too deeply. */
class TooDeep extends Error {}

/**
 * Plain data without the secrets that the server may have repeated in it.
 *
 * @throws TooDeep
 */
export function maskedData(data: unknown, secrets: Secrets, depth = 0): unknown {
  if (depth > DEEPEST) {
    throw new TooDeep();
  }
  if (typeof data === 'string') {
    return secrets.mask(data);
  }
  if (typeof data !== 'object' || data === null) {
    return data;
  }
  return Array.isArray(data)
    ? data.map((item) => maskedData(item, secrets, depth + 1))
    : Object.fromEntries(
        Object.entries(data).map(([key, value]) => [secrets.mask(key), maskedData(value, secrets, depth + 1)]),
      );
}
