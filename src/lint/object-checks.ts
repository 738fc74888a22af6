import { checkAdJobsManifest, runsAdJobs } from '../ad-jobs';
import { checkGlobalAlert } from '../alerts';
import type { ClusterKind } from '../cluster';
import type { Finding } from '../findings';
import { checkObjectMetadata, type Manifest } from '../manifest';
import { checkTigeraPolicy, isCalicoPolicy } from '../tigera-policy';

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

/** What all checks together have to say about one object; nothing where it is of a kind that none looks at. */
export function checkObject(manifest: Manifest, cluster: ClusterKind): Finding[] {
  const checks = CHECKS.filter(({ looksAt }) => looksAt(manifest));
  const findings = checks.flatMap(({ check }) => check(manifest, cluster));
  // Those of an alert are a part of its own check.
  const others = checks.some(({ check }) => check !== checkGlobalAlert) ? checkObjectMetadata(manifest) : [];
  return [...findings, ...others];
}

function isOf({ apiVersion, kind }: Manifest, group: string, ...kinds: readonly string[]): boolean {
  return String(apiVersion).startsWith(`${group}/`) && kinds.includes(String(kind));
}
