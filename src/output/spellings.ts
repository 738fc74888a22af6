/** Paths by what file systems that ignore case, or how letters with accents are encoded, compare. */
export class Spellings {
  private byKey: ReadonlyMap<string, string> | undefined;

  constructor(private readonly paths: () => Iterable<string>) {}

  /** One of the paths that may be the same file as this one, although it is spelled differently. */
  find(path: string): string | undefined {
    this.byKey ??= new Map(Array.from(this.paths(), (other) => [keyOf(other), other]));
    const found = this.byKey.get(keyOf(path));
    return found === path ? undefined : found;
  }
}

function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
