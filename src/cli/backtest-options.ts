import { type Command, InvalidArgumentError, Option } from 'commander';
import { BACKTEST_REPORTERS } from '../backtest';
import { DEFAULT_DELAY } from '../evaluation';
import { parseGoDuration } from '../kubernetes';
import { STDIN } from '../reading';
import type { ClusterChoiceOptions } from './cluster-choice';
import { withClusterOptions } from './file-options';
import { type LogStoreCommandOptions, withLogStoreOptions } from './log-store-option';

export interface BacktestCommandOptions extends ClusterChoiceOptions, LogStoreCommandOptions {
  readonly logs: readonly string[];
  readonly partials?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly delay: number;
  readonly jobs?: number;
  readonly format: string;
  readonly events?: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

const TIME = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/;
const PER_DAY = /^(\d{1,9}(?:\.\d{1,3})?)\/day$/;
const COUNT = /^\d{1,9}$/;
const ONE_SECOND = 1_000;
const ONE_DAY = 86_400_000;

/** The options of the command `backtest`. */
export function withBacktestOptions(command: Command): Command {
  return withLogStoreOptions(withClusterOptions(command))
    .addOption(
      new Option(
        '--logs <path...>',
        `files, folders or patterns of logs, or ${STDIN} for standard input: JSON lines, exports of Elasticsearch, node files; also compressed with gzip`,
      ).default([], 'required, unless --elasticsearch or --partials is given'),
    )
    .option('--partials <file...>', 'results of the SQL of explain, or saved answers to its request, instead of --logs')
    .option('--from <time>', 'only runs from this time on, such as 2026-01-05 or 2026-01-05T10:00:00Z', parseTime)
    .option('--to <time>', 'only runs up to this time', parseTime)
    .addOption(
      new Option('--delay <duration>', 'how long after its end a record can be found, unless it has a generated_time')
        .argParser(parseDelay)
        .default(DEFAULT_DELAY, '30s'),
    )
    .option(
      '--jobs <count>',
      'threads that read files, each of which reads whole files (default: the number of cores)',
      parseJobs,
    )
    .option(
      '--at-most <count>',
      'exit with 1 if an alert raises more events a day in any phase, as in 5/day',
      parseRate,
    )
    .option('--at-least <count>', 'exit with 1 if an alert raises fewer events in any phase', parseCount)
    .option('--events <file>', 'write the events of a typical phase to a file, as JSON lines')
    .addOption(
      new Option('--format <format>', 'report format').choices(Object.keys(BACKTEST_REPORTERS)).default('text'),
    );
}

/**
 * What is wrong with options that are right on their own; undefined if nothing is.
 *
 * @param alerts the paths of the alerts
 */
export function optionsProblem(alerts: readonly string[], options: BacktestCommandOptions): string | undefined {
  const { from, to } = options;
  const logs = [...options.logs, ...(options.partials ?? [])];
  if (from !== undefined && to !== undefined && from >= to) {
    return '--from must be before --to';
  }
  if (options.events === STDIN) {
    return '--events must name a file, such as events.ndjson: standard output is for the report';
  }
  if (logs.filter((path) => path === STDIN).length > 1) {
    return `--${options.partials === undefined ? 'logs' : 'partials'} names standard input more than once, but it can be read once only`;
  }
  return alerts.includes(STDIN) && logs.includes(STDIN)
    ? 'standard input can be read once only: as an alert, or as logs'
    : sourceProblem(options);
}

/** Why the options do not say where the logs are, or say it twice; undefined if they say it once. */
function sourceProblem({ logs, partials, elasticsearch, ...others }: BacktestCommandOptions): string | undefined {
  if ([logs.length > 0, partials !== undefined, elasticsearch !== undefined].filter(Boolean).length !== 1) {
    return 'either --logs, --elasticsearch or --partials must state where the logs are';
  }
  const name = (['index', 'credentials', 'ca'] as const).find((option) => others[option] !== undefined);
  return elasticsearch === undefined && name !== undefined ? `--${name} requires --elasticsearch` : undefined;
}

/** A time on the command line, in milliseconds since 1970. */
export function parseTime(text: string): number {
  const [, day = ''] = TIME.exec(text) ?? [];
  const millis = day === '' ? Number.NaN : Date.parse(text);
  // The parser takes the 31st of February for a day in March.
  if (Number.isNaN(millis) || new Date(day).toISOString().slice(0, day.length) !== day) {
    throw new InvalidArgumentError(
      'It must be a day in UTC, such as 2026-01-05, or a time with its zone, such as 2026-01-05T10:00:00Z.',
    );
  }
  return millis;
}

function parseDelay(text: string): number {
  const millis = parseGoDuration(text);
  if (millis === undefined || millis < 0 || millis > ONE_DAY || millis % ONE_SECOND !== 0) {
    throw new InvalidArgumentError('It must be a duration of whole seconds up to 24h, such as 30s or 2m.');
  }
  return millis;
}

function parseRate(text: string): number {
  const [, count] = PER_DAY.exec(text) ?? [];
  if (count === undefined) {
    throw new InvalidArgumentError('It must be a number of events per day, such as 5/day.');
  }
  return Number(count);
}

/** More threads than this do not help on any machine. */
const MOST_JOBS = 256;

function parseJobs(text: string): number {
  const count = COUNT.test(text) ? Number(text) : 0;
  if (count < 1 || count > MOST_JOBS) {
    throw new InvalidArgumentError(`It must be a whole number of threads from 1 to ${MOST_JOBS}.`);
  }
  return count;
}

function parseCount(text: string): number {
  if (!COUNT.test(text)) {
    throw new InvalidArgumentError('It must be a whole number of events, such as 1.');
  }
  return Number(text);
}
