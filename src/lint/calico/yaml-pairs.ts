import { isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import { isNullScalar } from '../../reading';

export function mapAt(map: YAMLMap, name: string): YAMLMap | undefined {
  const value = pairAt(map, name)?.value;
  return isMap(value) ? value : undefined;
}

export function pairAt(map: YAMLMap, name: string): Pair | undefined {
  return (map.items as Pair[]).find((pair) => nameOf(pair) === name);
}

export function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

export function isEmpty({ value }: Pair): boolean {
  return value === null || isNullScalar(value);
}

export function startOf({ key }: Pair): number {
  return (key as Node).range?.[0] ?? 0;
}

/** Where the last character of a field is; what follows it is the next line. */
export function endOf({ key, value }: Pair): number {
  const [start = 0, end = start] = ((value ?? key) as Node).range ?? [];
  return Math.max(startOf({ key } as Pair), end > start ? end - 1 : start);
}
