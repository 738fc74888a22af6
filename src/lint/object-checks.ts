import { checkAdJobs, checkTigeraPolicy } from '../ad-jobs';
import { checkGlobalAlert } from '../alerts';
import type { ClusterKind } from '../cluster';
import type { Finding } from '../findings';
import { type Manifest, valueAt } from '../manifest';

interface ObjectCheck {
  readonly looksAt: (manifest: Manifest) => boolean;
  readonly check: (manifest: Manifest, cluster: ClusterKind) => Finding[];
}

const CALICO = 'projectcalico.org';

const CHECKS: readonly ObjectCheck[] = [
  { looksAt: (manifest) => isOf(manifest, CALICO, 'GlobalAlert', 'GlobalAlertTemplate'), check: checkGlobalAlert },
  { looksAt: (manifest) => isOf(manifest, CALICO, 'NetworkPolicy'), check: checkTigeraPolicy },
  { looksAt: runsAdJobs, check: checkAdJobs },
];

/** What all checks together have to say about one object; nothing where it is of a kind that none looks at. */
export function checkObject(manifest: Manifest, cluster: ClusterKind): Finding[] {
  return CHECKS.filter(({ looksAt }) => looksAt(manifest)).flatMap(({ check }) => check(manifest, cluster));
}

function isOf({ apiVersion, kind }: Manifest, group: string, ...kinds: readonly string[]): boolean {
  return String(apiVersion).startsWith(`${group}/`) && kinds.includes(String(kind));
}

/** The Deployment of the AD jobs: by its name, or by its image under whatever name. */
function runsAdJobs(manifest: Manifest): boolean {
  if (!isOf(manifest, 'apps', 'Deployment')) {
    return false;
  }
  const containers = valueAt(manifest, 'spec', 'template', 'spec', 'containers');
  return (
    valueAt(manifest, 'metadata', 'name') === 'ad-jobs-deployment' ||
    (Array.isArray(containers) && containers.some((container) => isAdJobsImage(valueAt(container, 'image'))))
  );
}

function isAdJobsImage(image: unknown): boolean {
  return typeof image === 'string' && /(^|\/)anomaly_detection_jobs(:[^/]*)?(@[^/]*)?$/.test(image);
}
