import { isMap, type Pair, type YAMLMap } from 'yaml';
import type { Keys } from '../../base';
import { mapAt, nameOf, pairAt, startOf } from './yaml-pairs';

/** A problem with the line `spec:` itself, and where to fix it. */
interface SpecProblem {
  readonly keys: Keys;
  readonly offset: number;
  readonly message: string;
}

/**
 * Why fields of the spec are at another level although their indentation is consistent: the line `spec:` is missing, or
 * it appears twice. Undefined if neither applies.
 *
 * @param fields names of fields that only a spec has
 */
export function specProblem(root: YAMLMap, fields: readonly string[]): SpecProblem | undefined {
  return missingSpec(root, fields) ?? doubleSpec(root, fields);
}

function missingSpec(root: YAMLMap, fields: readonly string[]): SpecProblem | undefined {
  const metadata = pairAt(root, 'spec') === undefined ? mapAt(root, 'metadata') : undefined;
  const inMetadata = (metadata?.items ?? []).filter((pair) => fields.includes(nameOf(pair as Pair))) as Pair[];
  const [first, second] = inMetadata;
  if (first === undefined || second === undefined) {
    return undefined;
  }
  const names = inMetadata.map(nameOf).join(', ');
  const message = `is in metadata, like other fields of the spec (${names}), and the object has no spec: add the line spec: before them, indented like metadata, and run this check again`;
  return { keys: ['metadata', nameOf(first)], offset: startOf(first), message };
}

function doubleSpec(root: YAMLMap, fields: readonly string[]): SpecProblem | undefined {
  const outer = mapAt(root, 'spec');
  const inner = outer === undefined ? undefined : pairAt(outer, 'spec');
  if (inner === undefined || !isMap(inner.value) || outer?.items.length !== 1) {
    return undefined;
  }
  const isSpec = inner.value.items.some((pair) => fields.includes(nameOf(pair as Pair)));
  const message =
    'is nested in another spec: remove one of the two lines, fix the indentation of the fields below it, and run this check again';
  return isSpec ? { keys: ['spec', 'spec'], offset: startOf(inner), message } : undefined;
}
