import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Keys } from '../base';

/** Keys that hold dots are found by trying where they may end; no path of a check has more places to try. */
const MOST_ENDS = 32;

type Resolve = (node: Node) => Node | undefined;

/** How far a path could be followed. */
interface Located {
  readonly node: Node;
  /** Whether all of it exists. */
  readonly isWhole: boolean;
  /** Whether nothing of it exists. */
  readonly isRoot: boolean;
}

/** Finds the nodes of one document that findings are about. */
export class Locator {
  /** Maps that were searched already, so many findings in one large map take no longer than a few. */
  private readonly pairs = new WeakMap<Node, Map<string, Pair>>();

  /** @param resolve the node of an alias */
  constructor(private readonly resolve: Resolve) {}

  /** The node at the end of a way that exists. */
  follow(root: Node, keys: Keys): Node {
    let node = root;
    for (const key of keys) {
      const content = this.contentOf(node);
      const child = isSeq(content)
        ? content.items[Number(key)]
        : isMap(content)
          ? this.pairsOf(content).get(String(key))?.value
          : undefined;
      node = (child as Node | undefined) ?? node;
    }
    return node;
  }

  /**
   * The node of a finding's path: keys after dots or in brackets; on a list a bracket holds an index, or the name of an
   * item, which then stands for the item's value. Where the path leaves the document: the deepest node that exists.
   */
  locate(root: Node, path: string): Located {
    let node = root;
    let rest = path;
    while (rest !== '') {
      const step = this.step(this.contentOf(node), rest);
      if (step === undefined) {
        return { node, isWhole: false, isRoot: node === root };
      }
      [node, rest] = step;
    }
    return { node, isWhole: true, isRoot: node === root };
  }

  private step(content: Node | undefined, path: string): [Node, string] | undefined {
    if (isMap(content)) {
      return this.stepIntoMap(content, path);
    }
    const [bracket, key = ''] = /^\[([^\]]*)\]/.exec(path) ?? [];
    if (!isSeq(content) || bracket === undefined) {
      return undefined;
    }
    const rest = path.slice(bracket.length);
    const ofIndex = /^\d+$/.test(key) ? content.items[Number(key)] : undefined;
    const item = ofIndex ?? this.itemOfName(content.items as Node[], key, rest === '');
    return item === undefined ? undefined : [item as Node, rest];
  }

  private stepIntoMap(map: YAMLMap, path: string): [Node, string] | undefined {
    const pairs = this.pairsOf(map);
    const text = path.startsWith('.') ? path.slice(1) : path;
    const bracket = text.startsWith('[');
    const ends = [...text.matchAll(bracket ? /\]/g : /[.[]|$/g)].slice(0, MOST_ENDS).reverse();
    for (const { index } of ends) {
      const pair = pairs.get(text.slice(bracket ? 1 : 0, index));
      if (pair !== undefined) {
        return [(pair.value ?? pair.key) as Node, text.slice(bracket ? index + 1 : index)];
      }
    }
    return undefined;
  }

  private itemOfName(items: readonly Node[], name: string, last: boolean): Node | undefined {
    for (const item of items) {
      const content = this.contentOf(item);
      const pairs = isMap(content) ? this.pairsOf(content) : undefined;
      const itsName = pairs?.get('name')?.value;
      if (isScalar(itsName) && String(itsName.value) === name) {
        return ((last ? pairs?.get('value')?.value : undefined) as Node | undefined) ?? item;
      }
    }
    return undefined;
  }

  private pairsOf(map: YAMLMap): Map<string, Pair> {
    const known = this.pairs.get(map);
    if (known !== undefined) {
      return known;
    }
    const pairs = new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]));
    this.pairs.set(map, pairs);
    return pairs;
  }

  private contentOf(node: Node): Node | undefined {
    return isAlias(node) ? this.resolve(node) : node;
  }
}
