import { FindingSeverity, type Manifest } from '../base';
import { type ClusterKind, type LogSettings, logsOf } from '../calico';
import { alertKindOf } from '../kinds';
import { type LintFinding, LogSettingsOfFiles, lint } from '../lint';
import { decode, isPatchOf, type KubernetesObject, Locator, readDocuments, type Source, YamlReader } from '../reading';
import { explainAlert } from './explain-alert';
import type { Explanation, Reason } from './explanation';

/** An explanation, and where the alert is. */
export interface ExplainedAlert extends Explanation {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** `Kind name`. */
  readonly object: string;
  readonly manifest: Manifest;
  /** The log settings that it is explained for. */
  readonly logs: LogSettings;
}

/** What was found in files. */
export interface ExplainResult {
  readonly alerts: readonly ExplainedAlert[];
  /** What keeps files or documents from being read, or from being explained on their own. */
  readonly findings: readonly LintFinding[];
  readonly checked: { readonly files: number; readonly alerts: number; readonly skipped: number };
}

/**
 * Explains all alerts of all files.
 *
 * @param settings the log settings that the files have; those of the cluster take precedence
 */
export function explainFiles(
  sources: Iterable<Source>,
  cluster: ClusterKind,
  settings: LogSettingsOfFiles = LogSettingsOfFiles.read([]),
): ExplainResult {
  const alerts: ExplainedAlert[] = [];
  const findings: LintFinding[] = [];
  const checked = { files: 0, alerts: 0, skipped: 0 };
  for (const source of sources) {
    const linted = lint([source], cluster, settings);
    const ofFile = linted.findings.filter(({ object }) => object === '');
    findings.push(...ofFile.filter(isAboutReading));
    const explained = isReadable(source, ofFile)
      ? explainSource(source, { ...cluster, logs: cluster.logs ?? settings.for(source.file) }, linted.findings)
      : [];
    alerts.push(...explained);
    checked.files += 1;
    checked.alerts += explained.length;
    checked.skipped += linted.checked.objects + linted.checked.skipped - explained.length;
  }
  return { alerts, findings, checked };
}

function isAboutReading({ severity, rule }: LintFinding): boolean {
  return severity === FindingSeverity.ERROR || rule.startsWith('yaml/') || rule.startsWith('kustomize/');
}

/** Patches and templates are not complete manifests. */
function isReadable({ patchOf }: Source, findings: readonly LintFinding[]): boolean {
  return patchOf === undefined && !findings.some(({ rule }) => rule === 'yaml/template');
}

function explainSource(source: Source, cluster: ClusterKind, linted: readonly LintFinding[]): ExplainedAlert[] {
  const { text, problem } = decode(source.bytes);
  const reader = new YamlReader();
  const found: ExplainedAlert[] = [];
  const errors = linted.filter(({ severity }) => severity === FindingSeverity.ERROR);
  for (const { content } of problem === undefined ? readDocuments(text, reader) : []) {
    if (content === undefined) {
      continue;
    }
    const locator = new Locator((alias) => content.plain.targetOf(alias));
    for (const object of content.objects.filter(({ manifest }) => alertKindOf(manifest) !== undefined)) {
      const { range } = locator.follow(content.root, object.keys);
      const [first, last] = [range?.[0], range?.[1]].map((offset) => reader.lines.linePos(offset ?? 0).line);
      const own = errors.filter(
        ({ object: title, line }) => title === object.title && line >= (first ?? 0) && line <= (last ?? 0),
      );
      const explanation = withErrors(explainAlert(object.manifest, cluster), own);
      const place = { file: source.file, line: first ?? 0, object: object.title };
      const subject = { manifest: object.manifest, logs: logsOf(cluster) };
      found.push({ ...place, ...subject, ...explanation, ...patchedWarnings(source, object, explanation) });
    }
  }
  return found;
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
function patchedWarnings(
  { patches }: Source,
  { manifest }: KubernetesObject,
  { warnings }: Explanation,
): Partial<Explanation> {
  const patch = patches?.find((each) => isPatchOf(each, manifest));
  if (patch === undefined) {
    return {};
  }
  const message = `is patched by ${patch.kustomization}, and is explained without the patch; to explain the result, pass the output of kustomize: kubectl kustomize FOLDER | npx cdk8s-calico-threat-defense explain -`;
  return { warnings: [...warnings, { rule: 'kustomize/patched', message }] };
}
