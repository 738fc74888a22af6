import { errorRule, FindingsError } from '../base';
import { type ClusterKind, requireCluster } from '../calico';

const MISSING_RELEASE = errorRule({
  id: 'command/release-missing',
  form: 'words',
  what: 'The release of the cluster must be set.',
  why: 'All checks depend on the release.',
  bad: '`npx cdk8s-calico-threat-defense lint dist` without `--calico-release`, while `CALICO_RELEASE` is not set.',
  good: '`npx cdk8s-calico-threat-defense lint dist --calico-release 3.22`',
});

export const RELEASE_OPTION = '--calico-release';
export const TOPOLOGY_OPTION = '--calico-topology';
const RELEASE_VARIABLE = 'CALICO_RELEASE';

export interface ClusterOptions {
  readonly calicoRelease?: string;
  readonly calicoTopology: string;
}

/** Whether a release is set, by an option or in the environment. */
export function hasRelease(
  calicoRelease: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return calicoRelease !== undefined || environment[RELEASE_VARIABLE] !== undefined;
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
    throw new FindingsError(command, [{ ...MISSING_RELEASE, keys: [RELEASE_OPTION], message }]);
  }
  const release = { name: calicoRelease === undefined ? RELEASE_VARIABLE : RELEASE_OPTION, value };
  return requireCluster(command, release, { name: TOPOLOGY_OPTION, value: calicoTopology });
}

/** The rules that this file checks. */
export const CLUSTER_OPTIONS_RULES = [MISSING_RELEASE] as const;
