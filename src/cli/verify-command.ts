import { Command, InvalidArgumentError, Option } from 'commander';
import { parseGoDuration } from '../alerts';
import type { VerifyResult, Watcher } from '../verify/live';
import { askCluster, type ContextOptions, type Live, withContextOptions } from './cluster-command';
import { ExitCode } from './exit-code';
import { plainWatcher, terminalWatcher } from './verify-progress';

const SUBJECT = 'calico-threat-defense verify';

const HELP = `
The steps, each of which has an outcome (ok, failed, unknown, skipped):
  cluster   the cluster can be reached, and says its release, topology and name
  made-for  the manifests were made for it, as their annotations say; else nothing more is done
  apply     with --apply only: what is missing or changed is applied, on the server's side, by field manager
            calico-threat-defense; nothing is applied if anything would be refused, or if the demo's namespace is
            there without the label calico-threat-defense/demo=true
  objects   every object is there, and each field has the value that the manifests state
  alert     the alert is there and, where it has a status, active and healthy
  ad-jobs   the pod of the AD jobs runs and is ready
  scan      nmap scans: from a Job of the CronJob on demand, or in the Pod that waits for it; of a scan that runs by
            itself, the last one is taken. No scan is made where a step before does not hold
  event     the alert raised an event after the scan began. That may take the flush interval of flow logs and a period,
            or a rule's lookback where it is longer, and a minute. The late event of an earlier scan counts, too

Before Calico Enterprise 3.13 there is no alert for port scans, so alert and event are unknown there.

Exit code: 0 all steps hold, 1 at least one does not, 2 at least one could not be told, wrong usage, no cluster, or
Ctrl-C. What is left on the cluster is named at the end.`;

interface VerifyCommandOptions extends ContextOptions {
  readonly format: string;
  readonly apply: boolean;
  readonly timeout?: number;
}

/**
 * The subcommand `verify`.
 *
 * @param end takes the exit code
 */
export function verifyCommand(end: (code: ExitCode) => void): Command {
  return withContextOptions(new Command('verify'))
    .description('walk module 7 on the cluster of the current context, and say what holds')
    .argument('<path...>', 'files and folders with the manifests, such as dist/')
    .option('--apply', 'apply what is missing or changed first', false)
    .addOption(
      new Option(
        '--timeout <duration>',
        "the longest wait for the AD jobs' pod, and for the alert's event, such as 10m (default: as long as it may take)",
      ).argParser(parseTimeout),
    )
    .addOption(new Option('--format <format>', 'the form of the report').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: VerifyCommandOptions) => {
      end(await askCluster(SUBJECT, options, (live, connection) => run(paths, options, { live, connection })));
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
  const watcher = await watcherFor(format, live);
  const result = await live.verify({ ...connection, paths, apply, timeout, watcher });
  process.stdout.write(format === 'json' ? live.verifyJson(result) : `${live.summaryLines(result)}\n`);
  return exitCodeOf(result, live);
}

/** Standard output is for the report: beside JSON, progress goes to standard error. */
async function watcherFor(format: string, live: Live): Promise<Watcher> {
  if (format === 'json') {
    return plainWatcher(live, (text) => process.stderr.write(text));
  }
  const { isTTY, columns } = process.stdout;
  // A terminal without a width, as some containers have it, has no place to draw on.
  return isTTY && columns > 0 ? await terminalWatcher(live) : plainWatcher(live, (text) => process.stdout.write(text));
}

function exitCodeOf({ steps }: VerifyResult, { holds, untold }: Live): ExitCode {
  return untold(steps) ? ExitCode.UNUSABLE : holds(steps) ? ExitCode.OK : ExitCode.FOUND;
}

function parseTimeout(text: string): number {
  const millis = parseGoDuration(text);
  if (millis === undefined || millis <= 0) {
    throw new InvalidArgumentError('It must be a duration without blanks, such as 90s, 10m or 1h30m.');
  }
  return millis;
}
