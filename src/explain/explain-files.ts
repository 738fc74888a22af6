import { beginningOf, FindingSeverity, type Manifest, valueAt } from '../base';
import { type CalicoRelease, type ClusterKind, type LogSettings, logsOf } from '../calico';
import { alertKindOf } from '../kinds';
import {
  ClusterChoice,
  type LintFinding,
  LogSettingsOfFiles,
  lintSource,
  type SeenObject,
  type WithoutRelease,
} from '../lint';
import { isPatchOf, type Source } from '../reading';
import { explainAlert } from './explain-alert';
import type { Explanation, Reason } from './explanation';

/** An explanation, and where the alert is. */
export interface ExplainedAlert extends Explanation {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** `Kind name`, or `Kind generateName`. */
  readonly object: string;
  readonly manifest: Manifest;
  /** The release that it is explained for. */
  readonly calico: CalicoRelease;
  /** The log settings that it is explained for. */
  readonly logs: LogSettings;
}

/** What was found in files. */
export interface ExplainResult {
  readonly alerts: readonly ExplainedAlert[];
  /** What keeps files or documents from being read, or from being explained on their own. */
  readonly findings: readonly LintFinding[];
  /** Undefined if a release is known for each alert. */
  readonly withoutRelease?: WithoutRelease;
  readonly checked: { readonly files: number; readonly alerts: number; readonly skipped: number };
}

/** The longest legal name. */
const LONGEST_NAME = 253;

/** The alerts of one file, and how many have no release. */
type ExplainedSource = Pick<ExplainResult, 'alerts' | 'withoutRelease'>;

/**
 * Explains all alerts of all files.
 *
 * @param cluster the cluster of all objects, or a choice among several
 * @param settings the log settings that the files have; those of the cluster take precedence
 */
export function explainFiles(
  sources: Iterable<Source>,
  cluster: ClusterKind | ClusterChoice,
  settings: LogSettingsOfFiles = LogSettingsOfFiles.read([]),
): ExplainResult {
  const clusters = cluster instanceof ClusterChoice ? cluster : new ClusterChoice(cluster);
  let withoutRelease: WithoutRelease | undefined;
  const alerts: ExplainedAlert[] = [];
  const findings: LintFinding[] = [];
  const checked = { files: 0, alerts: 0, skipped: 0 };
  for (const source of sources) {
    const seen: SeenObject[] = [];
    const linted = lintSource(source, {
      clusters,
      settings,
      seen: (object) => alertKindOf(object.manifest) && seen.push(object),
    });
    const ofFile = linted.findings.filter(({ object }) => object === '');
    findings.push(...ofFile.filter(isAboutReading));
    const explained: ExplainedSource = isReadable(source, ofFile)
      ? explainObjects(source, seen, linted.findings)
      : { alerts: [] };
    withoutRelease = joined(withoutRelease, explained.withoutRelease);
    alerts.push(...explained.alerts);
    checked.files += 1;
    checked.alerts += explained.alerts.length;
    checked.skipped += linted.checked.objects + linted.checked.skipped - explained.alerts.length;
  }
  return { alerts, findings, withoutRelease, checked };
}

function isAboutReading({ severity, rule }: LintFinding): boolean {
  return severity === FindingSeverity.ERROR || rule.startsWith('yaml/') || rule.startsWith('kustomize/');
}

/** Patches and templates are not complete manifests. */
function isReadable({ patchOf }: Source, findings: readonly LintFinding[]): boolean {
  return patchOf === undefined && !findings.some(({ rule }) => rule === 'yaml/template');
}

function joined(one: WithoutRelease | undefined, other: WithoutRelease | undefined): WithoutRelease | undefined {
  return one === undefined || other === undefined ? (one ?? other) : { ...one, count: one.count + other.count };
}

function explainObjects(source: Source, seen: readonly SeenObject[], linted: readonly LintFinding[]): ExplainedSource {
  const found: ExplainedAlert[] = [];
  let withoutRelease: WithoutRelease | undefined;
  const errors = linted.filter(({ severity }) => severity === FindingSeverity.ERROR);
  for (const object of seen) {
    const { manifest, firstLine, lastLine, cluster } = object;
    const place = { file: source.file, line: firstLine, object: titleOf(object) };
    if (cluster === undefined) {
      withoutRelease = joined(withoutRelease, { count: 1, first: { ...place, column: 1 } });
      continue;
    }
    const own = errors.filter(
      (error) => error.object === object.title && error.line >= firstLine && error.line <= lastLine,
    );
    const explanation = withErrors(explainAlert(manifest, cluster), own);
    const subject = { manifest, calico: cluster.release, logs: logsOf(cluster) };
    found.push({ ...place, ...subject, ...explanation, ...patchedWarnings(source, manifest, explanation) });
  }
  return { alerts: found, withoutRelease };
}

/** An alert whose name the API server generates has the beginning of it. */
function titleOf({ title, manifest: { metadata } }: SeenObject): string {
  const generated = valueAt(metadata, 'generateName');
  return typeof generated === 'string' && !valueAt(metadata, 'name')
    ? `${title} ${beginningOf(generated, LONGEST_NAME)}`
    : title;
}

/** Errors that only a file has, such as placeholders, are errors of the alert too; they explain those of its checks. */
function withErrors(explanation: Explanation, errors: readonly LintFinding[]): Explanation {
  if (errors.length === 0) {
    return explanation;
  }
  const reasons = errors.map(
    ({ rule, path, value, isAbsent, message }): Reason => ({
      rule,
      ...(path === '' ? {} : { path }),
      ...(value === undefined ? {} : { value }),
      message: isAbsent === true ? `is not set: ${message}` : message,
    }),
  );
  return { ...explanation, verdict: 'refused', reasons };
}

/** An alert that kustomize patches is explained as it is in its file. */
function patchedWarnings({ patches }: Source, manifest: Manifest, { warnings }: Explanation): Partial<Explanation> {
  const patch = patches?.find((each) => isPatchOf(each, manifest));
  if (patch === undefined) {
    return {};
  }
  const message = `is patched by ${patch.kustomization}, and is explained without the patch; to explain the result, pass the output of kustomize: kubectl kustomize FOLDER | npx cdk8s-calico-threat-defense explain -`;
  return { warnings: [...warnings, { rule: 'kustomize/patched', message }] };
}
