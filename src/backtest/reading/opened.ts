import { closeSync, openSync } from 'node:fs';

/** Opens a file for an action, and closes it afterwards; undefined for what cannot be read, which is reported when it is read. */
export function opened<T>(path: string, action: (descriptor: number) => T): T | undefined {
  try {
    const descriptor = openSync(path, 'r');
    try {
      return action(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
