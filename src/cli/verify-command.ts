import { Command, InvalidArgumentError, Option } from 'commander';
import { parseGoDuration } from '../kubernetes';
import type { VerifyResult, Watcher } from '../verify/live';
import { askCluster, type ContextOptions, type Host, type Live, live, withContextOptions } from './cluster-command';
import { ExitCode } from './exit-code';
import { plainWatcher, terminalWatcher } from './verify-progress';

const SUBJECT = 'calico-threat-defense verify';

const HELP = `
Steps, each with an outcome (ok, failed, unknown or skipped):
  cluster   the cluster can be reached, and its release, topology and name can be read
  made-for  the manifests were made for it, according to their annotations; otherwise verify stops here
  apply     only with --apply: applies missing or changed objects with server-side apply and the field manager
            calico-threat-defense. Nothing is applied, and the step fails, if anything
            - is neither of a kind that this tool makes nor annotated with calico-threat-defense/…; --allow-kind allows it
            - already exists without such an annotation and without fields of our manager: it belongs to somebody else
            - would be rejected, or would differ from its manifest afterwards, according to a dry run on the server
            - is the demo's namespace, and exists without the label calico-threat-defense/demo=true
  objects   every object exists, and each field has the value in the manifests

Steps for what the manifests contain, in this order:
  alert        GlobalAlerts: each exists and, if it has a status, is active and healthy
  ad-jobs      the pod of the AD jobs is running and ready
  decoy        the pod of each decoy is running and ready
  feed         GlobalThreatFeeds: each exists, and Calico downloaded its list within twice its period
  network-set  the network sets that Calico creates from their lists have the labels of the feed, and are not empty
  inspection   DeepPacketInspections: each is active on all nodes that have some of its pods
  webhook      SecurityEventWebhooks: each exists, and all conditions in its status are met
  capture      PacketCaptures: each exists, no node reports an error, and nodes have files while it is active
  exception    AlertExceptions: each exists and has not ended
  scan         nmap runs in a Job created from the on-demand CronJob of a scanner, or in the waiting Pod. For a scanner
               that runs by itself, its last scan is used
  trigger      the same for other workloads with the annotation calico-threat-defense/detected-by, such as probes
  event        each alert that one of these triggered raised an event after that. This can take the flush interval of
               its logs plus its period, or the lookback of a rule if that is longer, plus a minute. A late event of an
               earlier run counts as well. Alerts that nothing in the manifests triggers are skipped
  probe        from the Pod of a ThreatFeedProbe, nmap can connect to the control, and up to three public addresses of
               the network set, which is read from the cluster, do not answer

A scan without that annotation triggers the alerts for port scans. Nothing is triggered if an earlier step failed on
which it depends: cluster to objects, alert, ad-jobs and decoy; for probe, any step.

With --only, the other objects that have steps are ignored. What belongs together is kept: an alert and what triggers it,
a feed and its probe, and the objects without a step of their own in the same namespaces or for the whole cluster.

Before Calico Enterprise 3.13 there is no alert for port scans, so alert and event are unknown there.

Exit codes: 0 if all steps passed; 1 if at least one failed; 2 if at least one is inconclusive, and for wrong usage,
no cluster, or Ctrl-C. Anything left on the cluster is listed at the end.`;

interface VerifyCommandOptions extends ContextOptions {
  readonly format: string;
  readonly apply: boolean;
  readonly allowKind: readonly string[];
  readonly only: readonly string[];
  readonly timeout?: number;
}

/**
 * The subcommand `verify`.
 *
 * @param end receives the exit code
 */
export function verifyCommand(end: (code: ExitCode) => void, host: Host): Command {
  return withContextOptions(new Command('verify'))
    .description('verify what the manifests contain, step by step, on the cluster of the current context')
    .argument('<path...>', 'files and folders of manifests, such as dist/')
    .option('--apply', 'first apply missing or changed objects', false)
    .addOption(
      new Option('--allow-kind <kind>', 'with --apply: apply this kind too, as Kind or Kind.group (repeatable)')
        .argParser(collectKind)
        .default([], 'none'),
    )
    .addOption(
      new Option('--only <name>', 'verify the objects of this name, and what is needed for that (repeatable)')
        .argParser((name: string, others: readonly string[]) => [...others, name])
        .default([], 'everything in the manifests'),
    )
    .addOption(
      new Option(
        '--timeout <duration>',
        'longest wait for each of these: the pods of a workload, the events of an alert, an object that was just applied; such as 10m (default: as long as each can take)',
      ).argParser(parseTimeout),
    )
    .addOption(new Option('--format <format>', 'report format').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: VerifyCommandOptions, command: Command) => {
      if (options.allowKind.length > 0 && !options.apply) {
        command.error("error: option '--allow-kind <kind>' has no effect without --apply");
      }
      // Before the connection, because a large file is parsed without a pause, in which Ctrl-C would not be noticed.
      const { Manifests, selectObjects } = await live();
      const all = Manifests.read(SUBJECT, paths);
      const manifests = options.only.length === 0 ? all : all.of(selectObjects(SUBJECT, all.objects, options.only));
      end(
        await askCluster(SUBJECT, { ...options, host }, (loaded, connection) =>
          run(manifests, options, { live: loaded, connection }),
        ),
      );
    });
}

type ManifestsToVerify = Parameters<Live['verify']>[0]['manifests'];

interface Connected {
  readonly live: Live;
  readonly connection: Parameters<Parameters<typeof askCluster>[2]>[1];
}

async function run(
  manifests: ManifestsToVerify,
  { format, apply, allowKind: allowedKinds, timeout }: VerifyCommandOptions,
  { live, connection }: Connected,
): Promise<ExitCode> {
  const watcher = watcherFor(format, live);
  const result = await live.verify({ ...connection, manifests, apply, allowedKinds, timeout, watcher });
  process.stdout.write(format === 'json' ? live.verifyJson(result) : `${live.summaryLines(result)}\n`);
  return exitCodeOf(result, live);
}

/** With JSON on standard output, progress goes to standard error. */
function watcherFor(format: string, live: Live): Watcher {
  if (format === 'json') {
    return plainWatcher(live, (text) => process.stderr.write(text));
  }
  const { stdout } = process;
  // Terminals of some containers have no width, so nothing can be drawn there.
  return stdout.isTTY && stdout.columns > 0
    ? terminalWatcher(live, stdout)
    : plainWatcher(live, (text) => stdout.write(text));
}

function exitCodeOf({ steps }: VerifyResult, { allPassed, anyUnknown }: Live): ExitCode {
  return anyUnknown(steps) ? ExitCode.UNUSABLE : allPassed(steps) ? ExitCode.OK : ExitCode.FOUND;
}

function collectKind(text: string, others: readonly string[]): string[] {
  if (!/^[A-Z][A-Za-z0-9]*(\.[a-z0-9][a-z0-9.-]*)?$/.test(text)) {
    throw new InvalidArgumentError(
      'It must be a kind, such as ConfigMap, or a kind and its group: Role.rbac.authorization.k8s.io.',
    );
  }
  return [...others, text];
}

function parseTimeout(text: string): number {
  const millis = parseGoDuration(text);
  if (millis === undefined || millis <= 0) {
    throw new InvalidArgumentError('It must be a duration of more than 0, without spaces, such as 90s, 10m or 1h30m.');
  }
  return millis;
}
