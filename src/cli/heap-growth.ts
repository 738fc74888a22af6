import { setFlagsFromString } from 'node:v8';

/**
 * Lets the heap of this process grow by half between two collections of garbage, instead of to several times its size. Rows are
 * garbage soon after they were read, so the heap would grow with the logs although hardly anything in it is used.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
