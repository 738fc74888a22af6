import type { Placeholder } from './placeholder';

const FIRST_NUMBER = 40_001;

/** Contains a dot, like the names by which Calico Cloud stores logs. */
const CLUSTER = 'acme.my-cluster';

/**
 * A value that most fields accept, that occurs nowhere in the files, and that neither contains the example of another
 * placeholder nor is a part of it.
 *
 * @param others the placeholders that have an example already
 * @param text of all files
 */
export function exampleFor(
  { prop, type }: Pick<Placeholder, 'prop' | 'type'>,
  others: readonly Placeholder[],
  text: string,
): string | number {
  const taken = others.map(({ example }) => String(example));
  const words = prop === 'clusterName' ? CLUSTER : `my-${prop.replace(/([A-Z])/g, '-$1').toLowerCase()}`;
  // What contains an example still does with a number after it.
  const isFree = !taken.some((other) => words.includes(other));
  const numbered = (count: number): string => {
    if (isFree) {
      return count === 1 ? words : `${words}-${count}`;
    }
    return prop === 'clusterName' ? `acme.example-${count}-cluster` : `example-${count}-value`;
  };
  for (let count = 1; ; count += 1) {
    const example = type === 'number' ? FIRST_NUMBER + count : numbered(count);
    const own = String(example);
    if (!text.includes(own) && !taken.some((other) => other.includes(own) || own.includes(other))) {
      return example;
    }
  }
}
