import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import {
  BACKTEST_REPORTERS,
  type BacktestOptions,
  type BacktestResult,
  backtest,
  backtestLogStore,
  backtestPartials,
  brokenLimits,
  eventLines,
} from '../backtest';
import { plural } from '../base';
import type { ExplainResult } from '../explain';
import { STDIN } from '../reading';
import { onlyRelease, readAlerts } from './alert-reading';
import { type BacktestCommandOptions, optionsProblem, withBacktestOptions } from './backtest-options';
import { EventFile } from './event-file';
import { ExitCode } from './exit-code';
import { complaints } from './file-options';
import { keepHeapSmall } from './heap-growth';
import { interruptible, logReports, type Running } from './log-reading';
import { askLogStore } from './log-store-option';

const SUBJECT = 'calico-threat-defense backtest';

/** The program of a thread, which the bundler puts beside this one. */
const JOB = join(__dirname, 'backtest-job.js');
const REPORT = logReports(SUBJECT);

const HELP = `
Computes what alerts would have raised for logs of the past, without a cluster: how many events, of which groups, and what
other thresholds would have given. The records are searched, grouped and compared as in the log store of the release. It is
not known when an alert first runs on a cluster, so each number is computed for every phase of the period, and a range is
printed where phases differ.

  npx cdk8s-calico-threat-defense backtest dist --logs 'archive/flows/*.gz' --calico-release 3.24

An alert that a construct made is run for the release and the topology in its annotations, if neither is set by an option;
all alerts must be for the same release.

Rows are assigned to data sets by their fields. In folders, files named .ndjson, .jsonl, .json, .log and .gz are read. Memory
does not grow with the logs: intermediate results are kept in temporary files. Nothing is read from a Kubernetes cluster.

With --elasticsearch, the log store that has the rows computes the intermediate results, and only these are transferred.
No request changes anything in it. Proxies of HTTPS_PROXY and NO_PROXY are used.

Exit codes: 0 if all limits hold; 1 if an alert breaks --at-most or --at-least, or can never fire; 2 for wrong usage,
unusable input, or no row of the data set of an alert; 130 after Ctrl-C, with a report of what was read until then.`;

/**
 * The subcommand `backtest`.
 *
 * @param end called with the exit code
 */
export function backtestCommand(end: (code: ExitCode) => void): Command {
  return withBacktestOptions(new Command('backtest'))
    .description('compute which events alerts would have raised for logs of the past')
    .argument('<alert...>', `files or folders of alerts, or ${STDIN} for standard input`)
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: BacktestCommandOptions, command: Command) => {
      const problem = optionsProblem(paths, options);
      if (problem !== undefined) {
        command.error(`error: ${problem}`);
      }
      end(await runBacktest(paths, options));
    });
}

async function runBacktest(paths: readonly string[], options: BacktestCommandOptions): Promise<ExitCode> {
  keepHeapSmall();
  const reported = complaints(SUBJECT);
  const explained = await readAlerts(SUBJECT, paths, options, reported);
  REPORT.alerts(explained, reported);
  const [alert, ...others] = explained.alerts;
  if (alert === undefined) {
    return ExitCode.UNUSABLE;
  }
  const release = onlyRelease(SUBJECT, [alert, ...others]);
  const events =
    options.events === undefined
      ? undefined
      : EventFile.create(options.events, [
          ...explained.alerts.map(({ file }) => file),
          ...options.logs,
          ...(options.partials ?? []),
        ]);
  return interruptible(async (running) => {
    const result = await resultOf(explained.alerts, options, { release, ...running });
    running.onRead();
    try {
      REPORT.logs(result.logs, reported);
      process.stdout.write((await BACKTEST_REPORTERS[options.format]?.(result)) ?? '');
      await writeEvents(result, events);
      return codeOf(result, options, reported.hasComplained());
    } finally {
      result.dispose();
    }
  });
}

async function writeEvents(result: BacktestResult, file: EventFile | undefined): Promise<void> {
  if (file === undefined || !result.alerts.some(({ outcome }) => outcome?.span !== undefined)) {
    return;
  }
  const written = await file.write(eventLines(result));
  const all = result.alerts.reduce((sum, { outcome }) => sum + (outcome?.events.typical ?? 0), 0);
  if (written < all) {
    REPORT.line(`--events: interrupted, so the file has only the first ${plural(written, 'event')} of ${all}`);
  }
}

/** Reads the logs where they are. */
function resultOf(
  alerts: ExplainResult['alerts'],
  options: BacktestCommandOptions,
  running: Running & Pick<BacktestOptions, 'release'>,
): Promise<BacktestResult> {
  const { from, to, delay, elasticsearch, logs, partials } = options;
  const jobs = { most: options.jobs ?? availableParallelism(), isDefault: options.jobs === undefined };
  const run = { from, to, delay, jobs, program: JOB, now: Date.now(), ...running };
  if (partials !== undefined) {
    return backtestPartials(alerts, partials, run);
  }
  if (elasticsearch === undefined) {
    return backtest(alerts, logs, run);
  }
  const { signal } = running;
  return askLogStore({ ...options, elasticsearch }, { environment: process.env, signal }, (access) =>
    backtestLogStore(alerts, access, run),
  );
}

function codeOf(result: BacktestResult, options: BacktestCommandOptions, hasComplained: boolean): ExitCode {
  const limits = { atMostPerDay: options.atMost, atLeast: options.atLeast };
  let isBroken = false;
  for (const alert of result.alerts) {
    for (const broken of brokenLimits(alert, limits)) {
      isBroken = true;
      REPORT.line(`${alert.file}: ${alert.object} ${broken}`);
    }
  }
  const isSilent = result.alerts.some(({ verdict }) => verdict === 'never' || verdict === 'refused');
  // An alert that can never fire, and so was not run, is a finding about the alert.
  const isUnusable = result.alerts.some(({ verdict, outcome }) =>
    outcome === undefined ? verdict !== 'refused' && verdict !== 'never' : outcome.span === undefined,
  );
  if (result.isPartial) {
    return ExitCode.INTERRUPTED;
  }
  if (hasComplained || isUnusable) {
    return ExitCode.UNUSABLE;
  }
  return isBroken || isSilent ? ExitCode.FOUND : ExitCode.OK;
}
