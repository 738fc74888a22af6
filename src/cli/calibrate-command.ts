import { Command, Option } from 'commander';
import { CALIBRATION_REPORTERS, type Calibration, calibrate, withHiddenNames } from '../backtest';
import type { ExplainedAlert } from '../explain';
import { STDIN } from '../reading';
import { readAlerts } from './alert-reading';
import { parseTime } from './backtest-options';
import type { ClusterChoiceOptions } from './cluster-choice';
import { ExitCode } from './exit-code';
import { complaints, withClusterOptions } from './file-options';
import { keepHeapSmall } from './heap-growth';
import { interruptible, logReports } from './log-reading';

const SUBJECT = 'calico-threat-defense calibrate';
const REPORT = logReports(SUBJECT);

const HELP = `
Compares what an alert would have raised for logs with the events that your cluster raised for the same days: which events
match, which are missing or extra, when the cluster ran the alert, and after which delay it found records. It shows whether
the assumptions of backtest are right on your cluster, and the output is what an issue about a difference should contain.

  npx cdk8s-calico-threat-defense calibrate alert.yaml --logs logs --events events.ndjson --calico-release 3.23

Events are exported from the indices tigera_secure_ee_events.*, as lines of elasticdump or saved responses of _search; what
backtest --events writes can be read as well. A run is compared only if the logs have all of its records: from one lookback
after the first record on. Use --from and --to if the events are of a shorter time than the logs.

Exit codes: 0 if all events match; 1 if events are missing or extra, or have other values; 2 for wrong usage or unusable
input; 130 after Ctrl-C.`;

interface CalibrateCommandOptions extends ClusterChoiceOptions {
  readonly logs: readonly string[];
  readonly events: readonly string[];
  readonly alert?: string;
  readonly from?: number;
  readonly to?: number;
  readonly hideNames?: true;
  readonly format: string;
}

/**
 * The subcommand `calibrate`.
 *
 * @param end called with the exit code
 */
export function calibrateCommand(end: (code: ExitCode) => void): Command {
  return withClusterOptions(new Command('calibrate'))
    .description('compare the events that an alert would have raised with those that a cluster raised')
    .argument('<alert>', `file or folder with the alert, or ${STDIN} for standard input`)
    .requiredOption('--logs <path...>', 'files, folders or patterns of logs, as for backtest')
    .requiredOption('--events <path...>', 'files, folders or patterns of exported events of the same days')
    .option('--alert <name>', 'the name of the alert, if there are several')
    .option('--from <time>', 'only runs from this time on, such as 2026-01-05 or 2026-01-05T10:00:00Z', parseTime)
    .option('--to <time>', 'only runs up to this time', parseTime)
    .option('--hide-names', 'replace names of the alert, files and groups, so that the output can be published')
    .addOption(
      new Option('--format <format>', 'report format').choices(Object.keys(CALIBRATION_REPORTERS)).default('text'),
    )
    .addHelpText('after', HELP)
    .action(async (path: string, options: CalibrateCommandOptions, command: Command) => {
      const problem = optionsProblem(path, options);
      if (problem !== undefined) {
        command.error(`error: ${problem}`);
      }
      end(await runCalibrate(path, options));
    });
}

function optionsProblem(path: string, { from, to, logs, events }: CalibrateCommandOptions): string | undefined {
  if (from !== undefined && to !== undefined && from >= to) {
    return '--from must be before --to';
  }
  return [path, ...logs, ...events].filter((each) => each === STDIN).length > 1
    ? 'standard input can be read once only: as the alert, as logs, or as events'
    : undefined;
}

async function runCalibrate(path: string, options: CalibrateCommandOptions): Promise<ExitCode> {
  keepHeapSmall();
  const reported = complaints(SUBJECT);
  const explained = await readAlerts(SUBJECT, [path], options, reported);
  REPORT.alerts(explained, reported);
  const alert = explained.alerts.length === 0 ? undefined : onlyAlert(explained.alerts, options.alert);
  if (alert === undefined) {
    return ExitCode.UNUSABLE;
  }
  const { from, to } = options;
  const result = await interruptible((running) =>
    calibrate(alert, options, { from, to, now: Date.now(), release: alert.calico, ...running }),
  );
  REPORT.logs(result.logs, reported);
  if ('reason' in result) {
    REPORT.line(`${alert.file}: ${alert.object} cannot be compared: ${result.reason}`);
    return result.isPartial ? ExitCode.INTERRUPTED : ExitCode.UNUSABLE;
  }
  const shown = options.hideNames === true ? withHiddenNames(result) : result;
  process.stdout.write(CALIBRATION_REPORTERS[options.format]?.(shown) ?? '');
  return codeOf(result, reported.hasComplained());
}

function onlyAlert(alerts: readonly ExplainedAlert[], name: string | undefined): ExplainedAlert | undefined {
  const named = alerts.filter((alert) => name === undefined || alert.name === name);
  const [only] = named;
  if (named.length === 1) {
    return only;
  }
  const names = [...new Set(alerts.map((alert) => alert.name))].join(', ');
  REPORT.line(
    only === undefined
      ? `no alert is named ${name}; the files contain ${names}`
      : `one alert is compared at a time, but ${named.length} were found; name one with --alert, or pass its file: ${names}`,
  );
  return undefined;
}

function codeOf({ best, isPartial }: Calibration, hasComplained: boolean): ExitCode {
  if (isPartial) {
    return ExitCode.INTERRUPTED;
  }
  if (hasComplained) {
    return ExitCode.UNUSABLE;
  }
  const isSame = best.missing.length + best.extra.length + best.different.length === 0;
  return isSame ? ExitCode.OK : ExitCode.FOUND;
}
