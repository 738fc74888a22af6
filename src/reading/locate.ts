import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { DataKeys, Keys } from '../base';
import { kubectlKey } from './kubectl-key';

type Resolve = (node: Node) => Node | undefined;

/** How far a way could be followed. */
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
  follow(root: Node, keys: DataKeys): Node {
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

  /** The node of a finding's place. Where the way leaves the document: the deepest node that exists. */
  locate(root: Node, keys: Keys): Located {
    let node = root;
    for (const [index, key] of keys.entries()) {
      const next = this.step(this.contentOf(node), key, index === keys.length - 1);
      if (next === undefined) {
        return { node, isWhole: false, isRoot: node === root };
      }
      node = next;
    }
    return { node, isWhole: true, isRoot: node === root };
  }

  private step(content: Node | undefined, key: Keys[number], last: boolean): Node | undefined {
    if (isMap(content)) {
      const pair = typeof key === 'object' ? undefined : this.pairsOf(content).get(String(key));
      return (pair?.value ?? pair?.key) as Node | undefined;
    }
    if (!isSeq(content)) {
      return undefined;
    }
    return typeof key === 'object'
      ? this.itemOfName(content.items as Node[], key.itemName, last)
      : (content.items[Number(key)] as Node | undefined);
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
    const pairs = new Map(map.items.map((pair) => [nameOf(pair), pair]));
    this.pairs.set(map, pairs);
    return pairs;
  }

  private contentOf(node: Node): Node | undefined {
    return isAlias(node) ? this.resolve(node) : node;
  }
}

/** The key as kubectl reads it; in JSON, all keys are quoted. */
function nameOf({ key }: Pair): string {
  return isScalar(key) ? (kubectlKey(key, false) ?? String(key.value)) : '';
}
