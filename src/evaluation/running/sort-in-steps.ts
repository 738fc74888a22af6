/** So many elements are sorted or merged in one step. */
const STEP = 4_096;

/**
 * Sorts in steps, between which the caller can do something else; equal elements keep their order.
 *
 * @returns the sorted elements
 */
export function* sortInSteps<T>(
  elements: readonly T[],
  compare: (left: T, right: T) => number,
): Generator<undefined, T[]> {
  let runs: T[][] = [];
  for (let start = 0; start < elements.length; start += STEP) {
    runs.push(elements.slice(start, start + STEP).sort(compare));
    yield undefined;
  }
  while (runs.length > 1) {
    const longer: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      longer.push(yield* merge(runs[index] ?? [], runs[index + 1] ?? [], compare));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

function* merge<T>(
  left: readonly T[],
  right: readonly T[],
  compare: (left: T, right: T) => number,
): Generator<undefined, T[]> {
  const merged: T[] = [];
  let [ofLeft, ofRight] = [0, 0];
  while (merged.length < left.length + right.length) {
    const isLeft =
      ofRight === right.length || (ofLeft < left.length && compare(left[ofLeft] as T, right[ofRight] as T) <= 0);
    merged.push((isLeft ? left[ofLeft] : right[ofRight]) as T);
    ofLeft += isLeft ? 1 : 0;
    ofRight += isLeft ? 0 : 1;
    if (merged.length % STEP === 0) {
      yield undefined;
    }
  }
  return merged;
}
