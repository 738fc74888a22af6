import { Command, InvalidArgumentError, Option } from 'commander';
import { parseGoDuration } from '../alerts';
import type { VerifyResult, Watcher } from '../verify/live';
import { askCluster, type ContextOptions, type Host, type Live, withContextOptions } from './cluster-command';
import { ExitCode } from './exit-code';
import { plainWatcher, terminalWatcher } from './verify-progress';

const SUBJECT = 'calico-threat-defense verify';

const HELP = `
Steps, each with an outcome (ok, failed, unknown, skipped):
  cluster   the cluster is reachable and reports its release, topology and name
  made-for  the annotations of the manifests match the cluster; if they do not, verify stops
  apply     only with --apply: applies missing or changed objects, with server-side apply and the field manager
            calico-threat-defense; applies nothing if any object would be rejected, or if the demo's namespace exists
            without the label calico-threat-defense/demo=true
  objects   every object exists, and its fields have the values in the manifests
  alert     the alert exists and, if it has a status, is active and healthy
  ad-jobs   the pod of the AD jobs is running and ready
  scan      runs nmap: in a new Job of the on-demand CronJob, or in the waiting Pod; for a scan that starts by itself,
            uses its last run. Skipped if an earlier step failed
  event     the alert raised an event after the scan began. This can take the flush interval of flow logs plus one
            period (or a rule's lookback, if that is longer) plus a minute. A late event of an earlier scan also counts

Before Calico Enterprise 3.13 there is no alert for port scans, so the outcome of alert and event is unknown.

Exit codes: 0 if all steps passed; 1 if at least one failed; 2 if at least one could not be determined, for wrong usage,
without a cluster, or after Ctrl-C. Anything that is left on the cluster is listed at the end.`;

interface VerifyCommandOptions extends ContextOptions {
  readonly format: string;
  readonly apply: boolean;
  readonly timeout?: number;
}

/**
 * The subcommand `verify`.
 *
 * @param end called with the exit code
 */
export function verifyCommand(end: (code: ExitCode) => void, host: Host): Command {
  return withContextOptions(new Command('verify'))
    .description('go through module 7 on the cluster in the current context, and report which steps pass')
    .argument('<path...>', 'files and folders with the manifests, such as dist/')
    .option('--apply', 'first apply missing or changed objects', false)
    .addOption(
      new Option(
        '--timeout <duration>',
        'maximum wait for each of the alert, the AD jobs and the event, such as 10m (default: the longest expected time)',
      ).argParser(parseTimeout),
    )
    .addOption(new Option('--format <format>', 'report format').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: VerifyCommandOptions) => {
      end(
        await askCluster(SUBJECT, { ...options, host }, (live, connection) =>
          run(paths, options, { live, connection }),
        ),
      );
    });
}

interface Connected {
  readonly live: Live;
  readonly connection: Parameters<Parameters<typeof askCluster>[2]>[1];
}

async function run(
  paths: readonly string[],
  { format, apply, timeout }: VerifyCommandOptions,
  { live, connection }: Connected,
): Promise<ExitCode> {
  const watcher = watcherFor(format, live);
  const result = await live.verify({ ...connection, paths, apply, timeout, watcher });
  process.stdout.write(format === 'json' ? live.verifyJson(result) : `${live.summaryLines(result)}\n`);
  return exitCodeOf(result, live);
}

/** Standard output is for the report: with JSON, progress goes to standard error. */
async function watcherFor(format: string, live: Live): Promise<Watcher> {
  if (format === 'json') {
    return plainWatcher(live, (text) => process.stderr.write(text));
  }
  const { isTTY, columns } = process.stdout;
  // A terminal without a width, as in some containers, cannot show a spinner.
  return isTTY && columns > 0 ? await terminalWatcher(live) : plainWatcher(live, (text) => process.stdout.write(text));
}

function exitCodeOf({ steps }: VerifyResult, { allPassed, anyUnknown }: Live): ExitCode {
  return anyUnknown(steps) ? ExitCode.UNUSABLE : allPassed(steps) ? ExitCode.OK : ExitCode.FOUND;
}

function parseTimeout(text: string): number {
  const millis = parseGoDuration(text);
  if (millis === undefined || millis <= 0) {
    throw new InvalidArgumentError('It must be a duration without spaces, such as 90s, 10m or 1h30m.');
  }
  return millis;
}
