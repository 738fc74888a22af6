/** The index of the first of sorted numbers that is at least a limit; their number if none is. */
export function firstFrom(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((sorted[middle] ?? Number.POSITIVE_INFINITY) >= limit) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
