import { isScalar, type Node } from 'yaml';
import type { Finding } from '../base';
import { type Locator, placeInScalar } from '../reading';
import { endOf, endOfWord } from './finding-end';

/** A finding and the place in the text that it is about. */
export type Placed = Finding & {
  readonly offset: number;
  /** After the last character of what the finding is about; undefined where only the start is known. */
  readonly end?: number;
  /** Whether the field at its path is absent. */
  readonly isAbsent?: boolean;
};

/** What every object has at its top; a path that begins otherwise is not one in the object. */
export const TOP: readonly unknown[] = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];

/** Finds the places of what checks found in the objects of one document. */
export class Placer {
  constructor(
    private readonly locator: Locator,
    private readonly source: string,
  ) {}

  /** A finding with its place: the very word, the value, or the nearest that its author wrote. */
  place(root: Node, finding: Finding): Placed {
    const { node, isWhole, isRoot } = this.locator.locate(root, finding.keys);
    if (finding.keys.length > 0 && isRoot) {
      return this.placeAtKind(root, finding);
    }
    if (!isWhole) {
      const end = endOf(node, this.source);
      return { ...finding, offset: startOf(node), end, isAbsent: finding.value === undefined };
    }
    return finding.valueOffset !== undefined && isScalar(node)
      ? {
          ...finding,
          offset: placeInScalar(node, this.source, finding.valueOffset),
          end: endOfWord(node, this.source, finding),
        }
      : { ...finding, offset: startOf(node), end: endOf(node, this.source) };
  }

  /** Where nothing of a path exists, the object itself lacks it; or the path is none, and the object does not fit. */
  private placeAtKind(root: Node, finding: Finding): Placed {
    const { node } = this.locator.locate(root, ['kind']);
    const place = { offset: startOf(node), end: endOf(node, this.source) };
    if (TOP.includes(finding.keys[0])) {
      return { ...finding, ...place, isAbsent: finding.value === undefined };
    }
    const message = typeof finding.value === 'string' ? `${finding.value} ${finding.message}` : finding.message;
    return { ...finding, keys: [], value: undefined, ...place, message };
  }
}

export function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
