import { isMap } from '../base';
import { CATALOGUES } from './catalogue';

/** The names at the top of the records of each data set. */
const NAMES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  CATALOGUES.map(({ dataSet, names }) => [dataSet, new Set(names.map((name) => name.split('.')[0] ?? name))]),
);

/** The data set that has more of the fields of a row than the expected one; undefined if there is none. */
export function otherDataSet(row: unknown, expected: string): string | undefined {
  if (!isMap(row)) {
    return undefined;
  }
  const names = Object.keys(row);
  const knownIn = (dataSet: string) => names.filter((name) => NAMES.get(dataSet)?.has(name)).length;
  let [best, most] = [expected, knownIn(expected)];
  for (const dataSet of most === names.length ? [] : NAMES.keys()) {
    const known = knownIn(dataSet);
    if (known > most) {
      [best, most] = [dataSet, known];
    }
  }
  return best === expected ? undefined : best;
}

/** The data set whose fields a row has most of; undefined if it has fewer than half of its fields from any. */
export function dataSetOf(row: Readonly<Record<string, unknown>>): string | undefined {
  const names = Object.keys(row);
  let best: string | undefined;
  let most = Math.max(Math.ceil(names.length / 2) - 1, 1);
  for (const [dataSet, known] of NAMES) {
    const count = names.filter((name) => known.has(name)).length;
    if (count > most) {
      [best, most] = [dataSet, count];
    }
  }
  return best;
}
