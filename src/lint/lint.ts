import type { ClusterKind } from '../calico';
import { TOPICS } from '../kinds';
import type { Source } from '../reading';
import { FileLinter } from './file-linter';
import type { Crash, LintFinding, LintResult } from './lint-finding';
import { LogSettingsOfFiles } from './log-settings-of-files';
import { ObjectIndex } from './object-index';
import { answered, type OpenObject } from './open-object';

/**
 * Checks all objects of all files for one cluster. An exception in one file keeps the findings of the others.
 *
 * @param settings the log settings that the files have; those of the cluster take precedence. Default: read from the
 * sources if they are an array, which can be read twice
 * @param now the current time in milliseconds; without it, nothing that depends on it is checked
 */
export function lint(
  sources: Iterable<Source>,
  cluster: ClusterKind,
  settings: LogSettingsOfFiles = LogSettingsOfFiles.read(Array.isArray(sources) ? sources : []),
  now?: number,
): LintResult {
  const findings: LintFinding[] = [];
  const crashes: Crash[] = [];
  const index = new ObjectIndex(TOPICS);
  const open: OpenObject[] = [];
  const checked = { files: 0, documents: 0, objects: 0, skipped: 0 };
  const lintFile = (source: Source) => {
    const file = new FileLinter(source, { cluster, settings, index, now });
    file.lint();
    pushAll(findings, file.findings);
    pushAll(open, file.open);
    checked.files += 1;
    checked.documents += file.documents;
    checked.objects += file.objects;
    checked.skipped += file.skipped;
  };
  try {
    for (const source of sources) {
      try {
        lintFile(source);
      } catch (error) {
        crashes.push({ file: source.file, error });
      }
    }
  } catch (error) {
    crashes.push({ error });
  }
  for (const object of open) {
    try {
      pushAll(findings, answered(object, index.from(object.file)));
    } catch (error) {
      crashes.push({ file: object.file, error });
    }
  }
  return { findings: findings.sort(byPlace), checked, crashes };
}

/** One by one, since a call takes only so many arguments. */
function pushAll<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) {
    list.push(item);
  }
}

function byPlace(left: LintFinding, right: LintFinding): number {
  return (
    compare(left.file, right.file) ||
    left.line - right.line ||
    left.column - right.column ||
    compare(left.rule, right.rule)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
