import { resolve } from 'node:path';
import { Command } from 'commander';
import { FindingSeverity, plural, printable } from '../base';
import { CONFIGURATION_FILE, type Configurations } from '../configuration';
import { KINDS } from '../kinds';
import {
  type LintResult,
  LogSettingsOfFiles,
  lint,
  onlyErrors,
  PROJECT_PAGE,
  REPORTERS,
  withLevels,
  withoutFoundPatches,
} from '../lint';
import { readSources, readTwice, type Source, STDIN } from '../reading';
import { clusterChoiceOf, requireReleases } from './cluster-choice';
import { configurationsOf } from './cluster-options';
import { hasColors } from './colors-of-terminal';
import { crashMessage } from './crash';
import { ExitCode } from './exit-code';
import { complaints, stdinOf } from './file-options';
import { ignoredText } from './ignored-paths';
import { type LintOptions, withLintOptions } from './lint-options';
import { timeOf } from './now-option';
import { readBaseline, writeBaseline, writeReport } from './output-file';
import { selectionOf } from './selection-options';
import { staleBaselineLines, unappliedRulesLines } from './unused-settings';

const SUBJECT = 'calico-threat-defense lint';
const TITLES = KINDS.map(({ title }) => title).join(', ');

const HELP = `
Checks ${TITLES}.
Other objects are skipped and counted. In a folder, reads all .yaml, .yml and .json files, except in node_modules and hidden
folders, and except what git ignores: if git ignores dist, pass it, as in lint dist. Templates and patches cannot be checked:
render them first. Patterns such as 'clusters/**/alert.yaml' are expanded by the command.

An object that a construct made is checked for the release and the topology in its annotations, if neither is set by an
option. ${CONFIGURATION_FILE}, the nearest one of each file, sets release, topology, log settings, excludes and the
severity of rules:
${PROJECT_PAGE}/blob/main/docs/configuration.md

To turn off a rule for one object, add a comment above it:
  # calico-threat-defense-ignore RULE: reason

Exit codes: 0 if there are no errors; 1 if there is at least one error, or more warnings than --max-warnings; 2 for wrong
usage, unreadable input, a report that cannot be written, no release, or nothing to check; 70 for an internal error (the
findings of the other files are still printed).`;

/**
 * The subcommand `lint`.
 *
 * @param version of the package
 * @param end called with the exit code
 */
export function lintCommand(version: string, end: (code: ExitCode) => void): Command {
  return withLintOptions(new Command('lint'))
    .description('check YAML and JSON files for a Calico release')
    .argument('<path...>', `files, folders, patterns, or ${STDIN} for standard input`)
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: LintOptions, command: Command) => {
      if (options.writeBaseline && options.baseline === undefined) {
        command.error('error: --write-baseline needs --baseline, with the file to write');
      }
      if (options.stdinFilename === '') {
        command.error('error: --stdin-filename is empty; pass the name of a file, or omit the option');
      }
      if (options.stdinFilename !== undefined && !paths.includes(STDIN)) {
        command.error(`error: --stdin-filename needs the path ${STDIN}, for standard input`);
      }
      end(await runLint(paths, options, version));
    });
}

async function runLint(paths: readonly string[], options: LintOptions, version: string): Promise<ExitCode> {
  const reported = complaints(SUBJECT);
  const configurations = configurationsOf(options);
  const { result, files, ignored } = await linted(paths, options, configurations, reported.complain);
  requireReleases(SUBJECT, result.withoutRelease);
  const { fresh, stale } = withBaseline(result, options, files);
  print(fresh, options, version);
  const isWhole = options.exclude.length === 0 && result.crashes.length === 0 && !reported.hasComplained();
  const unapplied = isWhole ? unappliedRulesLines(configurations, paths, options.now !== undefined) : [];
  printNotes([...stale, ...unapplied]);
  for (const { file, error } of result.crashes) {
    process.stderr.write(crashMessage(error, file === undefined ? undefined : printable(file)));
  }
  if (result.crashes.length > 0) {
    return ExitCode.CRASHED;
  }
  return reported.hasComplained() ? ExitCode.UNUSABLE : codeOf(fresh, options, ignored);
}

