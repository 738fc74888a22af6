import type { Unreadable } from './attempt';
import type { Source } from './source';

/** What is kept in memory to be read a second time. */
const MOST_KEPT = 64_000_000;

/** Files that are read twice. */
export interface Twice {
  readonly first: Iterable<Source>;
  /** What cannot be read is only reported here. */
  readonly second: Iterable<Source>;
}

/** Files to be read twice: from memory the second time, unless they are too large for it. */
export function readTwice(read: (unreadable: Unreadable) => Iterable<Source>, unreadable: Unreadable): Twice {
  const problems: Parameters<Unreadable>[] = [];
  const kept: Source[] = [];
  let size = 0;
  for (const source of read((...problem) => problems.push(problem))) {
    size += source.bytes.length;
    if (size > MOST_KEPT) {
      return { first: read(() => undefined), second: read(unreadable) };
    }
    kept.push(source);
  }
  for (const problem of problems) {
    unreadable(...problem);
  }
  return { first: kept, second: kept };
}
