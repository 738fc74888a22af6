import type { Finding, Manifest, RuleMark } from '../base';
import { groupOf } from '../calico';

/** What the questions about other objects ask about: the objects of one kind, of which `read` keeps only what they need. */
export class Topic<Value = undefined> {
  /**
   * @param group the API group; empty for the core of Kubernetes
   * @param read what to keep of an object; undefined if it is of no interest
   */
  constructor(
    private readonly group: string,
    readonly kind: string,
    readonly read: (manifest: Manifest) => Value | undefined,
  ) {}

  /** Whether a manifest is one of the objects, in whatever version of the API. */
  isAbout({ apiVersion, kind }: Manifest): boolean {
    return kind === this.kind && groupOf(apiVersion).group === this.group;
  }
}

/** An object that a question found. */
export interface KnownObject<Value> {
  /** Empty if it has none. */
  readonly name: string;
  readonly namespace?: string;
  readonly file: string;
  readonly value: Value;
}

/** All objects that are checked together, as one of them sees them. */
export interface Neighbors {
  /** In any file, in the order in which they were read, the one that asks among them. */
  all<Value>(topic: Topic<Value>): readonly KnownObject<Value>[];

  /** Those in any file that have a name. */
  named<Value>(topic: Topic<Value>, name: string): readonly KnownObject<Value>[];

  /** Those in the folder of the one that asks, since other folders are often meant for other clusters. */
  inFolder<Value>(topic: Topic<Value>): readonly KnownObject<Value>[];

  /** Those in the folder of the one that asks that have a name. */
  namedInFolder<Value>(topic: Topic<Value>, name: string): readonly KnownObject<Value>[];
}

/** A check of one field whose result depends on other objects. */
export interface Question extends Pick<Finding, 'keys' | 'value' | 'valueOffset'> {
  /** What is wrong, once all objects are known; undefined if nothing is. */
  readonly answer: (neighbors: Neighbors) => (RuleMark & Pick<Finding, 'message'>) | undefined;
}