/** What is left of a result without the findings of the baseline, and what was noticed about the baseline. */
function withBaseline(
  result: LintResult,
  { baseline: file, writeBaseline: isWritten }: LintOptions,
  files: ReadonlySet<string>,
): { readonly fresh: LintResult; readonly stale: readonly string[] } {
  if (file === undefined) {
    return { fresh: result, stale: [] };
  }
  // What was written is not read again: it may be a pipe.
  const baseline = isWritten ? writeBaseline(file, result.findings) : readBaseline(file);
  return { fresh: baseline.leftOut(result), stale: staleBaselineLines(file, baseline, result, files) };
}

/** Prints what was noticed about the settings of the run, which does not change its exit code. */
function printNotes(lines: readonly string[]): void {
  for (const line of lines) {
    process.stderr.write(`${SUBJECT}: ${line}\n`);
  }
}

type Complain = ReturnType<typeof complaints>['complain'];

/** What was found, the files that were read, and what was not read because git ignores it, as absolute paths. */
interface Linted {
  readonly result: LintResult;
  readonly files: ReadonlySet<string>;
  readonly ignored: ReadonlySet<string>;
}

async function linted(
  paths: readonly string[],
  options: LintOptions,
  configurations: Configurations,
  complain: Complain,
): Promise<Linted> {
  const { clusters, logs } = clusterChoiceOf(SUBJECT, options, configurations);
  const now = options.now === undefined ? undefined : timeOf(options.now);
  const stdin = await stdinOf(paths, complain);
  const ignored = new Set<string>();
  const leavesOut = selectionOf(options, configurations, ignored);
  const read = (unreadable: Complain) => named(readSources(paths, stdin, unreadable, leavesOut), options.stdinFilename);
  // A FelixConfiguration may come after the alerts that depend on it.
  const { first, second } = readTwice(read, complain);
  const settings = logs === undefined ? LogSettingsOfFiles.read(first) : undefined;
  const files = new Set<string>();
  const result = lint(recorded(second, files), clusters, settings, now);
  const leveled = withLevels(result, (file, rule) => configurations.levelOf(file, rule));
  return { result: withoutFoundPatches(leveled, paths), files, ignored };
}

/** Notes which files are read. */
function* recorded(sources: Iterable<Source>, files: Set<string>): Generator<Source> {
  for (const source of sources) {
    files.add(resolve(source.file));
    yield source;
  }
}

/** Standard input gets the name of the file that it is the content of. */
function* named(sources: Iterable<Source>, stdinFilename = STDIN): Generator<Source> {
  for (const source of sources) {
    yield source.file === STDIN ? { ...source, file: stdinFilename } : source;
  }
}

function print(result: LintResult, { format, output, quiet }: LintOptions, version: string): void {
  const isColored = output === undefined && hasColors(process.stdout, process.env);
  const report = REPORTERS[format]?.(quiet ? onlyErrors(result) : result, { version, isColored }) ?? '';
  if (output === undefined) {
    process.stdout.write(report);
  } else {
    writeReport(output, report);
  }
}

function codeOf(
  { findings, checked }: LintResult,
  { maxWarnings, allowEmpty }: LintOptions,
  ignored: ReadonlySet<string>,
): ExitCode {
  const warnings = findings.filter(({ severity }) => severity === FindingSeverity.WARNING).length;
  if (maxWarnings !== undefined && warnings > maxWarnings) {
    const limit =
      maxWarnings === 0
        ? 'no warning is'
        : `only ${plural(maxWarnings, 'warning')} ${maxWarnings === 1 ? 'is' : 'are'}`;
    process.stderr.write(`${SUBJECT}: ${plural(warnings, 'warning')}, but ${limit} allowed by --max-warnings\n`);
    return ExitCode.FOUND;
  }
  if (findings.some(({ severity }) => severity === FindingSeverity.ERROR)) {
    return ExitCode.FOUND;
  }
  return checked.objects === 0 && !allowEmpty ? nothingToCheck(ignored) : ExitCode.OK;
}

function nothingToCheck(ignored: ReadonlySet<string>): ExitCode {
  const what = 'no objects of a kind that lint checks were found';
  process.stderr.write(
    `${SUBJECT}: nothing to check: ${what}${ignoredText(ignored)}; pass --allow-empty to exit with 0 in this case\n`,
  );
  return ExitCode.UNUSABLE;
}
