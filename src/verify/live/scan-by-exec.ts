import { isIP, isIPv6 } from 'node:net';
import { type Manifest, valueAt } from '../../manifest';
import { exec } from './exec';
import { nameOf, namespaceOf } from './manifests';
import { isScan, nmapWords, readNmap } from './nmap-report';
import { podState } from './pod-state';
import { podsOf } from './pods';
import { textAt } from './resources';
import { said } from './said';
import { failed, ok, type StepFinding, unknown, type Walk } from './step';

/** How long past nmap's own limit for a host the scan may take, in milliseconds. */
const GRACE = 60_000;
const DEFAULT_LIMIT = 600_000;

/** What an argument of nmap may be made of: nothing that a shell or a file system would read. */
const ARGUMENT = /^[-A-Za-z0-9.:,]+$/;

/** Scans from the pod that waits for it, with the line that its manifest says. */
export async function scanByExec(manifest: Manifest, walk: Walk): Promise<StepFinding> {
  const [name, namespace] = [nameOf(manifest), namespaceOf(manifest) ?? 'default'];
  const annotations = valueAt(manifest, 'metadata', 'annotations');
  const command = textAt(annotations, 'calico-threat-defense/scan').split(' ');
  if (command[0] !== 'nmap' || !command.every((argument) => ARGUMENT.test(argument))) {
    return unknown(`the annotation calico-threat-defense/scan of Pod ${name} is no line of nmap`);
  }
  const pod = await walk.resources.read((await walk.resources.pathOf(manifest)) ?? '');
  if (pod === undefined) {
    return failed(`Pod ${name} is not there`);
  }
  const state = podState(pod, []);
  if (!state.ready) {
    return failed(`Pod ${name} ${state.words}, so no scan can be made from it`);
  }
  const target = await targetOf(textAt(annotations, 'calico-threat-defense/scan-pods'), walk);
  if ('problem' in target) {
    return failed(target.problem);
  }
  const [first = '', ...options] = command;
  const line = [first, ...(target.hosts.some(isIPv6) ? ['-6'] : []), ...options, ...target.hosts];
  return await run(line, { namespace, name }, walk);
}

type Target = { readonly hosts: readonly string[] } | { readonly problem: string };

/** The address of the first pod of the target; none where the line names its hosts itself. */
async function targetOf(scanPods: string, walk: Walk): Promise<Target> {
  if (scanPods === '') {
    return { hosts: [] };
  }
  const [, namespace = '', selector = ''] = /^([^/]*)\/(.*)$/.exec(scanPods) ?? [];
  const addresses = (await podsOf(walk, namespace, selector)).map((pod) => textAt(pod, 'status', 'podIP'));
  const address = addresses.find((one) => isIP(one) !== 0);
  return address === undefined
    ? { problem: `no pod of the target (${said(selector)} in namespace ${said(namespace)}) has an address yet` }
    : { hosts: [address] };
}

async function run(
  line: readonly string[],
  pod: { readonly namespace: string; readonly name: string },
  walk: Walk,
): Promise<StepFinding> {
  const start = walk.api.serverTime ?? new Date();
  const began = Date.now();
  const [, seconds] = /--host-timeout (\d+)s/.exec(line.join(' ')) ?? [];
  const limit = (seconds === undefined ? DEFAULT_LIMIT : Number(seconds) * 1_000) + GRACE;
  walk.watcher.waiting(`${line.join(' ')} in Pod ${pod.name}`);
  const running = `nmap in Pod ${pod.namespace}/${pod.name} may still run`;
  walk.changes.push(running);
  const { output, exitCode } = await exec(walk.api, pod, { command: line, limit });
  walk.changes.splice(walk.changes.indexOf(running), 1);
  const ran = `${line.join(' ')} ran in Pod ${pod.name}`;
  const report = readNmap(output);
  if (exitCode !== 0 || !isScan(report)) {
    return failed(exitCode === 0 ? ran : `${ran}, and ended with code ${exitCode}`, nmapWords(report));
  }
  walk.scan = { start, end: new Date(start.getTime() + Date.now() - began) };
  return ok(ran, nmapWords(report));
}
