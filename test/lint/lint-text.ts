import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { type LintFinding, type LintResult, lint, MANIFEST_RULE_IDS } from '../../src/lint';

/** What was checked, for reports of results that were made up. */
export const CHECKED: LintResult['checked'] = {
  files: 1,
  documents: 2,
  objects: 3,
  skipped: 0,
  kinds: { GlobalAlert: 3 },
  skippedKinds: {},
  templates: 0,
  patches: 0,
  otherClusters: {},
};

/** Lints one file of this content. */
export function lintText(text: string | Uint8Array, release = '3.22'): LintResult {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  const result = lint([{ file: 'f.yaml', bytes: typeof text === 'string' ? Buffer.from(text) : text }], cluster);
  requireKnownRules(result);
  return result;
}

/** A rule that configuration files and comments cannot name cannot be turned off. */
export function requireKnownRules({ findings }: Pick<LintResult, 'findings'>): void {
  expect(findings.map(({ rule }) => rule).filter((rule) => !MANIFEST_RULE_IDS.includes(rule))).toEqual([]);
}

/** Findings as `line:column path rule`. */
export function places(findings: readonly LintFinding[]): string[] {
  return findings.map(({ line, column, path, rule }) => `${line}:${column} ${path} ${rule}`);
}

/** An alert that is right, with further lines of its spec. */
export function alertText(...lines: readonly string[]): string {
  return [
    'apiVersion: projectcalico.org/v3',
    'kind: GlobalAlert',
    'metadata:',
    '  name: network.ssh',
    'spec:',
    '  description: SSH',
    '  dataSet: flows',
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}
