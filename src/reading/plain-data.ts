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
import { type DataKeys, FindingSeverity, type RuleMark } from '../base';
import { kubectlKey } from './kubectl-key';
import { kubectlScalar } from './kubectl-scalar';
import { READ_OTHERWISE } from './read-otherwise';
import type { TextProblem } from './text-problem';
import { DUPLICATE_KEY, LIMIT, SYNTAX } from './yaml-rules';

/** How much aliases may add to a document, in characters and nodes: enough for any legitimate use. */
const MOST_REPEATED = 1_000_000;

/** The keys that lead to a problem, to find the object that it is in. */
export interface DataProblem extends TextProblem {
  readonly keys: DataKeys;
}

/** The content of an anchor. */
interface Anchored {
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
  /** The latest node of each anchor; its content is known when it has been read, so a node cannot contain itself. */
  private readonly anchors = new Map<string, Node>();
  private readonly anchored = new WeakMap<Node, Anchored>();
  private readonly targets = new WeakMap<Node, Node>();
  private readonly keys: (string | number)[] = [];
  private size = 0;
  private repeated = 0;

  /** @param isJson whether kubectl reads it as JSON */
  constructor(
    content: ParsedNode,
    private readonly isJson: boolean,
  ) {
    this.data = this.valueOf(content);
  }

  /** Whether the data is complete, so it can be checked. */
  get complete(): boolean {
    return this.problems.every(({ rule }) => rule === DUPLICATE_KEY.rule || rule === READ_OTHERWISE.rule);
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
    const anchor = isCollection(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor === undefined || node === null || node === undefined) {
      return this.valueOfContent(node);
    }
    this.anchors.set(anchor, node);
    const data = this.valueOfContent(node);
    this.anchored.set(node, { data, size: this.size - before });
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
    this.size += scalar.source?.length ?? 0;
    const { value, problem, isInfinite, otherwise } = kubectlScalar(scalar, this.isJson);
    if (isInfinite) {
      const message =
        'is a number in YAML, but JSON has no such number, so kubectl rejects it; write a number, or quote it';
      this.report(READ_OTHERWISE, scalar, message);
    }
    if (problem !== undefined) {
      this.report(SYNTAX, scalar, problem);
    }
    this.reportOtherwise(scalar, otherwise);
    return value;
  }

  private reportOtherwise(scalar: Scalar, message: string | undefined): void {
    if (message !== undefined) {
      this.report({ rule: READ_OTHERWISE.rule, severity: FindingSeverity.WARNING }, scalar, message);
    }
  }

  private valueOfAlias(anchor: string, node: Node): unknown {
    const target = this.anchors.get(anchor);
    const anchored = target === undefined ? undefined : this.anchored.get(target);
    if (target === undefined || anchored === undefined) {
      this.report(SYNTAX, node, `is not valid YAML: the anchor &${anchor} is not defined before this alias`);
      return null;
    }
    this.targets.set(node, target);
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
    const own = new Set<string>();
    for (const pair of map.items) {
      const merges = isMerge(pair);
      const key = merges ? '<<' : this.keyOf(pair.key as Node);
      this.below(key, () => {
        if (own.has(key)) {
          const message = 'is a duplicate key: Kubernetes rejects it, or uses the last value; remove one';
          this.report(DUPLICATE_KEY, pair.key as Node, message);
        }
        if (merges) {
          this.anchoredKey(pair.key as Scalar);
          this.merge(pair, target, own);
        } else {
          define(target, key, this.valueOf(pair.value as Node));
        }
      });
      own.add(key);
    }
    return target;
  }

  private keyOf(key: Node): string {
    const scalar = isAlias(key) ? this.anchors.get(key.source) : key;
    const data = isAlias(key) ? this.valueOf(key) : isScalar(key) ? this.anchoredKey(key) : undefined;
    if (!isScalar(scalar)) {
      this.report(SYNTAX, key, 'is a list or a map used as a key, but Kubernetes allows only strings');
      return String(data);
    }
    const isEmpty = scalar.source === '' && scalar.type === 'PLAIN';
    const name = isEmpty ? undefined : kubectlKey(scalar, this.isJson);
    if (name === undefined) {
      this.report(SYNTAX, key, 'is used as a key, but Kubernetes allows only strings; quote it');
    }
    return name ?? String(data);
  }

  /** A key may have an anchor too, and may be infinite. */
  private anchoredKey(key: Scalar): unknown {
    const { value, problem, otherwise } = kubectlScalar(key, this.isJson);
    if (problem !== undefined) {
      this.report(SYNTAX, key, problem);
    }
    this.reportOtherwise(key, otherwise);
    if (key.anchor !== undefined) {
      this.anchors.set(key.anchor, key);
      this.anchored.set(key, { data: value, size: 1 });
    }
    this.size += 1 + (key.source?.length ?? 0);
    return value;
  }

  /** Keys before `<<` are overwritten, unlike in the specification of YAML; those after it overwrite what is merged. */
  private merge(pair: Pair, target: Record<string, unknown>, own: ReadonlySet<string>): void {
    const node = pair.value as Node | null;
    const source = this.valueOf(node);
    const maps: readonly unknown[] = Array.isArray(source) ? source.toReversed() : [source];
    if (!maps.every(isMapData)) {
      this.report(SYNTAX, node, 'must be a map or a list of maps, because << merges it');
      return;
    }
    for (const [key, value] of maps.flatMap((map) => Object.entries(map as Record<string, unknown>))) {
      if (own.has(key) && target[key] !== value) {
        const message = `overwrites the field ${key} above it for kubectl, but not in other tools; put << first`;
        this.report(READ_OTHERWISE, pair.key as Node, message);
      }
      define(target, key, value);
    }
  }

  private below<T>(key: string | number, action: () => T): T {
    this.keys.push(key);
    const result = action();
    this.keys.pop();
    return result;
  }

  private report(rule: RuleMark, node: Node | null, message: string): void {
    const keys = [...this.keys];
    this.problems.push({ ...rule, offset: node?.range?.[0] ?? 0, keys, message });
  }
}

function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.source === '<<' && ((key.type === 'PLAIN' && key.tag === undefined) || key.tag === '!');
}

function isMapData(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** Not by assignment, which would set the prototype where the key is `__proto__`. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
