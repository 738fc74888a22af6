import { Command, Option } from 'commander';
import { report } from '../base';
import { askCluster, type ContextOptions, type Host, withContextOptions } from './cluster-command';
import { ExitCode } from './exit-code';

const SUBJECT = 'calico-threat-defense detect';

const HELP = `
Reads the release from ClusterInformation default, and the topology from the operator's ManagementCluster
and ManagementClusterConnection. Up to Calico Enterprise 3.17.0 and before Calico Cloud 17.0.0, the name of a
managed cluster is read from CLUSTER_NAME of Deployment intrusion-detection-controller. On later releases the
name is not known to be stored anywhere on a managed cluster, so CLUSTERNAME is not printed (in JSON and YAML, its
value is null); set it yourself. The source of each value, and anything that cannot be read, is printed on
standard error.

  facts="$(npx cdk8s-calico-threat-defense detect)" && eval "$facts" && npm run synth

In PowerShell:

  npx cdk8s-calico-threat-defense detect --format powershell | Out-String | Invoke-Expression
  npm run synth

Exit codes: 0 if every value that the release stores was read; 2 if one could not be read, and then nothing is printed on
standard output.`;

interface DetectOptions extends ContextOptions {
  readonly format: string;
}

/**
 * The subcommand `detect`.
 *
 * @param end receives the exit code
 */
export function detectCommand(end: (code: ExitCode) => void, host: Host): Command {
  return withContextOptions(new Command('detect'))
    .description('print release, name and topology of the cluster of the current context')
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['shell', 'powershell', 'json', 'yaml'])
        .default('shell'),
    )
    .addHelpText('after', HELP)
    .action(async (options: DetectOptions) => {
      await askCluster(
        SUBJECT,
        { ...options, host },
        async ({ detect, DETECT_REPORTERS, sourceNotices }, connection) => {
          const facts = await detect(connection);
          if (options.format === 'shell' || options.format === 'powershell') {
            report(SUBJECT, sourceNotices(facts));
          }
          process.stdout.write(DETECT_REPORTERS[options.format]?.(facts) ?? '');
        },
      );
      end(ExitCode.OK);
    });
}
