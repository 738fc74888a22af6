import { Command, Option } from 'commander';
import { printable } from '../base';
import { CalicoProduct, CalicoTopology } from '../calico';
import { UpgradeVerdict } from '../kind';
import { readSources, STDIN } from '../reading';
import { changedOnly, UPGRADE_REPORTERS, type UpgradeResult, upgrade } from '../upgrade';
import { configurationsOf, TOPOLOGY_OPTION } from './cluster-options';
import { ExitCode } from './exit-code';
import { complaints, once, stdinOf, withConfigurationOptions } from './file-options';
import { ignoredText } from './ignored-paths';
import { logSettingsOf } from './log-settings-option';
import { type SelectionOptions, selectionOf, withSelectionOptions } from './selection-options';
import { requireReleases, requireWays, UPGRADE, upgradeReleases } from './upgrade-releases';

interface UpgradeCommandOptions extends SelectionOptions {
  readonly config?: string | false;
  readonly from?: string;
  readonly to: string;
  readonly calicoTopology?: CalicoTopology;
  readonly logSettings?: string;
  readonly format: string;
  readonly changedOnly: boolean;
}

const HELP = `
Shows what happens to each object on the way, release by release: refused (applying it fails), deleted (by Calico's
operator), ignored (stored, without effect), changed (it works, but differently than before), or fine. For each
object that is not fine, prints why, the detection that is lost, and what to do before and after the upgrade: a diff of the
file, which patch -p0 applies, the kubectl command that deletes an object, or what to generate again. Each step assumes
that what the steps before advise was done. If --to is a lower release, the steps are those of a downgrade.

Without --from, an object has the release of its annotation calico-threat-defense/release, or the one that all other
objects for its cluster state, or that of the configuration file, or CALICO_RELEASE.

Other kinds of objects are only counted. Templates and patches cannot be checked: render them first. Nothing is read
from a cluster. An upgrade to Calico Cloud leads through the releases of Calico Enterprise whose components it runs; there
is no upgrade from Calico Cloud to Calico Enterprise.

Exit codes: 0 if there is nothing to do; 1 if there is; 2 for wrong usage, unreadable input, or no object to check.`;

/**
 * The subcommand `upgrade`.
 *
 * @param version of the package
 * @param end called with the exit code
 */
export function upgradeCommand(version: string, end: (code: ExitCode) => void): Command {
  const topologies = Object.values(CalicoTopology);
  return withSelectionOptions(withConfigurationOptions(new Command('upgrade')))
    .description('print what an upgrade of Calico means for objects, and what to do')
    .argument('<path...>', `files, folders, or ${STDIN} for standard input`)
    .option(
      '--from <release>',
      'release before the upgrade (default: the one that the objects state, or CALICO_RELEASE)',
    )
    .requiredOption('--to <release>', 'release after the upgrade, such as 3.24 or cloud-23.0.1')
    .addOption(
      new Option(
        `${TOPOLOGY_OPTION} <topology>`,
        'topology of the clusters (default: the one that an object states, or managed)',
      ).choices(topologies),
    )
    .option(
      '--log-settings <file>',
      'FelixConfiguration of the cluster, as YAML (default: the configuration file, or the one among the files, if there is one)',
      once,
    )
    .addOption(new Option('--format <format>', 'report format').choices(Object.keys(UPGRADE_REPORTERS)).default('text'))
    .option('--changed-only', 'omit objects that are fine', false)
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: UpgradeCommandOptions) => {
      end(await runUpgrade(paths, options, version));
    });
}

async function runUpgrade(
  paths: readonly string[],
  options: UpgradeCommandOptions,
  version: string,
): Promise<ExitCode> {
  const releases = upgradeReleases(options.from, options.to, process.env['CALICO_RELEASE']);
  const logs = options.logSettings === undefined ? undefined : logSettingsOf(options.logSettings);
  const { complain, hasComplained } = complaints(UPGRADE);
  const stdin = await stdinOf(paths, complain);
  const configurations = configurationsOf(options);
  const ignored = new Set<string>();
  const sources = [...readSources(paths, stdin, complain, selectionOf(options, configurations, ignored))];
  const { result, withoutRelease } = upgrade(sources, {
    ...releases,
    topology: options.calicoTopology,
    logs,
    configured: (file) => configurations.for(file)?.cluster ?? {},
  });
  requireReleases(withoutRelease);
  requireWays(
    result.clusters.map(({ from }) => from),
    releases.to,
  );
  tellOfCloud(result, releases.to.product);
  const shown = options.changedOnly ? changedOnly(result) : result;
  process.stdout.write(UPGRADE_REPORTERS[options.format]?.(shown, version) ?? '');
  for (const { file, line, column, rule, message } of result.problems) {
    process.stderr.write(`${printable(`${UPGRADE}: ${file}:${line}:${column} ${message} [${rule}]`)}\n`);
  }
  return hasComplained() || result.problems.length > 0 ? ExitCode.UNUSABLE : codeOf(result, ignored);
}

function codeOf({ summary }: UpgradeResult, ignored: ReadonlySet<string>): ExitCode {
  const { [UpgradeVerdict.FINE]: fine, ...others } = summary;
  if (Object.values(others).some((count) => count > 0)) {
    return ExitCode.FOUND;
  }
  if (fine > 0) {
    return ExitCode.OK;
  }
  const what = 'no objects of a kind that this command checks were found';
  process.stderr.write(`${UPGRADE}: nothing to check: ${what}${ignoredText(ignored)}\n`);
  return ExitCode.UNUSABLE;
}

/** The other product also stores the logs and runs the alerts. */
function tellOfCloud({ steps, to }: UpgradeResult, product: CalicoProduct): void {
  const isOther = steps.some(({ from }) => !from.startsWith('cloud-'));
  if (product === CalicoProduct.CLOUD && isOther) {
    process.stderr.write(
      `${UPGRADE}: ${to} is a release of Calico Cloud, which stores the logs and runs the alerts; the steps before it are those of the releases of Calico Enterprise whose components it runs. Clusters of Calico Cloud are managed clusters, and their names begin with the tenant\n`,
    );
  }
}
