import { isIP } from 'node:net';
import { listAt, type Manifest, textAt, valueAt } from '../../base';
import { networkSetName, networkSetOf, PROBE_ANNOTATIONS } from '../../calico';
import { probeArguments } from '../../drill';
import { probedFeed } from '../trigger';
import { ChangeKind, type ObjectPlace } from './change';
import { durationText } from './duration-text';
import { FELIX_PATH } from './log-settings-facts';
import { nameOf, namespaceOf } from './manifests';
import { podState } from './pod-state';
import { poll } from './poll';
import { probeAddresses } from './probe-addresses';
import { Connection, type ProbedAddress, type ProbeReport, readProbe } from './probe-report';
import { runInPod } from './run-in-pod';
import {
  combined,
  failed,
  ok,
  type Step,
  type StepFinding,
  StepName,
  StepOutcome,
  skipped,
  unknown,
  type Walk,
} from './step';

/** How long a pod may take to start, with the pull of its image, in milliseconds. */
const START = 3 * 60_000;

/** How long nmap may run, in milliseconds. */
const LIMIT = 90_000;

const HOST = /^[0-9A-Za-z][-0-9A-Za-z.:]{0,252}$/;
const PORT = /^[1-9]\d{0,4}$/;

/** What a probe is to reach, according to its annotations. */
interface Probe {
  readonly place: ObjectPlace;
  readonly feed: string;
  readonly port: string;
  readonly control: readonly string[];
  readonly controlPort: string;
}

/** Connections to addresses of a feed are denied, while others are allowed. */
export const FEED_PROBE_STEP: Step = {
  name: StepName.PROBE,
  run: async (walk) => {
    if (walk.results.some(({ outcome }) => outcome === StepOutcome.FAILED)) {
      return skipped('no connection was attempted because an earlier step failed');
    }
    const findings: StepFinding[] = [];
    for (const { manifest, title } of walk.manifests.objects.filter(
      (object) => probedFeed(object.manifest) !== undefined,
    )) {
      const probe = readAnnotations(manifest);
      findings.push(
        probe === undefined
          ? unknown(`the annotations calico-threat-defense/probe-… of ${title} are not those of a probe`)
          : await tryBoth(probe, manifest, walk),
      );
    }
    return combined(findings);
  },
};

/** They become arguments of nmap, so nothing else may be in them. */
function readAnnotations(manifest: Manifest): Probe | undefined {
  const annotations = valueAt(manifest, 'metadata', 'annotations');
  const [feed, port, controls, controlPort] = (['feed', 'port', 'control', 'controlPort'] as const).map((name) =>
    textAt(annotations, PROBE_ANNOTATIONS[name]),
  ) as [string, string, string, string];
  const control = controls.split(' ');
  const place = { namespace: namespaceOf(manifest) ?? 'default', name: nameOf(manifest) };
  return [port, controlPort].every((text) => PORT.test(text)) && control.every((host) => HOST.test(host))
    ? { place, feed, port, control, controlPort }
    : undefined;
}

async function tryBoth(probe: Probe, manifest: Manifest, walk: Walk): Promise<StepFinding> {
  const { name } = probe.place;
  const { finding, pod } = await readyPod(manifest, walk);
  if (finding !== undefined) {
    return finding;
  }
  const set = networkSetName(probe.feed);
  const nets = listAt(await walk.resources.readObject(networkSetOf(probe.feed)), 'spec', 'nets');
  const addresses = probeAddresses(nets, addressesOf(pod));
  if (addresses.length === 0) {
    return unknown(
      `${set} has no public address of an IP version of Pod ${name} among its first entries, so no connection was attempted`,
    );
  }
  const control = await settled(walk, () => tryControl(probe, walk));
  return control.outcome === StepOutcome.OK
    ? combined([control, await tryFeed(probe, addresses, walk)])
    : { ...control, details: [...control.details, `no connection to ${set} was attempted`] };
}

/** The pod of the probe, or why it cannot be used. */
async function readyPod(manifest: Manifest, walk: Walk): Promise<{ pod?: unknown; finding?: StepFinding }> {
  const title = `Pod ${nameOf(manifest)}`;
  let pod: unknown;
  const { outcome, details } = await settled(walk, async () => {
    pod = await walk.resources.readObject(manifest);
    const state = podState(pod, []);
    const finding = state.ready ? ok() : failed(`${title} ${state.text}, so no connection can be attempted from it`);
    return pod === undefined ? failed(`${title} does not exist`) : { ...finding, stop: !state.retryable };
  });
  return outcome === StepOutcome.OK ? { pod } : { finding: { outcome, details } };
}

