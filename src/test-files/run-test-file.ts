import { type Manifest, suggestion } from '../base';
import { type CalicoRelease, type CalicoTopology, parseCluster } from '../calico';
import { type AlertModel, type AlertPlan, isRefusal, planAlert } from '../evaluation';
import { explainAlert, reasonText } from '../explain';
import { alertKindOf } from '../kinds';
import type { Source } from '../reading';
import type { TestFileResult } from './case-result';
import { eventFields } from './event-fields';
import { ALERT, alertOf, FILE, PlacedDocument, RELEASE, TestFileReader, VALUE } from './reading';
import { runCase } from './run-case';
import type { TestFile } from './test-file';

/** What test files are run with. */
export interface TestOptions {
  /** The release of test files that do not name one. */
  readonly release?: CalicoRelease;
  readonly topology: CalicoTopology;
  /** The present, in milliseconds since 1970. */
  readonly now: number;
}

/** What a test file is about. */
interface Subject {
  readonly alert: Manifest;
  readonly release: CalicoRelease;
  readonly model: AlertModel;
}

/** Runs all cases of a test file. */
export function runTestFile(source: Source, options: TestOptions): TestFileResult {
  const { file } = source;
  const document = new PlacedDocument(source);
  const content = contentOf(document);
  const subject = content && subjectOf({ file, content, document }, options);
  if (content === undefined || subject === undefined) {
    return { file, problems: document.problems, cases: [] };
  }
  const { alert, release, model } = subject;
  const explanation = explainAlert(alert, { release, topology: options.topology });
  const plan = planAlert(model);
  if (isRefusal(plan) || explanation.verdict === 'refused' || explanation.verdict === 'unknown') {
    for (const reason of explanation.reasons) {
      const verb = explanation.verdict === 'unknown' ? 'cannot be tested' : 'is refused';
      document.report(ALERT, ['alert'], `${explanation.name} ${verb} on ${release.displayName}: ${reasonText(reason)}`);
    }
    return { file, problems: document.problems, cases: [] };
  }
  checkRecords(content, plan, document);
  if (document.problems.length > 0) {
    return { file, problems: document.problems, cases: [] };
  }
  const tested = { file, document, plan, explanation, now: options.now };
  return {
    file,
    alert: explanation.name,
    problems: [],
    cases: content.cases.map((testCase) => runCase(testCase, tested)),
  };
}

/** Reports why there is none. */
function subjectOf(
  { file, content, document }: { file: string; content: TestFile; document: PlacedDocument },
  options: TestOptions,
): Subject | undefined {
  const release = releaseOf(content, options, document);
  const alert = alertOf(file, content, document);
  const model = release && alert && alertKindOf(alert)?.readAlert(alert, release);
  return release && alert && model && { alert, release, model };
}

function contentOf(document: PlacedDocument): TestFile | undefined {
  if (document.problems.length > 0) {
    return undefined;
  }
  if (document.count !== 1) {
    const message =
      document.count === 0
        ? 'is empty: a test file needs cases'
        : `contains ${document.count} documents, and a test file is one; remove the separators ---`;
    document.report(FILE, [], message);
    return undefined;
  }
  const reader = new TestFileReader();
  const content = reader.read(document.data);
  for (const { rule, severity, keys, message } of reader.findings) {
    document.report({ rule, severity }, keys, message);
  }
  return content;
}

function releaseOf(
  { release }: TestFile,
  { release: otherwise, topology }: TestOptions,
  document: PlacedDocument,
): CalicoRelease | undefined {
  if (release === undefined) {
    if (otherwise === undefined) {
      const message =
        'has no release: add one, such as release: "3.22", or pass --calico-release, or set CALICO_RELEASE';
      document.report(RELEASE, [], message);
    }
    return otherwise;
  }
  const parsed = parseCluster({ name: 'release', value: release }, { name: 'topology', value: topology });
  for (const { rule, severity, message } of parsed.findings) {
    document.report({ rule, severity }, ['release'], message);
  }
  return parsed.findings.length === 0 ? parsed.release : undefined;
}

/** The records of events only have the fields that the alert gives them. */
function checkRecords({ cases }: TestFile, plan: AlertPlan, document: PlacedDocument): void {
  const known = eventFields(plan);
  for (const { keys, expectation } of cases) {
    for (const name of Object.keys(expectation.record ?? {}).filter((each) => !known.includes(each))) {
      const fields = known.length === 0 ? 'no fields' : known.join(', ');
      const message = `is not a field of the alert's events, whose records have ${fields}${suggestion(name, known)}`;
      document.report(VALUE, [...keys, 'raises', 'record', name], message);
    }
  }
}
