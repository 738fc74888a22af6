import { dirname } from 'node:path';
import type { Manifest } from '../base';
import { alert, errorRule, type Finding, FindingSeverity, noticeRule } from '../base';
import { CALICO_GROUP } from '../calico';
import { KINDS } from '../kinds';
import { closingOf, isPatchOf, type PatchedFields, type PatchOf, type Source, setsField } from '../reading';
import type { Placed } from './placed-findings';

const RIGHT = alert();

const TEMPLATE = errorRule({
  id: 'yaml/template',
  what: 'A file must be a finished manifest, not a template.',
  why: 'The result of a template depends on values that it does not contain. This is a warning if the file was only found in a folder and is unrelated to Calico.',
  bad: alert({ severity: '{{ .Values.severity }}' }),
  good: RIGHT,
});
export const PATCH = noticeRule({
  id: 'kustomize/patch',
  what: 'A file that a kustomization lists as a patch is not checked on its own.',
  why: 'A patch contains only what it changes. Check what kustomize builds from the base and its patches instead.',
  bad: 'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: network.ssh\nspec:\n  severity: 40\n',
  patchOf: { kustomization: 'overlay/kustomization.yaml' },
  good: RIGHT,
});
const PATCHED = noticeRule({
  id: 'kustomize/patched',
  what: 'Problems in a field of a base are not reported if a patch sets that field.',
  why: 'The patch may fix them. Check what kustomize builds from both. Only patches of kustomizations in the checked folders are known.',
  bad: alert({ severity: undefined }),
  patches: [
    {
      kustomization: 'overlay/kustomization.yaml',
      kind: 'GlobalAlert',
      name: 'network.ssh',
      paths: ['spec.severity'],
    },
  ],
  good: RIGHT,
});

/** A file without any of these words contains no object that lint checks, nor a part of one. */
const OURS: readonly string[] = [`${CALICO_GROUP}/v`, ...KINDS.flatMap(({ words }) => words)];

/** Whether a text, which may be invalid YAML, is related to the objects that lint checks. */
export function isOurs(text: string): boolean {
  return OURS.some((word) => text.includes(word));
}

/** How to lint the output of another command. */
const LINT = 'npx cdk8s-calico-threat-defense lint -';

/** Whether a file is a template of a Helm chart, which can be valid YAML nevertheless. */
export function isTemplateOfChart({ isChartTemplate }: Source, text: string): boolean {
  return isChartTemplate === true && text.includes('{{');
}

/** Errors about the YAML of a file that is unrelated to Calico are warnings. */
export function softened(finding: Placed): Placed {
  const isSoftened = finding.severity === FindingSeverity.ERROR && finding.rule.startsWith('yaml/');
  return isSoftened ? { ...finding, severity: FindingSeverity.WARNING } : finding;
}

/** The one finding of a file that is a template. */
export function templateFinding({ offset, opening }: { readonly offset: number; readonly opening: string }): Placed {
  const message = `is a template (${opening} … ${closingOf(opening)}), not a finished manifest, and was not checked: render it and check the result, as in helm template . | ${LINT}`;
  return { ...TEMPLATE, keys: [], offset, message };
}

/** The one finding of a file that is a patch. */
export function patchFinding({ kustomization, isComponent }: PatchOf): Placed {
  const folder = isComponent ? 'FOLDER' : dirname(kustomization);
  const where = isComponent ? ' for each folder that uses the component' : '';
  const message = `is a patch of ${kustomization}, not a complete object, and was not checked: check the output of kustomize${where}, as in kubectl kustomize ${folder} | ${LINT}`;
  return { ...PATCH, keys: [], offset: 0, message };
}

/** Whether a patch sets the field that a finding about an object is about. */
export function isPatched(finding: Finding, manifest: Manifest, patches: readonly PatchedFields[]): boolean {
  return patchOf(finding, manifest, patches) !== undefined;
}

function patchOf(finding: Finding, manifest: Manifest, patches: readonly PatchedFields[]): PatchedFields | undefined {
  return patches.find((patch) => isPatchOf(patch, manifest) && setsField(patch, finding.keys));
}

/** The findings of an object without those about fields that patches set, and a notice about the omitted ones. */
export function withoutPatched(
  findings: readonly Finding[],
  manifest: Manifest,
  patches: readonly PatchedFields[],
): { readonly left: readonly Finding[]; readonly notice?: Finding } {
  const setting = (finding: Finding) => patchOf(finding, manifest, patches);
  const patched = findings.filter((finding) => setting(finding) !== undefined);
  const [first] = patched;
  const kustomization = first === undefined ? undefined : setting(first)?.kustomization;
  if (kustomization === undefined) {
    return { left: findings };
  }
  const count = patched.length === 1 ? 'one finding' : `${patched.length} findings`;
  const message = `is patched by ${kustomization}: ${count} about the patched fields ${patched.length === 1 ? 'was' : 'were'} omitted. Check the output of kustomize, as in kubectl kustomize ${dirname(kustomization)} | ${LINT}`;
  const left = findings.filter((finding) => !patched.includes(finding));
  return { left, notice: { ...PATCHED, keys: ['metadata', 'name'], message } };
}

/** The rules that this file checks. */
export const WHOLE_FILE_RULES = [TEMPLATE, PATCH, PATCHED] as const;
