import { dirname, relative, resolve, sep } from 'node:path';
import { isMap, parsedJson, printableJson } from '../base';
import type { LintFinding, LintResult } from './lint-finding';

/** The form of the file; it changes when older versions of this command could not read it. */
const VERSION = 1;

/** Findings of one rule about one field of one object. They have no line, so they are found again when lines move. */
interface Entry {
  readonly file: string;
  readonly object: string;
  readonly rule: string;
  readonly path: string;
  readonly count: number;
}

/** Findings that were accepted at some time, so only new ones are reported. */
export class Baseline {
  private constructor(
    private readonly folder: string,
    private readonly entries: readonly Entry[],
  ) {}

  /**
   * @param file the file of the baseline; the files in it are named relative to its folder
   * @returns undefined if the text is not a baseline
   */
  static parse(file: string, text: string): Baseline | undefined {
    const entries = entriesOf(text);
    return entries && new Baseline(dirname(resolve(file)), entries);
  }

  /** A baseline with these findings. */
  static of(file: string, findings: readonly LintFinding[]): Baseline {
    const folder = dirname(resolve(file));
    const entries = new Map<string, Entry>();
    for (const finding of findings) {
      const entry = { ...subjectOf(finding, folder), count: 1 };
      const key = keyOf(entry);
      entries.set(key, { ...entry, count: entry.count + (entries.get(key)?.count ?? 0) });
    }
    const sorted = [...entries].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, entry]) => entry);
    return new Baseline(folder, sorted);
  }

  /** What its file contains. */
  get text(): string {
    return printableJson({ version: VERSION, findings: this.entries });
  }

  /** The result without the findings of the baseline. Of equal ones, as many are left out as it has. */
  leftOut(result: LintResult): LintResult {
    const left = this.counts();
    const findings = result.findings.filter((finding) => this.take(left, finding) <= 0);
    return { ...result, findings, omitted: { ...result.omitted, baseline: result.findings.length - findings.length } };
  }

  /**
   * How many findings of the baseline are none of a result any more.
   *
   * @param hasInView whether a file, as an absolute path, was read or is gone; nothing is known of the findings of others
   */
  stale({ findings }: LintResult, hasInView: HasInView): number {
    const left = this.counts();
    for (const finding of findings) {
      this.take(left, finding);
    }
    return this.entries
      .filter(({ file }) => hasInView(resolve(this.folder, file)))
      .reduce((sum, entry) => sum + Math.max(0, left.get(keyOf(entry)) ?? 0), 0);
  }

  private counts(): Map<string, number> {
    return new Map(this.entries.map((entry) => [keyOf(entry), entry.count]));
  }

  /** How many findings like this one the baseline had left. */
  private take(left: Map<string, number>, finding: LintFinding): number {
    const key = keyOf(subjectOf(finding, this.folder));
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count;
  }
}

/** Whether a baseline has the file of an entry in view: it was read, or it is gone. */
type HasInView = (file: string) => boolean;

type Subject = Omit<Entry, 'count'>;

function subjectOf({ file, object, rule, path }: LintFinding, folder: string): Subject {
  return { file: relative(folder, resolve(file)).split(sep).join('/'), object, rule, path };
}

function keyOf({ file, object, rule, path }: Subject): string {
  return JSON.stringify([file, object, rule, path]);
}

function entriesOf(text: string): Entry[] | undefined {
  const data = parsedJson(text);
  const list = isMap(data) && data['version'] === VERSION ? data['findings'] : undefined;
  return Array.isArray(list) && list.every(isEntry) ? list : undefined;
}

function isEntry(data: unknown): data is Entry {
  return (
    isMap(data) &&
    ['file', 'object', 'rule', 'path'].every((name) => typeof data[name] === 'string') &&
    Number.isSafeInteger(data['count'])
  );
}
