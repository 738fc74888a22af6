import { type Command, InvalidArgumentError, Option } from 'commander';
import { REPORTERS } from '../lint';
import type { ClusterOptions } from './cluster-options';
import { withClusterOptions } from './file-options';
import { type SelectionOptions, withSelectionOptions } from './selection-options';

export interface LintOptions extends ClusterOptions, SelectionOptions {
  readonly format: string;
  readonly output?: string;
  readonly stdinFilename?: string;
  readonly maxWarnings?: number;
  readonly quiet: boolean;
  readonly baseline?: string;
  readonly writeBaseline: boolean;
  readonly allowEmpty: boolean;
  readonly logSettings?: string;
  readonly now?: string;
}

const COUNT = /^\d{1,9}$/;

/** The options of the command `lint`. */
export function withLintOptions(command: Command): Command {
  return withSelectionOptions(withClusterOptions(command))
    .option('--stdin-filename <file>', 'the name of the file on standard input, for reports and configuration')
    .addOption(new Option('--format <format>', 'report format').choices(Object.keys(REPORTERS)).default('text'))
    .option('--output <file>', 'write the report to a file instead of standard output')
    .option('--quiet', 'report errors only', false)
    .option('--max-warnings <count>', 'exit with 1 if there are more warnings than this', parseCount)
    .option('--baseline <file>', 'do not report the findings in this file')
    .option('--write-baseline', 'write all findings to the file of --baseline, and exit with 0', false)
    .option(
      '--now <time>',
      'current time, such as 2026-12-01T08:00:00Z, to report AlertExceptions that have ended (default: not checked)',
    )
    .option('--allow-empty', 'exit with 0 if there is nothing to check', false);
}

function parseCount(text: string): number {
  if (!COUNT.test(text)) {
    throw new InvalidArgumentError('It must be a whole number, such as 0.');
  }
  return Number(text);
}
