import { dirname } from 'node:path';
import type { Manifest } from '../base';
import { errorRule, type Finding, noticeRule } from '../base';
import { AD_JOBS_DEPLOYMENT } from '../calico';
import { closingOf, isPatchOf, type PatchedFields, type PatchOf, setsField } from '../reading';
import type { Placed } from './placed-findings';

const TEMPLATE = errorRule('yaml/template');
const PATCH = noticeRule('kustomize/patch');
const PATCHED = noticeRule('kustomize/patched');

/** Words without which a file holds no object that lint checks, nor a part of one. */
const OURS: readonly string[] = ['projectcalico.org/v', 'GlobalAlert', 'anomaly_detection_jobs', AD_JOBS_DEPLOYMENT];

/** Whether a text, which may be no YAML, has anything to do with the objects that lint checks. */
export function isOurs(text: string): boolean {
  return OURS.some((word) => text.includes(word));
}

/** The one finding of a file that is a template. */
export function templateFinding({ offset, opening }: { readonly offset: number; readonly opening: string }): Placed {
  const message = `is a template (${opening} … ${closingOf(opening)}), not a finished manifest, and was not checked: render it first and check the result, as in helm template . | calico-threat-defense lint -`;
  return { ...TEMPLATE, path: '', offset, message };
}

/** The one finding of a file that is a patch. */
export function patchFinding({ kustomization, isComponent }: PatchOf): Placed {
  const folder = isComponent ? 'FOLDER, of each folder that uses the component,' : dirname(kustomization);
  const message = `is a patch of ${kustomization}, not a whole object, and was not checked: check what kustomize makes of it, as in kubectl kustomize ${folder} | calico-threat-defense lint -`;
  return { ...PATCH, path: '', offset: 0, message };
}

/** What is left of the findings of an object that patches change, and how many fields they set themselves. */
export function withoutPatched(
  findings: readonly Finding[],
  manifest: Manifest,
  patches: readonly PatchedFields[],
): { readonly left: readonly Finding[]; readonly notice?: Finding } {
  const ours = patches.filter((patch) => isPatchOf(patch, manifest));
  const setting = (finding: Finding) => ours.find((patch) => setsField(patch, finding.path));
  const patched = findings.filter((finding) => setting(finding) !== undefined);
  const [first] = patched;
  const kustomization = first === undefined ? undefined : setting(first)?.kustomization;
  if (kustomization === undefined) {
    return { left: findings };
  }
  const count = patched.length === 1 ? 'one finding about them is' : `${patched.length} findings about them are`;
  const message = `is changed by ${kustomization}, which sets fields of it: ${count} left out. Check what kustomize makes of it, as in kubectl kustomize ${dirname(kustomization)} | calico-threat-defense lint -`;
  const left = findings.filter((finding) => !patched.includes(finding));
  return { left, notice: { ...PATCHED, path: 'metadata.name', message } };
}
