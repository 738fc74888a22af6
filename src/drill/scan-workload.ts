import type { ApiObjectProps } from 'cdk8s';
import { DRILL_ANNOTATIONS, SCAN_ANNOTATIONS } from '../calico';
import { labelSelector, type PodUser, type WorkloadOptions } from '../kubernetes';
import type { Container, CronJobSpec, JobSpec, PodSpec, ServiceSpec } from '../kubernetes/api-types';
import type { NmapOptions, NmapScan } from './nmap';
import { runWorkload } from './run-workload';
import { type ScanRun, ScanRunKind } from './scan-run';
import { type ScanTarget, ScanTargetKind } from './scan-target';
import { toolsPodSpec, WAITING } from './tools-pod';

/** The data from which the workload of a scan is created. */
export interface ScanWorkload {
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly target: ScanTarget;
  readonly run: ScanRun;
  readonly scan: NmapScan;
  readonly nmap: NmapOptions;
  readonly options: WorkloadOptions;
  /** Default: an unprivileged user. */
  readonly user?: PodUser;
  /** Whether an alert for port scans must detect the scan, so it is not there for the one of its target. */
  readonly isForScans?: boolean;
}

/** The hosts to scan, as arguments of nmap: the addresses, or a DNS name. */
function hostsOf({ name, target }: Pick<ScanWorkload, 'name' | 'target'>): string[] {
  switch (target.kind) {
    case ScanTargetKind.PODS:
      return [`${serviceName(name)}.${target.namespace}.svc`];
    case ScanTargetKind.SERVICE:
      return [serviceHost(target)];
    case ScanTargetKind.ADDRESSES:
      return [...(target.addressList ?? [])];
  }
}

/** The DNS name of the Service of a target. */
export function serviceHost({ serviceName, namespace }: ScanTarget): string {
  return `${serviceName}.${namespace}.svc`;
}

/** The Pod, Job or CronJob that scans. */
export function workloadOf(
  workload: ScanWorkload,
): ApiObjectProps & { readonly spec: PodSpec | JobSpec | CronJobSpec } {
  return runWorkload({
    ...workload,
    annotations: { ...reasons(workload), ...scanByHand(workload), ...alertOf(workload) },
    pod: podSpec(workload),
    deadline: workload.scan.deadline,
  });
}

function alertOf({ target, isForScans }: ScanWorkload): Record<string, string | undefined> {
  return { [DRILL_ANNOTATIONS.detectedBy]: isForScans ? undefined : target._alertName };
}

/** A headless Service, through which DNS resolves every pod of the target. */
export function targetService({
  name,
  target,
  options,
}: ScanWorkload): ApiObjectProps & { readonly spec: ServiceSpec } {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: serviceName(name), namespace: target.namespace, labels: options.labels },
    spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: target.labels },
  };
}

function serviceName(name: string): string {
  return `${name}-target`;
}

function reasons({ target, nmap }: ScanWorkload): Record<string, string | undefined> {
  return {
    [SCAN_ANNOTATIONS.publicAddressesReason]: target.publicAddressesReason,
    [SCAN_ANNOTATIONS.rawPacketsReason]: nmap.rawPacketsReason,
  };
}

/**
 * The spec of a waiting Pod does not show its scan, so annotations describe it for `verify`: the nmap command line, and the
 * pods of which the first one's address is to be added.
 */
function scanByHand(workload: ScanWorkload): Record<string, string | undefined> {
  const { run, target } = workload;
  if (run.kind !== ScanRunKind.POD) {
    return {};
  }
  const pods = target.kind === ScanTargetKind.PODS;
  return {
    [SCAN_ANNOTATIONS.command]: ['nmap', ...argumentsByHand(workload, [])].join(' '),
    [SCAN_ANNOTATIONS.pods]: pods ? `${target.namespace}/${labelSelector(target.labels)}` : undefined,
  };
}

/** Arguments of nmap for a manual scan; pods are scanned by their addresses, not by the name that a Job uses. */
export function argumentsByHand(workload: ScanWorkload, podAddresses: readonly string[]): string[] {
  const { target, scan } = workload;
  return target.kind === ScanTargetKind.PODS
    ? scan.argumentsFor(podAddresses).filter((argument) => argument !== '--resolve-all')
    : scan.argumentsFor(hostsOf(workload));
}

function podSpec(workload: ScanWorkload): PodSpec {
  const { image, user, options } = workload;
  return toolsPodSpec({ image, user, options, program: program(workload), raw: workload.scan.raw });
}

/** The only user input that reaches a shell is the URL, which was checked to contain no shell syntax. */
function program(workload: ScanWorkload): Pick<Container, 'command' | 'args'> {
  const { kind, requestUrl } = workload.run;
  if (kind !== ScanRunKind.POD) {
    return { command: ['nmap'], args: workload.scan.argumentsFor(hostsOf(workload)) };
  }
  return requestUrl === undefined
    ? WAITING
    : { command: ['/bin/bash', '-c', '--'], args: [`while true; do curl -m3 ${requestUrl}; sleep 3; done;`] };
}
