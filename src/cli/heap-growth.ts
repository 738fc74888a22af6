import { setFlagsFromString } from 'node:v8';

/**
 * Sets up the garbage collection of this process and its threads for the rows of logs, which are garbage soon after they were
 * read. The heap grows to two and a half times what is used in it, and no further: otherwise it would grow with the logs. New objects are
 * collected by the thread that made them, because few of them are left, and each call of other threads takes longer than that.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=150');
  setFlagsFromString('--no-parallel-scavenge');
}
