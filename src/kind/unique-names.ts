import { createHash } from 'node:crypto';
import { type Manifest, type RuleMark, valueAt } from '../base';
import { CALICO_GROUP, MADE_FOR } from '../calico';
import { type KnownObject, type Question, Topic } from './question';

/** What distinguishes an object from a copy of it, and from an object of the same name on another cluster. */
export interface Namesake {
  readonly spec: string;
  /** The annotations that say what it was made for; undefined for those that it does not have. */
  readonly madeFor: readonly unknown[];
}

type Namesakes = readonly KnownObject<Namesake>[];

/** An object is compared with so many others of its name that differ from each other. */
const MOST_VARIANTS = 100;

/** Characters of a spec that is kept as it is. */
const LONGEST_SPEC = 1_000;

/** Finds objects of one kind that have the same name, and whose files are in the same folder. */
export class UniqueNames {
  readonly topic: Topic<Namesake>;
  /** The objects that differ from each other, of each list of objects with one name. */
  private readonly variants = new WeakMap<Namesakes, Namesakes>();

  /**
   * @param kind one of Calico's
   * @param noun what an object is called in a message
   */
  constructor(
    kind: string,
    private readonly noun: string,
    private readonly rule: RuleMark,
  ) {
    this.topic = new Topic(CALICO_GROUP, kind, namesake);
  }

  /** Asks whether another object in the folder has the name of this one, and not the same content. */
  questionsOf(manifest: Manifest): Question[] {
    const [name, namespace] = ['name', 'namespace'].map((field) => valueAt(manifest, 'metadata', field));
    if (typeof name !== 'string' || name === '' || !this.topic.isAbout(manifest)) {
      return [];
    }
    const own = namesake(manifest);
    const answer: Question['answer'] = (neighbors) => {
      const twin = this.variantsOf(neighbors.namedInFolder(this.topic, name)).find(
        (other) => other.namespace === (namespace || undefined) && isAnother(own, other.value),
      );
      const message = `is also the name of another ${this.noun} (${twin?.file}), and the one that is applied last replaces the other; rename one of them, or put them into different folders`;
      return twin === undefined ? undefined : { ...this.rule, message };
    };
    return [{ keys: ['metadata', 'name'], value: name, answer }];
  }

  /** Computed once for a list, since each of its objects asks. */
  private variantsOf(all: Namesakes): Namesakes {
    const known = this.variants.get(all);
    if (known !== undefined) {
      return known;
    }
    const variants = new Map(
      all.map((object) => [JSON.stringify([object.namespace, object.value]), object] as const).reverse(),
    );
    const few = [...variants.values()].reverse().slice(0, MOST_VARIANTS);
    this.variants.set(all, few);
    return few;
  }
}

/** A spec as it is kept, since all files are in memory together: of a long one only a digest. */
function namesake(manifest: Manifest): Namesake {
  const annotations = valueAt(manifest, 'metadata', 'annotations');
  const spec = JSON.stringify(manifest['spec'] ?? null);
  return {
    spec: spec.length > LONGEST_SPEC ? createHash('sha256').update(spec).digest('base64') : spec,
    madeFor: Object.values(MADE_FOR).map((key) => valueAt(annotations, key)),
  };
}

/** Objects of two clusters or releases are not applied together. */
function isAnother(one: Namesake, other: Namesake): boolean {
  const canMeet = one.madeFor.every((value, index) => {
    const otherValue = other.madeFor[index];
    return value === undefined || otherValue === undefined || value === otherValue;
  });
  return canMeet && one.spec !== other.spec;
}
