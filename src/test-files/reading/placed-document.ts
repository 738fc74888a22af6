import { type DataKeys, fieldPath, type Keys, type RuleMark } from '../../base';
import { type DocumentContent, decode, Locator, readDocuments, type Source, SYNTAX, YamlReader } from '../../reading';
import type { TestProblem } from '../test-file';

/** A YAML file of one document, and the places in it. */
export class PlacedDocument {
  readonly problems: TestProblem[] = [];
  /** The data of the only document; undefined for an empty file, or one with problems. */
  readonly data: unknown;
  /** The number of documents with content. */
  readonly count: number;
  private readonly content: DocumentContent | undefined;
  private readonly reader = new YamlReader();
  private readonly locator: Locator;

  constructor(private readonly source: Source) {
    const { text, problem } = decode(source.bytes);
    const contents: DocumentContent[] = [];
    if (problem !== undefined) {
      this.reader.countLines(text);
      this.reportAt(SYNTAX, problem.offset, [], problem.message);
    } else {
      for (const { content, problems } of readDocuments(text, this.reader)) {
        for (const found of [...problems, ...(content?.problems ?? [])]) {
          this.reportAt(found, found.offset, found.keys, found.message);
        }
        contents.push(...(content === undefined ? [] : [content]));
      }
    }
    this.count = contents.length;
    this.content = contents[0];
    this.data = this.content?.plain.data;
    this.locator = new Locator((alias) => this.content?.plain.targetOf(alias));
  }

  /** Reports a problem at a place. */
  report(rule: RuleMark, keys: Keys, message: string): void {
    this.reportAt(rule, this.offsetOf(keys), keys, message);
  }

  /** The line of a place, counted from 1. */
  lineOf(keys: DataKeys): number {
    return this.reader.lines.linePos(this.offsetOf(keys)).line;
  }

  private offsetOf(keys: Keys): number {
    return this.content === undefined ? 0 : (this.locator.locate(this.content.root, keys).node.range?.[0] ?? 0);
  }

  private reportAt({ rule }: RuleMark, offset: number, keys: Keys, message: string): void {
    const { line, col: column } = this.reader.lines.linePos(offset);
    this.problems.push({ file: this.source.file, line, column, rule, path: fieldPath(keys), message });
  }
}
