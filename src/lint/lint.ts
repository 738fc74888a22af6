import type { ClusterKind } from '../calico';
import { TOPICS } from '../kinds';
import type { Source } from '../reading';
import { ClusterChoice } from './cluster-choice';
import { FileLinter } from './file-linter';
import type { LintContext } from './lint-context';
import type { Crash, LintFinding, LintResult, WithoutRelease } from './lint-finding';
import { LogSettingsOfFiles } from './log-settings-of-files';
import { ObjectIndex } from './object-index';
import { answered, type OpenObject } from './open-object';
import { Tally } from './tally';

/**
 * Checks all objects of all files. An exception in one file keeps the findings of the others.
 *
 * @param cluster the cluster of all objects, or a choice among several
 * @param settings the log settings that the files have; those of the cluster take precedence. Default: read from the
 * sources if they are an array, which can be read twice
 * @param now the current time in milliseconds; without it, nothing that depends on it is checked
 */
export function lint(
  sources: Iterable<Source>,
  cluster: ClusterKind | ClusterChoice,
  settings: LogSettingsOfFiles = LogSettingsOfFiles.read(Array.isArray(sources) ? sources : []),
  now?: number,
): LintResult {
  const findings: LintFinding[] = [];
  const crashes: Crash[] = [];
  const index = new ObjectIndex(TOPICS);
  const open: OpenObject[] = [];
  const tally = new Tally();
  let withoutRelease: WithoutRelease | undefined;
  const clusters = cluster instanceof ClusterChoice ? cluster : new ClusterChoice(cluster);
  const lintFile = (source: Source) => {
    const file = new FileLinter(source, { clusters, settings, index, now });
    file.lint();
    withoutRelease = joined(withoutRelease, file.withoutRelease);
    pushAll(findings, file.findings);
    pushAll(open, file.open);
    tally.add(file.tally);
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
  return { findings: findings.sort(byPlace), checked: tally.result, withoutRelease, crashes };
}

/** Checks all objects of one file. */
export function lintSource(
  source: Source,
  context: Omit<LintContext, 'index'>,
): Pick<LintResult, 'findings' | 'checked'> {
  const index = new ObjectIndex(TOPICS);
  const file = new FileLinter(source, { ...context, index });
  file.lint();
  const answers = file.open.flatMap((object) => answered(object, index.from(object.file)));
  return { findings: [...file.findings, ...answers].sort(byPlace), checked: file.tally.result };
}

function joined(one: WithoutRelease | undefined, other: WithoutRelease | undefined): WithoutRelease | undefined {
  return one === undefined || other === undefined ? (one ?? other) : { ...one, count: one.count + other.count };
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
