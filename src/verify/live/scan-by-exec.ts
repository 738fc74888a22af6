import { isIP, isIPv6 } from 'node:net';
import { type Manifest, sanitizeLine, textAt } from '../../base';
import { SCAN_ANNOTATIONS } from '../../calico';
import type { ObjectPlace } from './change';
import { nameOf, namespaceOf } from './manifests';
import { isScan, nmapText, readNmap } from './nmap-report';
import { podState } from './pod-state';
import { podsOf } from './pods';
import { runInPod } from './run-in-pod';
import { failed, ok, unknown, type Walk } from './step';
import type { TriggerFinding } from './trigger-run';

/** How much longer than nmap's own limit for a host the scan may take, in milliseconds. */
const GRACE = 60_000;
const DEFAULT_LIMIT = 600_000;

/** What an argument of nmap may consist of: nothing that a shell or a file system would interpret. */
const ARGUMENT = /^[-A-Za-z0-9.:,]+$/;

/** Scans from the pod that waits for it, with the command line of its annotation. */
export async function scanByExec(manifest: Manifest, walk: Walk): Promise<TriggerFinding> {
  const name = nameOf(manifest);
  const command = textAt(manifest, 'metadata', 'annotations', SCAN_ANNOTATIONS.command).split(' ');
  if (command[0] !== 'nmap' || !command.every((argument) => ARGUMENT.test(argument))) {
    return {
      finding: unknown(`the annotation ${SCAN_ANNOTATIONS.command} of Pod ${name} is not an nmap command line`),
    };
  }
  const pod = await walk.resources.readObject(manifest);
  if (pod === undefined) {
    return { finding: failed(`Pod ${name} does not exist`) };
  }
  const state = podState(pod, []);
  if (!state.ready) {
    return { finding: failed(`Pod ${name} ${state.text}, so no scan can be run from it`) };
  }
  const target = await targetOf(textAt(manifest, 'metadata', 'annotations', SCAN_ANNOTATIONS.pods), walk);
  if ('problem' in target) {
    return { finding: failed(target.problem) };
  }
  const [first = '', ...options] = command;
  const line = [first, ...(target.hosts.some(isIPv6) ? ['-6'] : []), ...options, ...target.hosts];
  return await run(line, { namespace: namespaceOf(manifest) ?? 'default', name }, walk);
}

type Target = { readonly hosts: readonly string[] } | { readonly problem: string };

/** The address of the first pod of the target; no hosts where the command line has its own. */
async function targetOf(scanPods: string, walk: Walk): Promise<Target> {
  if (scanPods === '') {
    return { hosts: [] };
  }
  const [, namespace = '', selector = ''] = /^([^/]*)\/(.*)$/.exec(scanPods) ?? [];
  const addresses = (await podsOf(walk, namespace, selector)).map((pod) => textAt(pod, 'status', 'podIP'));
  const address = addresses.find((one) => isIP(one) !== 0);
  return address === undefined
    ? {
        problem: `no pod of the target (${sanitizeLine(selector)} in namespace ${sanitizeLine(namespace)}) has an address yet`,
      }
    : { hosts: [address] };
}

async function run(command: readonly string[], pod: ObjectPlace, walk: Walk): Promise<TriggerFinding> {
  const start = walk.api.serverTime ?? new Date();
  const began = Date.now();
  const line = command.join(' ');
  const [, seconds] = /--host-timeout (\d{1,6})s/.exec(line) ?? [];
  const limit = (seconds === undefined ? DEFAULT_LIMIT : Number(seconds) * 1_000) + GRACE;
  const { output, exitCode } = await runInPod(command, pod, limit, walk);
  const ran = `${line} ran in Pod ${pod.name}`;
  const report = readNmap(output);
  if (exitCode !== 0 || !isScan(report)) {
    return { finding: failed(exitCode === 0 ? ran : `${ran} and exited with code ${exitCode}`, nmapText(report)) };
  }
  const end = new Date(start.getTime() + Date.now() - began);
  return { finding: ok(ran, nmapText(report)), ran: { start, end } };
}
