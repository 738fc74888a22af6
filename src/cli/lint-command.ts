import { Command, Option } from 'commander';
import { FindingSeverity, printable } from '../base';
import { KINDS } from '../kinds';
import { type LintResult, LogSettingsOfFiles, lint, REPORTERS } from '../lint';
import { readSources, STDIN } from '../reading';
import { type ClusterOptions, clusterFromOptions } from './cluster-options';
import { crashMessage } from './crash';
import { ExitCode } from './exit-code';
import { complaints, stdinOf, withClusterOptions } from './file-options';
import { logSettingsOf } from './log-settings-option';
import { timeOf } from './now-option';

interface LintOptions extends ClusterOptions {
  readonly format: string;
  readonly allowEmpty: boolean;
  readonly logSettings?: string;
  readonly now?: string;
}

const TITLES = KINDS.map(({ title }) => title).join(', ');

const HELP = `
Checks ${TITLES}. Other objects are
skipped and counted. In a folder, reads all .yaml, .yml and .json files, except in node_modules and hidden folders. Templates
and patches cannot be checked: render them first.

To turn off a rule for one object, add a comment above it:
  # calico-threat-defense-ignore RULE: reason

Exit codes: 0 if there are no errors; 1 if there is at least one error; 2 for wrong usage, unreadable input, a report
that cannot be written, or nothing to check; 70 for an internal error (the findings of the other files are still printed).`;

/**
 * The subcommand `lint`.
 *
 * @param version of the package
 * @param end called with the exit code
 */
export function lintCommand(version: string, end: (code: ExitCode) => void): Command {
  return withClusterOptions(new Command('lint'))
    .description('check YAML and JSON files for a Calico release')
    .argument('<path...>', `files, folders, or ${STDIN} for standard input`)
    .addOption(new Option('--format <format>', 'report format').choices(Object.keys(REPORTERS)).default('text'))
    .option(
      '--now <time>',
      'current time, such as 2026-12-01T08:00:00Z, to report AlertExceptions that have ended (default: not checked)',
    )
    .option('--allow-empty', 'exit with 0 if there is nothing to check', false)
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: LintOptions) => {
      end(await runLint(paths, options, version));
    });
}

async function runLint(paths: readonly string[], options: LintOptions, version: string): Promise<ExitCode> {
  const cluster = clusterFromOptions('calico-threat-defense lint', options, process.env);
  const now = options.now === undefined ? undefined : timeOf(options.now);
  const { complain, hasComplained } = complaints('calico-threat-defense lint');
  const stdin = await stdinOf(paths, complain);
  const logs = options.logSettings === undefined ? undefined : logSettingsOf(options.logSettings);
  // Each file is read twice, because a FelixConfiguration may come after the alerts that depend on it.
  const settings = logs === undefined ? LogSettingsOfFiles.read(readSources(paths, stdin, () => undefined)) : undefined;
  const result = lint(readSources(paths, stdin, complain), { ...cluster, logs }, settings, now);
  process.stdout.write(REPORTERS[options.format]?.(result, version) ?? '');
  for (const { file, error } of result.crashes) {
    process.stderr.write(crashMessage(error, file === undefined ? undefined : printable(file)));
  }
  if (result.crashes.length > 0) {
    return ExitCode.CRASHED;
  }
  if (hasComplained()) {
    return ExitCode.UNUSABLE;
  }
  if (result.findings.some(({ severity }) => severity === FindingSeverity.ERROR)) {
    return ExitCode.FOUND;
  }
  return isEmpty(result) && !options.allowEmpty ? nothingToCheck() : ExitCode.OK;
}

function isEmpty({ checked }: LintResult): boolean {
  return checked.objects === 0;
}

function nothingToCheck(): ExitCode {
  process.stderr.write(
    'calico-threat-defense lint: nothing to check: no objects of a kind that lint checks were found; pass --allow-empty to exit with 0 in this case\n',
  );
  return ExitCode.UNUSABLE;
}
