import { errorRule, type Finding, FindingsError } from '../base';
import { CalicoTopology, type ClusterKind, parseCluster, requireCluster, type Setting } from '../calico';
import { Configurations } from '../configuration';

const MISSING_RELEASE = errorRule({
  id: 'command/release-missing',
  form: 'words',
  what: 'The release of the cluster must be set.',
  why: 'All checks depend on the release. Objects that constructs made are annotated with it.',
  bad: '`npx cdk8s-calico-threat-defense lint alert.yaml` without `--calico-release`, a configuration file or an annotation, while `CALICO_RELEASE` is not set.',
  good: '`npx cdk8s-calico-threat-defense lint alert.yaml --calico-release 3.22`',
});

export const RELEASE_OPTION = '--calico-release';
export const TOPOLOGY_OPTION = '--calico-topology';
const RELEASE_VARIABLE = 'CALICO_RELEASE';
const TOPOLOGY_VARIABLE = 'CALICO_TOPOLOGY';

export interface ClusterOptions {
  readonly calicoRelease?: string;
  readonly calicoTopology?: string;
  /** A configuration file; false for none. */
  readonly config?: string | false;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration files that count: those near the files, unless the options name one or none. */
export function configurationsOf({ config }: ClusterOptions): Configurations {
  return config === undefined ? Configurations.search() : Configurations.of(config === false ? undefined : config);
}

/**
 * What the options set.
 *
 * @param command what errors are about
 * @throws FindingsError with everything that is wrong, by option
 */
export function explicitCluster(command: string, options: ClusterOptions): Partial<ClusterKind> {
  return parsed(
    command,
    setting(RELEASE_OPTION, options.calicoRelease),
    setting(TOPOLOGY_OPTION, options.calicoTopology),
  );
}

/**
 * What the environment sets.
 *
 * @param command what errors are about
 * @throws FindingsError with everything that is wrong, by variable
 */
export function clusterOfEnvironment(command: string, environment: Environment): Partial<ClusterKind> {
  return parsed(
    command,
    setting(RELEASE_VARIABLE, environment[RELEASE_VARIABLE]),
    setting(TOPOLOGY_VARIABLE, environment[TOPOLOGY_VARIABLE]),
  );
}

/**
 * Release and topology of a command that runs for one cluster: from the options, the configuration file of the first path,
 * or the environment.
 *
 * @param command what errors are about
 * @param paths the files and folders that the command reads
 * @throws FindingsError with everything that is wrong, by option
 */
export function clusterFromOptions(
  command: string,
  options: ClusterOptions,
  environment: Environment,
  paths: readonly string[],
): ClusterKind {
  const { release: configured, topology, logs } = configuredFor(options, paths);
  const release =
    setting(RELEASE_OPTION, options.calicoRelease) ??
    (configured === undefined ? setting(RELEASE_VARIABLE, environment[RELEASE_VARIABLE]) : undefined) ??
    setting('release', configured?.toString());
  if (release === undefined) {
    throw new FindingsError(command, [missingRelease('')]);
  }
  const topologySetting = setting(TOPOLOGY_OPTION, options.calicoTopology) ??
    setting('topology', topology) ??
    setting(TOPOLOGY_VARIABLE, environment[TOPOLOGY_VARIABLE]) ?? {
      name: TOPOLOGY_OPTION,
      value: CalicoTopology.MANAGED,
    };
  return { ...requireCluster(command, release, topologySetting), logs };
}

/** Whether a release is set: by an option, in a configuration file or in the environment. */
export function hasRelease(options: ClusterOptions, environment: Environment, paths: readonly string[]): boolean {
  return (
    options.calicoRelease !== undefined ||
    configuredFor(options, paths).release !== undefined ||
    environment[RELEASE_VARIABLE] !== undefined
  );
}

/** @param forWhat what lacks a release, as in ` for x.yaml`; empty for everything */
export function missingRelease(forWhat: string): Finding {
  const message = `is required${forWhat}: pass the Calico release of your cluster, as in ${RELEASE_OPTION} 3.22, or set ${RELEASE_VARIABLE}, or write it in a configuration file`;
  return { ...MISSING_RELEASE, keys: [RELEASE_OPTION], message };
}

function configuredFor(options: ClusterOptions, [first = '-']: readonly string[]): Partial<ClusterKind> {
  // A folder is configured by the file in it.
  return configurationsOf(options).near(first)?.cluster ?? {};
}

function parsed(command: string, release: Setting | undefined, topology: Setting | undefined): Partial<ClusterKind> {
  const { findings, ...cluster } = parseCluster(release, topology);
  if (findings.length > 0) {
    throw new FindingsError(command, findings);
  }
  return cluster;
}

function setting(name: string, value: string | undefined): Setting | undefined {
  return value === undefined ? undefined : { name, value };
}

/** The rules that this file checks. */
export const CLUSTER_OPTIONS_RULES = [MISSING_RELEASE] as const;
