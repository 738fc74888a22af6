import { checkAdJobsManifest, runsAdJobs } from '../ad-jobs';
import { checkGlobalAlert } from '../alerts';
import type { ClusterKind } from '../cluster';
import type { Finding } from '../findings';
import type { Manifest } from '../manifest';
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
  return CHECKS.filter(({ looksAt }) => looksAt(manifest)).flatMap(({ check }) => check(manifest, cluster));
}

function isOf({ apiVersion, kind }: Manifest, group: string, ...kinds: readonly string[]): boolean {
  return String(apiVersion).startsWith(`${group}/`) && kinds.includes(String(kind));
}
