import { dirname } from 'node:path';
import { errorRule, noticeRule } from '../findings';
import type { PatchOf } from './kustomizations';
import type { Placed } from './placed-findings';
import { closingOf } from './template-syntax';

const TEMPLATE = errorRule('yaml/template');
const PATCH = noticeRule('kustomize/patch');

/** Words without which a file holds no object that lint checks, nor a part of one. */
const OURS: readonly string[] = ['projectcalico.org/v', 'GlobalAlert', 'anomaly_detection_jobs', 'ad-jobs-deployment'];

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
