import type { Placeholder } from './placeholder';

const FIRST_NUMBER = 40_001;

/** Contains a dot, like the names by which Calico Cloud stores logs. */
const CLUSTER = 'acme.my-cluster';

/**
 * Values that most fields accept, that occur nowhere in the files, and none of which contains another.
 */
export class Examples {
  private readonly taken: string[] = [];
  /** The next number to try in each form: what is not free once never is again. */
  private readonly next = new Map<string, number>();

  /** @param text of all files */
  constructor(private readonly text: string) {}

  /** The example of another placeholder. */
  exampleFor({ prop, type }: Pick<Placeholder, 'prop' | 'type'>): string | number {
    const example =
      type === 'number'
        ? this.firstFree('number', (count) => FIRST_NUMBER + count)
        : this.firstFree(...this.stringsFor(prop));
    this.taken.push(String(example));
    return example;
  }

  private stringsFor(prop: string): [form: string, numbered: (count: number) => string] {
    const isCluster = prop === 'clusterName';
    const words = isCluster ? CLUSTER : `my-${prop.replace(/([A-Z])/g, '-$1').toLowerCase()}`;
    // What contains an example still does with a number after it.
    if (!this.taken.some((other) => words.includes(other))) {
      return [words, (count) => (count === 1 ? words : `${words}-${count}`)];
    }
    return isCluster
      ? ['cluster', (count) => `acme.example-${count}-cluster`]
      : ['value', (count) => `example-${count}-value`];
  }

  private firstFree<T extends string | number>(form: string, numbered: (count: number) => T): T {
    for (let count = this.next.get(form) ?? 1; ; count += 1) {
      const example = numbered(count);
      if (this.isFree(String(example))) {
        this.next.set(form, count + 1);
        return example;
      }
    }
  }

  private isFree(example: string): boolean {
    return (
      !this.text.includes(example) && !this.taken.some((other) => other.includes(example) || example.includes(other))
    );
  }
}
