import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { alert, type DataKeys, errorRule, type RuleMark } from '../base';
import type { TextProblem } from './yaml-documents';

const RIGHT = alert();

export const SYNTAX = errorRule({
  id: 'yaml/syntax',
  what: 'A file must be valid YAML or JSON, in UTF-8.',
  why: 'Tools such as kubectl apply nothing after the mistake. Here, the other documents are still checked, but not the one with the mistake. This is a warning if the file was only found in a folder and is unrelated to Calico.',
  bad: RIGHT.replace('  name: network.ssh', '  name: [network.ssh'),
  good: RIGHT,
});
const DUPLICATE_KEY = errorRule({
  id: 'yaml/duplicate-key',
  what: 'A key must appear only once in a map.',
  why: 'Only the last value is used, without a warning. Strict tools reject the object.',
  bad: alert({ severity: '80\n  severity: 100' }),
  good: RIGHT,
});
export const LIMIT = errorRule({
  id: 'yaml/limit',
  what: 'A document must have at most 250 levels and 3.5 million tokens, and its aliases must not expand beyond that.',
  why: 'No Kubernetes object comes close to these limits. A larger file could keep this command busy indefinitely.',
  bad: `${alert()}  aggregateBy: ${'['.repeat(260)}source_namespace${']'.repeat(260)}\n`,
  good: alert({ aggregateBy: '[source_namespace]' }),
});

/** How much aliases may add to a document, in characters and nodes: enough for any legitimate use. */
const MOST_REPEATED = 1_000_000;

/** The keys that lead to a problem, to find the object that it is in. */
export interface DataProblem extends TextProblem {
  readonly keys: DataKeys;
}

/** The content of an anchor. */
interface Anchored {
  readonly node: Node;
  readonly data: unknown;
  readonly size: number;
}

/**
 * Prototype of the objects that represent YAML maps. A map may have a key `toString` or `valueOf`, which would keep a check from
 * printing it; a symbol is a key that no map has.
 */
const MAP_PROTOTYPE = Object.create(Object.prototype, { [Symbol.toPrimitive]: { value: () => '[object Object]' } });

/** The content of one document as plain data. Aliases share the data of their anchors. */
export class PlainData {
  readonly data: unknown;
  readonly problems: DataProblem[] = [];
  private readonly anchors = new Map<string, Anchored>();
  private readonly targets = new WeakMap<Node, Node>();
  private readonly keys: (string | number)[] = [];
  private size = 0;
  private repeated = 0;

  constructor(content: ParsedNode) {
    this.data = this.valueOf(content);
  }

  /** Whether the data is complete, so it can be checked. */
  get complete(): boolean {
    return this.problems.every(({ rule }) => rule === DUPLICATE_KEY.rule);
  }

  /** The node of an alias. */
  targetOf(alias: Node): Node | undefined {
    return this.targets.get(alias);
  }

  private valueOf(node: Node | null | undefined): unknown {
    if (isAlias(node)) {
      return this.valueOfAlias(node.source, node);
    }
    const before = this.size;
    this.size += 1;
    const data = this.valueOfContent(node);
    if ((isCollection(node) || isScalar(node)) && node.anchor !== undefined) {
      this.anchors.set(node.anchor, { node, data, size: this.size - before });
    }
    return data;
  }

  private valueOfContent(node: Node | null | undefined): unknown {
    if (isMap(node)) {
      return this.valueOfMap(node);
    }
    if (isSeq(node)) {
      return node.items.map((item, index) => this.below(index, () => this.valueOf(item as Node)));
    }
    return isScalar(node) ? this.valueOfScalar(node) : null;
  }

  private valueOfScalar(scalar: Scalar): unknown {
    const { value, source = '' } = scalar;
    this.size += source.length;
    // Dates, bytes and the like exist in YAML 1.1 only.
    return typeof value === 'object' && value !== null ? source : value;
  }

  private valueOfAlias(anchor: string, node: Node): unknown {
    const anchored = this.anchors.get(anchor);
    if (anchored === undefined) {
      this.report(SYNTAX, node, `is not valid YAML: the anchor &${anchor} is not defined before this alias`);
      return null;
    }
    this.targets.set(node, anchored.node);
    const within = this.repeated <= MOST_REPEATED;
    this.size += anchored.size;
    this.repeated += anchored.size;
    if (this.repeated <= MOST_REPEATED) {
      return anchored.data;
    }
    if (within) {
      this.report(LIMIT, node, 'expands the document beyond the size limit of this command; write the values out');
    }
    return null;
  }

  private valueOfMap(map: YAMLMap): Record<string, unknown> {
    const target: Record<string, unknown> = Object.create(MAP_PROTOTYPE);
    const own = new Map<string, Pair>();
    for (const pair of map.items) {
      if (isMerge(pair)) {
        this.merge(
          this.below('<<', () => this.valueOf(pair.value as Node)),
          target,
        );
        continue;
      }
      const key = this.keyOf(pair.key as Node);
      this.below(key, () => {
        const first = own.get(key);
        if (first !== undefined) {
          this.report(
            DUPLICATE_KEY,
            pair.key as Node,
            'is a duplicate key: Kubernetes rejects it, or uses the last value; remove one',
          );
        }
        own.set(key, pair);
        define(target, key, this.valueOf(pair.value as Node));
      });
    }
    return target;
  }

  private keyOf(key: Node): string {
    const data = isAlias(key) || isScalar(key) ? this.valueOf(key) : undefined;
    if (data === undefined || (typeof data === 'object' && data !== null)) {
      this.report(SYNTAX, key, 'is a list or a map used as a key, but Kubernetes allows only strings');
    }
    return String(data);
  }

  /** A map's own keys take precedence over merged ones, regardless of the position of `<<`. */
  private merge(source: unknown, target: Record<string, unknown>): void {
    for (const map of Array.isArray(source) ? source : [source]) {
      for (const [key, value] of Object.entries(map ?? {})) {
        if (!Object.hasOwn(target, key)) {
          define(target, key, value);
        }
      }
    }
  }

  private below<T>(key: string | number, action: () => T): T {
    this.keys.push(key);
    const result = action();
    this.keys.pop();
    return result;
  }

  private report(rule: RuleMark, node: Node, message: string): void {
    const keys = [...this.keys];
    this.problems.push({ ...rule, offset: node.range?.[0] ?? 0, keys, message });
  }
}

function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.source === '<<' && key.type === 'PLAIN';
}

/** Not by assignment, which would set the prototype where the key is `__proto__`. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/** The rules that this file checks. */
export const PLAIN_DATA_RULES = [SYNTAX, DUPLICATE_KEY, LIMIT] as const;
