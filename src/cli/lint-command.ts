import { Command, Option } from 'commander';
import { CalicoTopology } from '../cluster';
import { FindingSeverity } from '../findings';
import { type LintResult, lint, REPORTERS } from '../lint';
import { readSources, readStdin, reasonOf, STDIN } from '../reading';
import { type ClusterOptions, clusterFromOptions, RELEASE_OPTION, TOPOLOGY_OPTION } from './cluster-options';
import { ExitCode } from './exit-code';

interface LintOptions extends ClusterOptions {
  readonly format: string;
  readonly allowEmpty: boolean;
}

const HELP = `
Checked are GlobalAlert, GlobalAlertTemplate, the Deployment of the AD jobs, and policies of Tigera's own components;
objects of other kinds are counted and skipped. Below a folder, all .yaml, .yml and .json files are read, but for
those in node_modules and in hidden folders. Templates and patches cannot be checked: render them first.

A rule is turned off for one object by a comment above it:
  # calico-threat-defense-ignore RULE: reason

Exit code: 0 no error was found, 1 at least one was, 2 wrong usage, unreadable input, or nothing to check.`;

/**
 * The subcommand `lint`.
 *
 * @param version of the package
 * @param end takes the exit code
 */
export function lintCommand(version: string, end: (code: ExitCode) => void): Command {
  return new Command('lint')
    .description('check YAML and JSON files for the Calico release that you run')
    .argument('<path...>', `files, folders, or ${STDIN} for standard input`)
    .option(`${RELEASE_OPTION} <release>`, 'the release, such as 3.22 or cloud-23.0.1 (default: CALICO_RELEASE)')
    .option(
      `${TOPOLOGY_OPTION} <topology>`,
      `what the cluster is: ${Object.values(CalicoTopology).join(', ')}`,
      CalicoTopology.MANAGED,
    )
    .addOption(
      new Option('--format <format>', 'the form of the report').choices(Object.keys(REPORTERS)).default('text'),
    )
    .option('--allow-empty', 'exit with 0 where there is nothing to check', false)
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: LintOptions) => {
      end(await runLint(paths, options, version));
    });
}

async function runLint(paths: readonly string[], options: LintOptions, version: string): Promise<ExitCode> {
  const cluster = clusterFromOptions('calico-threat-defense lint', options, process.env);
  let unreadable = false;
  const complain = (path: string, reason: string) => {
    unreadable = true;
    process.stderr.write(`calico-threat-defense lint: ${path} cannot be read: ${reason}\n`);
  };
  const stdin = paths.includes(STDIN) ? await stdinOr(complain) : undefined;
  const result = lint(readSources(paths, stdin, complain), cluster);
  process.stdout.write(REPORTERS[options.format]?.(result, version) ?? '');
  if (unreadable) {
    return ExitCode.UNUSABLE;
  }
  if (result.findings.some(({ severity }) => severity === FindingSeverity.ERROR)) {
    return ExitCode.FOUND;
  }
  return isEmpty(result) && !options.allowEmpty ? nothingToCheck() : ExitCode.OK;
}

async function stdinOr(complain: (path: string, reason: string) => void): Promise<Uint8Array | undefined> {
  try {
    return await readStdin(process.stdin);
  } catch (error) {
    complain('standard input', reasonOf(error));
    return undefined;
  }
}

function isEmpty({ checked }: LintResult): boolean {
  return checked.objects === 0;
}

function nothingToCheck(): ExitCode {
  process.stderr.write(
    'calico-threat-defense lint: nothing to check: no object is of a kind that this command checks; pass --allow-empty to accept that\n',
  );
  return ExitCode.UNUSABLE;
}
