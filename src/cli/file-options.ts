import { type Command, InvalidArgumentError } from 'commander';
import { printable } from '../base';
import { CalicoTopology } from '../calico';
import { CONFIGURATION_FILE } from '../configuration';
import { readStdin, reasonOf, STDIN } from '../reading';
import { RELEASE_OPTION, TOPOLOGY_OPTION } from './cluster-options';

/** The options of commands that read manifests for a cluster. */
export function withClusterOptions(command: Command): Command {
  return withConfigurationOptions(command)
    .option(
      `${RELEASE_OPTION} <release>`,
      'release of the cluster, such as 3.22 or cloud-23.0.1 (default: the configuration file, or CALICO_RELEASE)',
      once,
    )
    .option(
      `${TOPOLOGY_OPTION} <topology>`,
      `topology of the cluster: ${Object.values(CalicoTopology).join(', ')} (default: the configuration file, CALICO_TOPOLOGY, or ${CalicoTopology.MANAGED})`,
      once,
    )
    .option(
      '--log-settings <file>',
      'FelixConfiguration of the cluster, as YAML (default: the configuration file, or the one among the files, if there is one)',
      once,
    );
}

/** The value of an option that can only be given once: of two clusters, one would not be checked. */
export function once(value: string, previous: string | undefined): string {
  if (previous !== undefined) {
    throw new InvalidArgumentError(`It was already given as ${previous}; run the command once for each.`);
  }
  return value;
}

/** The options that name a configuration file, or none. */
export function withConfigurationOptions(command: Command): Command {
  return command
    .option(
      '--config <file>',
      `configuration file for all files (default: the nearest ${CONFIGURATION_FILE} of each file)`,
    )
    .option('--no-config', 'do not read any configuration file');
}

/** Reports each path that cannot be read. */
export interface Complaints {
  readonly complain: (path: string, reason: string) => void;
  /** Notes that something was reported elsewhere. */
  readonly note: () => void;
  readonly hasComplained: () => boolean;
}

export function complaints(subject: string): Complaints {
  let any = false;
  return {
    complain: (path, reason) => {
      any = true;
      process.stderr.write(`${printable(`${subject}: ${path} cannot be read: ${reason}`)}\n`);
    },
    note: () => {
      any = true;
    },
    hasComplained: () => any,
  };
}

/** Standard input, if it is one of the paths. */
export async function stdinOf(
  paths: readonly string[],
  complain: Complaints['complain'],
): Promise<Uint8Array | undefined> {
  if (!paths.includes(STDIN)) {
    return undefined;
  }
  try {
    return await readStdin(process.stdin);
  } catch (error) {
    complain('standard input', reasonOf(error));
    return undefined;
  }
}
