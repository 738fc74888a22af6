import { Command, Option } from 'commander';
import { report } from '../findings';
import { askCluster, type ContextOptions, type Host, withContextOptions } from './cluster-command';
import { ExitCode } from './exit-code';

const SUBJECT = 'calico-threat-defense detect';

const HELP = `
Reads the release from the ClusterInformation default, and the topology from the operator's ManagementCluster
and ManagementClusterConnection. Up to Calico Enterprise 3.17.0 and before Calico Cloud 17.0.0, reads the name
of a managed cluster from CLUSTER_NAME in the Deployment intrusion-detection-controller. On later releases, no
place on a managed cluster is known to contain its name: CLUSTERNAME is not printed (null in JSON and YAML), and
you have to set it yourself. Standard error shows where each value was read, and which values cannot be read.

  facts="$(npx cdk8s-calico-threat-defense detect)" && eval "$facts" && npm run synth

Exit codes: 0 if all available values were read; 2 if a value could not be read, in which case nothing is
printed on standard output.`;

interface DetectOptions extends ContextOptions {
  readonly format: string;
}

/**
 * The subcommand `detect`.
 *
 * @param end called with the exit code
 */
export function detectCommand(end: (code: ExitCode) => void, host: Host): Command {
  return withContextOptions(new Command('detect'))
    .description('print the release, name and topology of the cluster in the current context')
    .addOption(new Option('--format <format>', 'output format').choices(['shell', 'json', 'yaml']).default('shell'))
    .addHelpText('after', HELP)
    .action(async (options: DetectOptions) => {
      await askCluster(
        SUBJECT,
        { ...options, host },
        async ({ detect, DETECT_REPORTERS, sourceNotices }, connection) => {
          const facts = await detect(connection);
          if (options.format === 'shell') {
            report(SUBJECT, sourceNotices(facts));
          }
          process.stdout.write(DETECT_REPORTERS[options.format]?.(facts) ?? '');
        },
      );
      end(ExitCode.OK);
    });
}
