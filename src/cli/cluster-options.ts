import { errorRule, FindingsError } from '../base';
import { type ClusterKind, requireCluster } from '../calico';

const MISSING_RELEASE = errorRule('command/release-missing');

export const RELEASE_OPTION = '--calico-release';
export const TOPOLOGY_OPTION = '--calico-topology';
const RELEASE_VARIABLE = 'CALICO_RELEASE';

export interface ClusterOptions {
  readonly calicoRelease?: string;
  readonly calicoTopology: string;
}

/**
 * Release and topology from options; the release may come from the environment instead.
 *
 * @param command what errors are about
 * @throws FindingsError with everything that is wrong, by option
 */
export function clusterFromOptions(
  command: string,
  { calicoRelease, calicoTopology }: ClusterOptions,
  environment: Readonly<Record<string, string | undefined>>,
): ClusterKind {
  const value = calicoRelease ?? environment[RELEASE_VARIABLE];
  if (value === undefined) {
    const message = `is required: pass the Calico release of your cluster, as in ${RELEASE_OPTION} 3.22, or set ${RELEASE_VARIABLE}`;
    throw new FindingsError(command, [{ ...MISSING_RELEASE, path: RELEASE_OPTION, message }]);
  }
  const release = { name: calicoRelease === undefined ? RELEASE_VARIABLE : RELEASE_OPTION, value };
  return requireCluster(command, release, { name: TOPOLOGY_OPTION, value: calicoTopology });
}
