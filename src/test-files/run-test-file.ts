import { type Manifest, suggestion } from '../base';
import { type ClusterKind, parseCluster } from '../calico';
import { type AlertModel, type AlertPlan, eventFields, isRefusal, planAlert } from '../evaluation';
import { explainAlert, reasonText } from '../explain';
import { alertKindOf } from '../kinds';
import type { ClusterChoice } from '../lint';
import type { Source } from '../reading';
import type { TestFileResult } from './case-result';
import { ALERT, alertOf, FILE, PlacedDocument, RELEASE, TestFileReader, VALUE } from './reading';
import { runCase } from './run-case';
import type { TestFile } from './test-file';

/** What test files are run with. */
export interface TestOptions {
  /** Chooses the cluster of each alert; the release that a test file names comes before it. */
  readonly clusters: ClusterChoice;
  /** The present, in milliseconds since 1970. */
  readonly now: number;
}

/** What a test file is about. */
interface Subject {
  readonly alert: Manifest;
  readonly cluster: ClusterKind;
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
  const { alert, cluster, model } = subject;
  const explanation = explainAlert(alert, cluster);
  const plan = planAlert(model);
  if (isRefusal(plan) || explanation.verdict === 'refused' || explanation.verdict === 'unknown') {
    for (const reason of explanation.reasons) {
      const verb = explanation.verdict === 'unknown' ? 'cannot be tested' : 'is refused';
      document.report(
        ALERT,
        ['alert'],
        `${explanation.name} ${verb} on ${cluster.release.displayName}: ${reasonText(reason)}`,
      );
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
  const alert = alertOf(file, content, document);
  const cluster = clusterOf({ file, content, document }, alert ?? {}, options);
  const model = cluster && alert && alertKindOf(alert)?.readAlert(alert, cluster.release);
  return cluster && alert && model && { alert, cluster, model };
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

/** The cluster of the release that a test file names; otherwise, the one that `lint` checks its alert for. */
function clusterOf(
  { file, content, document }: { file: string; content: TestFile; document: PlacedDocument },
  alert: Manifest,
  { clusters }: TestOptions,
): ClusterKind | undefined {
  if (content.release === undefined) {
    const { cluster } = clusters.for(file, alert);
    if (cluster === undefined) {
      const message =
        'has no release: add one, such as release: "3.22", or pass --calico-release, or set CALICO_RELEASE';
      document.report(RELEASE, [], message);
    }
    return cluster;
  }
  const { release, findings } = parseCluster({ name: 'release', value: content.release }, undefined);
  for (const { rule, severity, message } of findings) {
    document.report({ rule, severity }, ['release'], message);
  }
  return release && findings.length === 0 ? clusters.withRelease(release).for(file, alert).cluster : undefined;
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
