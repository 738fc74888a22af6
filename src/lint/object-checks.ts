import { type Finding, FindingSeverity, type Manifest } from '../base';
import type { ClusterKind } from '../calico';
import { isCalicoObject, STORAGE_GROUP } from '../calico';
import { checkAdJobsManifest, runsAdJobs } from '../kinds/ad-jobs';
import { checkGlobalAlert } from '../kinds/global-alert';
import { checkTigeraPolicy, isCalicoPolicy } from '../kinds/tigera-policy';
import { checkObjectMetadata } from '../kubernetes';
import { checkKind, checkNamespace } from './calico/kind-checks';
import { placeholdersIn, withPlaceholders } from './calico/placeholders';

interface ObjectCheck {
  readonly looksAt: (manifest: Manifest) => boolean;
  readonly check: (manifest: Manifest, cluster: ClusterKind) => Finding[];
}

const CALICO = 'projectcalico.org';

const CHECKS: readonly ObjectCheck[] = [
  { looksAt: (manifest) => isOf(manifest, CALICO, 'GlobalAlert', 'GlobalAlertTemplate'), check: checkGlobalAlert },
  { looksAt: isCalicoPolicy, check: checkTigeraPolicy },
  { looksAt: runsAdJobs, check: checkAdJobsManifest },
];

/** What all checks together have to say about one object. */
export interface CheckedObject {
  /** Whether it is of a kind that one of them looks at. */
  readonly isChecked: boolean;
  readonly findings: readonly Finding[];
}

/** Looks at one object with all checks. What is wrong with its kind and its strings is found in every object of Calico's. */
export function checkObject(manifest: Manifest, cluster: ClusterKind): CheckedObject {
  const object = withPublicGroup(manifest);
  const checks = CHECKS.filter(({ looksAt }) => looksAt(object));
  const isChecked = checks.length > 0;
  // The metadata of an alert are a part of its own check.
  const others = checks.some(({ check }) => check !== checkGlobalAlert) ? checkObjectMetadata(object) : [];
  const findings = [...checks.flatMap(({ check }) => check(object, cluster)), ...others];
  if (isCalicoObject(manifest)) {
    const all = [...checkKind(manifest), ...checkNamespace(manifest), ...findings];
    return { isChecked, findings: withPlaceholders(all, placeholdersIn(manifest)) };
  }
  // Of an object that the release does not have, nothing inside is of interest.
  if (isChecked && !findings.some(({ path, severity }) => path === 'kind' && severity === FindingSeverity.ERROR)) {
    const paths = new Set(findings.map(({ path }) => path));
    return { isChecked, findings: [...findings, ...placeholdersIn(manifest).filter(({ path }) => !paths.has(path))] };
  }
  return { isChecked, findings: isChecked ? findings : checkKind(manifest) };
}

/** What is written into Calico's storage is checked like what it stands for. */
function withPublicGroup(manifest: Manifest): Manifest {
  return String(manifest.apiVersion).startsWith(`${STORAGE_GROUP}/`)
    ? { ...manifest, apiVersion: `${CALICO}/v3` }
    : manifest;
}

function isOf({ apiVersion, kind }: Manifest, group: string, ...kinds: readonly string[]): boolean {
  return String(apiVersion).startsWith(`${group}/`) && kinds.includes(String(kind));
}
