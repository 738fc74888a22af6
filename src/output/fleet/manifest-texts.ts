import { Yaml } from 'cdk8s';

/** What the printed parts of manifests may take in memory before they are forgotten, in characters. */
const MOST_KEPT = 4_000_000;

/** Stands for the names of clusters. */
export const ANY_NAME = 'any.cluster-of-the-fleet';

/** Longer than the words that mean something else in YAML: null, false and their like. */
const SURELY_PLAIN = /^[a-z][-.a-z0-9]{5,}$/;

/** Manifests as the texts that cdk8s prints. Printing YAML takes more time than all the rest: each part is printed once. */
export class ManifestTexts {
  private readonly printed = new Map<string, string>();
  private size = 0;

  of(manifest: object): string {
    return isTree(manifest, new Set()) ? this.print(JSON.stringify(manifest)) : Yaml.stringify(manifest);
  }

  /**
   * The text with `ANY_NAME` wherever the name of the cluster, a plain one, is a text of its own.
   *
   * @returns undefined if the name cannot be replaced safely
   */
  forAnyName(manifest: object, name: string): string | undefined {
    const json = isTree(manifest, new Set()) ? JSON.stringify(manifest) : ANY_NAME;
    if (json.includes(ANY_NAME)) {
      return undefined;
    }
    // Behind a backslash the quotation mark does not begin a text: it is the last one within.
    return this.print(json.replaceAll(`"${name}"`, (found, at) => (json[at - 1] === '\\' ? found : `"${ANY_NAME}"`)));
  }

  /** The fields of a mapping are printed one after the other, so the text of each can be cached as well. */
  private print(json: string): string {
    return this.kept(json, () => {
      const manifest: unknown = JSON.parse(json);
      const fields = typeof manifest === 'object' && !Array.isArray(manifest) ? Object.entries(manifest ?? {}) : [];
      return fields.length === 0
        ? Yaml.stringify(manifest)
        : fields.map(([name, value]) => this.printField({ [name]: value })).join('');
    });
  }

  private printField(field: object): string {
    return this.kept(JSON.stringify(field), () => Yaml.stringify(field));
  }

  private kept(key: string, print: () => string): string {
    const known = this.printed.get(key);
    if (known !== undefined) {
      return known;
    }
    const text = print();
    this.size += key.length + text.length;
    if (this.size > MOST_KEPT) {
      this.printed.clear();
      this.size = key.length + text.length;
    }
    this.printed.set(key, text);
    return text;
  }
}

/** Whether YAML puts no quotes around a name; it quotes 1.5, for example, so another name cannot replace it. */
export function isPlainYaml(name: string): boolean {
  return SURELY_PLAIN.test(name) || Yaml.stringify(name) === `${name}\n`;
}

/** Whether JSON represents a value completely: no object appears twice, for which YAML has anchors, and no other types. */
function isTree(value: unknown, seen: Set<object>): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      return value === null || hasTrees(value, seen);
    default:
      return false;
  }
}

function hasTrees(value: object, seen: Set<object>): boolean {
  if (seen.has(value) || !(Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)) {
    return false;
  }
  seen.add(value);
  // Holes of lists are looked at too.
  const parts: unknown[] = Array.isArray(value) ? [...value] : Object.values(value);
  return parts.every((part) => isTree(part, seen));
}
