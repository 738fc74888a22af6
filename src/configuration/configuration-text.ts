import type { Finding, Keys } from '../base';
import { type DocumentContent, decode, Locator, READ_OTHERWISE, readDocuments, YamlReader } from '../reading';
import type { PlacedFinding } from './configuration-error';
import { FILE } from './rules';

/** The YAML of a configuration file, and the places in it. */
export class ConfigurationText {
  /** Undefined for an empty file, and for one with problems. */
  readonly data: unknown;
  /** Why it cannot be read. */
  readonly problems: readonly PlacedFinding[];
  private readonly reader = new YamlReader();
  private readonly content: DocumentContent | undefined;

  constructor(bytes: Uint8Array) {
    const { text, problem } = decode(bytes);
    if (problem !== undefined) {
      this.reader.countLines(text);
      this.problems = [this.at(problem.offset, { ...FILE, keys: [], message: problem.message })];
      return;
    }
    const documents = [...readDocuments(text, this.reader)];
    const contents = documents.flatMap(({ content }) => content ?? []);
    const found = documents.flatMap((document) => [...document.problems, ...(document.content?.problems ?? [])]);
    // That kubectl reads an unquoted off in another way does not matter here.
    const problems = found.filter(({ rule }) => rule !== READ_OTHERWISE.rule);
    const [, second] = contents;
    this.problems = [
      ...problems.map(({ offset, keys, message }) => this.at(offset, { ...FILE, keys, message })),
      ...(second === undefined ? [] : [this.at(second.root.range?.[0] ?? 0, { ...FILE, keys: [], message: SEVERAL })]),
    ];
    [this.content] = contents;
    this.data = this.content?.plain.data;
  }

  /** A finding with the place of its field, or of the nearest one above it. */
  place(finding: Finding): PlacedFinding {
    return this.at(this.offsetOf(finding.keys), finding);
  }

  private offsetOf(keys: Keys): number {
    if (this.content === undefined) {
      return 0;
    }
    const { plain, root } = this.content;
    const locator = new Locator((alias) => plain.targetOf(alias));
    return locator.locate(root, keys).node.range?.[0] ?? 0;
  }

  private at(offset: number, finding: Finding): PlacedFinding {
    const { line, col: column } = this.reader.lines.linePos(offset);
    return { ...finding, line, column };
  }
}

const SEVERAL = 'is a second document: a configuration file has only one; remove the others';
