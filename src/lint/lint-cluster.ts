import { CalicoTopology, type ClusterKind } from '../cluster';
import { FindingsError } from '../findings';
import { clusterFromEnvironment } from '../output';

/** Checks need no name of a cluster, but a managed cluster is not made without one. */
const ANY_NAME = 'any.cluster';

/** A setting, with the name under which its user knows it. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

/**
 * The cluster that settings name.
 *
 * @param subject what errors are about
 * @throws FindingsError with everything that is wrong, by the names of the settings
 */
export function lintCluster(subject: string, release: Setting, topology: Setting): ClusterKind {
  const names: Readonly<Record<string, string>> = { CALICO_RELEASE: release.name, CALICO_TOPOLOGY: topology.name };
  try {
    return clusterFromEnvironment({
      CALICO_RELEASE: release.value,
      CALICO_TOPOLOGY: topology.value,
      CLUSTERNAME: topology.value === CalicoTopology.MANAGED ? ANY_NAME : undefined,
    });
  } catch (error) {
    if (!(error instanceof FindingsError)) {
      throw error;
    }
    const findings = error.findings.map((finding) => ({ ...finding, path: names[finding.path] ?? finding.path }));
    throw new FindingsError(subject, findings);
  }
}
