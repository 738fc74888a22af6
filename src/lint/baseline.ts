import { dirname, relative, resolve, sep } from 'node:path';
import { isMap, printableJson } from '../base';
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
    private readonly counts: ReadonlyMap<string, number>,
  ) {}

  /**
   * @param file the file of the baseline; the files in it are named relative to its folder
   * @returns undefined if the text is not a baseline
   */
  static parse(file: string, text: string): Baseline | undefined {
    const entries = entriesOf(text);
    return (
      entries && new Baseline(dirname(resolve(file)), new Map(entries.map((entry) => [keyOf(entry), entry.count])))
    );
  }

  /** The text of a baseline with these findings. */
  static textOf(file: string, findings: readonly LintFinding[]): string {
    const folder = dirname(resolve(file));
    const entries = new Map<string, Entry>();
    for (const finding of findings) {
      const entry = { ...subjectOf(finding, folder), count: 1 };
      const key = keyOf(entry);
      entries.set(key, { ...entry, count: entry.count + (entries.get(key)?.count ?? 0) });
    }
    const sorted = [...entries].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, entry]) => entry);
    return printableJson({ version: VERSION, findings: sorted });
  }

  /** The result without the findings of the baseline. Of equal ones, as many are left out as it has. */
  leftOut(result: LintResult): LintResult {
    const left = new Map(this.counts);
    const findings = result.findings.filter((finding) => {
      const key = keyOf(subjectOf(finding, this.folder));
      const count = left.get(key) ?? 0;
      left.set(key, count - 1);
      return count <= 0;
    });
    return { ...result, findings, omitted: { ...result.omitted, baseline: result.findings.length - findings.length } };
  }
}

type Subject = Omit<Entry, 'count'>;

function subjectOf({ file, object, rule, path }: LintFinding, folder: string): Subject {
  return { file: relative(folder, resolve(file)).split(sep).join('/'), object, rule, path };
}

function keyOf({ file, object, rule, path }: Subject): string {
  return JSON.stringify([file, object, rule, path]);
}

function entriesOf(text: string): Entry[] | undefined {
  const data = parsed(text);
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
