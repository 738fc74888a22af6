import { type Manifest, textAt } from '../base';
import type { Placeholder } from './placeholders/placeholder';

/** Gives each construct an ID that says what it is: the name of its object, with kind and namespace where they are needed. */
export class ConstructIds {
  private readonly taken = new Set<string>();

  constructor(private readonly placeholders: readonly Placeholder[]) {}

  idFor(manifest: Manifest): string {
    const name = this.clean(textAt(manifest, 'metadata', 'name') || textAt(manifest, 'metadata', 'generateName'));
    const kind = this.clean(
      String(manifest.kind)
        .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
        .toLowerCase(),
    );
    const namespace = this.clean(textAt(manifest, 'metadata', 'namespace'));
    const wanted = [[name], [kind, name], [kind, namespace, name]].map((parts) =>
      parts.filter((part) => part !== '').join('-'),
    );
    // constructs finds children by names that all objects have, such as constructor.
    const id =
      wanted.find((one) => one !== '' && !(one in {}) && !this.taken.has(one)) ?? this.numbered(wanted[2] ?? '');
    this.taken.add(id);
    return id;
  }

  private numbered(base: string): string {
    let count = 2;
    while (this.taken.has(`${base}-${count}`)) {
      count += 1;
    }
    return `${base}-${count}`;
  }

  /** IDs are constants, and have no separator of paths. */
  private clean(text: string): string {
    const plain = this.placeholders.reduce(
      (result, { example, prop }) => result.replaceAll(String(example), prop.replace(/([A-Z])/g, '-$1').toLowerCase()),
      text,
    );
    return plain
      .split(/[^A-Za-z0-9._-]/)
      .filter((part) => part !== '')
      .join('-');
  }
}