/** What was just applied may need a while to run, so it is looked at again until it passes, or cannot any more. */
async function settled(walk: Walk, look: () => Promise<StepFinding>): Promise<StepFinding> {
  const isFresh = [...walk.changes].some(({ kind }) => kind === ChangeKind.APPLIED);
  const longest = isFresh ? Math.min(START, walk.api.timing.settled) : 0;
  const upTo = Math.min(longest, walk.timeout ?? longest);
  let last: StepFinding = unknown();
  await poll(walk.api, {
    upTo,
    until: async () => {
      last = await look();
      if (last.outcome === StepOutcome.OK || last.stop === true) {
        return true;
      }
      if (upTo > 0) {
        walk.watcher.waiting(`${last.details.join('; ')}; waiting up to ${durationText(upTo)}`);
      }
      return undefined;
    },
  });
  return last;
}

function addressesOf(pod: unknown): string[] {
  const all = [textAt(pod, 'status', 'podIP'), ...listAt(pod, 'status', 'podIPs').map((one) => textAt(one, 'ip'))];
  return [...new Set(all.filter((address) => isIP(address) !== 0))].slice(0, 2);
}

/** Without a connection that is allowed, one that is not answered proves nothing. */
async function tryControl(probe: Probe, walk: Walk): Promise<StepFinding> {
  const { control, controlPort, place } = probe;
  const report = await connect(control, controlPort, place, walk);
  const text = `${control.join(', ')} on port ${controlPort}`;
  if (report.addresses.some(({ connection }) => connection === Connection.ACCEPTED)) {
    return ok(`Pod ${place.name} can connect to ${text}`);
  }
  return failed(
    `Pod ${place.name} cannot connect to ${text}, which must be allowed${because(report)}: its network does not work, or a policy denies more than the feed`,
  );
}

async function tryFeed(probe: Probe, addresses: readonly string[], walk: Walk): Promise<StepFinding> {
  const { feed, port, place } = probe;
  const report = await connect(addresses, port, place, walk);
  const tried = report.addresses.filter(({ address }) => addresses.includes(address));
  const of = (connection: Connection) => tried.filter((one) => one.connection === connection);
  const text = (some: readonly ProbedAddress[]) => `${some.map(({ address }) => address).join(', ')} on port ${port}`;
  const set = networkSetName(feed);
  const accepted = of(Connection.ACCEPTED);
  if (accepted.length > 0) {
    return failed(`Pod ${place.name} can connect to ${text(accepted)}: ${set} is not blocked`);
  }
  const refused = of(Connection.REFUSED);
  if (refused.length > 0) {
    return await judgeRefused(`the connection to ${text(refused)} of ${set} was refused`, walk);
  }
  const silent = of(Connection.NO_ANSWER);
  return silent.length === 0
    ? unknown(`the connections to ${addresses.join(', ')} do not show whether ${set} is blocked${because(report)}`)
    : ok(
        `no answer from ${text(silent)}, addresses of ${set}`,
        'a host that is down does not answer either: the flow logs of the pod show which policy denied the connections',
      );
}

/** A host refuses connections to a port that is closed; Felix can be set to refuse what policies deny. */
async function judgeRefused(text: string, walk: Walk): Promise<StepFinding> {
  const felix = await walk.resources.read(FELIX_PATH);
  const field = ['iptablesFilterDenyAction', 'nftablesFilterDenyAction'].find(
    (name) => textAt(felix, 'spec', name) === 'Reject',
  );
  return field === undefined
    ? failed(`${text}, so it was not denied: Calico drops what policies deny`)
    : unknown(`${text}; with ${field}: Reject in the FelixConfiguration, denied connections are refused as well`);
}

function because({ done, problem }: ProbeReport): string {
  const reason = problem ?? (done ? undefined : 'nmap did not finish');
  return reason === undefined ? '' : ` (${reason})`;
}

async function connect(hosts: readonly string[], port: string, pod: ObjectPlace, walk: Walk): Promise<ProbeReport> {
  const command = ['nmap', ...probeArguments(port, hosts)];
  const { output, exitCode } = await runInPod(command, pod, LIMIT, walk);
  const report = readProbe(output);
  return exitCode === 0
    ? report
    : { ...report, done: false, problem: report.problem ?? `nmap exited with code ${exitCode}` };
}
