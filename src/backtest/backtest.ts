import type { ExplainedAlert } from '../explain';
import { AlertRuns } from './alert-runs';
import type { BacktestOptions } from './backtest-options';
import { FileLogs } from './file-logs';
import { PartialsFiles } from './partials-files';
import { LogProblems } from './reading';
import type { BacktestResult, LogsRead } from './result';
import { Interruption } from './running';
import { type LogStoreAccess, StoredLogs } from './stored';

/** Runs alerts over logs in files, and returns what they would have raised. */
export async function backtest(
  alerts: readonly ExplainedAlert[],
  paths: readonly string[],
  options: BacktestOptions,
): Promise<BacktestResult> {
  return run(alerts, options, (runs, problems) => {
    const { release, delay, now, mostPartials } = options;
    const setup = { manifests: runs.manifests, release: release.toString(), delay, now, mostPartials };
    return new FileLogs(runs.runs, { release, problems, inThreads: { setup, runs: runs.runs } }).readAll(
      paths,
      options,
    );
  });
}

/** Runs alerts over the logs of a log store, which computes the partials of the rows itself. */
export async function backtestLogStore(
  alerts: readonly ExplainedAlert[],
  access: LogStoreAccess,
  options: BacktestOptions,
): Promise<BacktestResult> {
  return run(alerts, options, (runs, problems) =>
    new StoredLogs({ runs: runs.runs, problems, access, options }).readAll(),
  );
}

/** Runs alerts over partials that a database or a log store computed, and that are in files. */
export async function backtestPartials(
  alerts: readonly ExplainedAlert[],
  paths: readonly string[],
  options: BacktestOptions,
): Promise<BacktestResult> {
  return run(alerts, options, (runs, problems) => new PartialsFiles(runs.runs, options, problems).readAll(paths));
}

type Reading = (runs: AlertRuns, problems: LogProblems) => Promise<Omit<LogsRead, 'problems'>>;

async function run(
  alerts: readonly ExplainedAlert[],
  options: BacktestOptions,
  reading: Reading,
): Promise<BacktestResult> {
  const problems = new LogProblems();
  const runs = new AlertRuns(alerts, options);
  const logs = await reading(runs, problems);
  const interruption = options.interruption ?? new Interruption(options.signal);
  return {
    alerts: await runs.results(interruption),
    logs: { ...logs, problems: problems.all },
    get isPartial() {
      return options.signal?.aborted === true;
    },
    interruption,
    dispose: () => runs.dispose(),
  };
}
