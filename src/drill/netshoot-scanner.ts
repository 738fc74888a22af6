import { Construct } from 'constructs';
import { checkedScope, checkProps, instance, type ValueType } from '../arguments';
import { errorRule, type Finding, fieldPath, report, warningRule } from '../base';
import { CalicoCluster } from '../calico';
import { requireUniqueObjects } from '../kind';
import type { IPortScanDetector } from '../kinds/global-alert';
import { checkWorkload, checkWorkloadOptions, imageOf, PlainObject, PortRange } from '../kubernetes';
import { checkedTarget } from './checked-target';
import { checkDetected } from './detection-checks';
import { egressPolicy } from './egress-policy';
import { type NetshootScannerProps, SCANNER_PROPS } from './netshoot-scanner-props';
import { checkNmapOptions, type NmapOptions, NmapScan } from './nmap';
import { podLabels } from './run-workload';
import { scanCommands } from './scan-commands';
import { checkedRun, ScanRun, ScanRunKind } from './scan-run';
import { type ScanTarget, ScanTargetKind } from './scan-target';
import { scanWay } from './scan-way';
import { type ScanWorkload, targetService, workloadOf } from './scan-workload';
import { checkDetectorCluster, checkOwnTarget, checkScanner } from './scanner-checks';
import { TOOLS_IMAGE } from './tools-pod';
import { requireOpenWay } from './way-checks';

const scanner = (props = '') => `${TARGET}\nnew NetshootScanner(chart, 'scanner', { cluster, target${props} });`;
const TARGET = "const target = ScanTarget.service({ namespace: 'shop', name: 'web' });";

const NAMESPACE_MISSING = errorRule({
  id: 'scanner/namespace-missing',
  form: 'program',
  what: 'A scanner of addresses must have a namespace.',
  why: 'Addresses do not belong to a namespace that could be used as the default.',
  bad: "const target = ScanTarget.addresses({ addresses: ['10.0.0.30'] });\nnew NetshootScanner(chart, 'scanner', { cluster, target });",
  good: "const target = ScanTarget.addresses({ addresses: ['10.0.0.30'] });\nnew NetshootScanner(chart, 'scanner', { cluster, target, namespace: 'shop' });",
});
const RAW_USER = errorRule({
  id: 'scanner/raw-scan-user',
  form: 'program',
  what: 'A scan with raw packets must not set a user.',
  why: 'Raw packets require root.',
  bad: scanner(", user: PodUser.of(1000), nmap: { rawPacketsReason: 'to tell filtered ports from closed ones' }"),
  good: scanner(', user: PodUser.of(1000)'),
  besides: ['scanner/raw-packets'],
});
const RAW_PACKETS = warningRule({
  id: 'scanner/raw-packets',
  form: 'program',
  what: 'A scan should not use raw packets.',
  why: 'Raw packets require a namespace that allows the Pod Security level privileged.',
  bad: scanner(", nmap: { rawPacketsReason: 'to tell filtered ports from closed ones' }"),
  good: scanner(),
});

/**
 * Scans ports with nmap from a pod with network tools: manually, on demand, once, or on a schedule.
 *
 * The pod meets the Pod Security level `restricted`, unless it sends raw packets. It has no root user, capabilities or
 * service account token, a read-only root file system, and resource requests and limits. By default, nmap opens TCP
 * connections instead of sending raw packets, in the order of the ports.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class NetshootScanner extends Construct {
  /** Name of the workload that runs the scan. */
  public readonly scannerName: string;

  /** Namespace of the workload that runs the scan. */
  public readonly namespace: string;

  /** The target of the scan. */
  public readonly target: ScanTarget;

  /** The ports to scan. */
  public readonly ports: PortRange;

  /** When the scan runs. */
  public readonly run: ScanRun;

  /** Reference of the container image. */
  public readonly image: string;

  /**
   * The command that starts the scan, for a POSIX shell with kubectl; undefined if the scan starts by itself. All values in
   * it are validated to contain no shell syntax.
   */
  public readonly scanCommand?: string;

  /** The command that shows the result of nmap; undefined if the scan command prints it. */
  public readonly resultCommand?: string;

  /**
   * Whether the prop `detectedBy` was set.
   *
   * @internal
   */
  public readonly _proven: boolean;

  private readonly scan: NmapScan;

  /**
   * @param scope the parent construct
   * @param id the construct ID
   * @param props the target and the options of the scan
   * @throws when a name or an option is malformed, or the detector cannot detect the scan
   */
  constructor(scope: Construct, id: string, props: NetshootScannerProps) {
    super(checkedScope('NetshootScanner', scope, id), id);
    checkProps(this.node.path, props, SCANNER_PROPS);
    this.scannerName = props.name ?? 'netshoot';
    this.target = checkedTarget(props.target);
    this.namespace = props.namespace ?? this.target.namespace ?? '';
    this.ports = props.ports ?? PortRange.of(1, 600);
    this.run = checkedRun(props.run ?? ScanRun.pod());
    this.image = imageOf(props, TOOLS_IMAGE);

    const scan = new NmapScan(this.target, this.ports, props.nmap ?? {});
    this.scan = scan;
    this._proven = props.detectedBy !== undefined;
    const parts: ScanWorkload = {
      name: this.scannerName,
      namespace: this.namespace,
      image: this.image,
      target: this.target,
      run: this.run,
      scan,
      nmap: props.nmap ?? {},
      options: props,
      user: props.user,
      isForScans: this._proven,
    };
    const workload = workloadOf(parts);
    const byService = this.target.kind === ScanTargetKind.PODS && this.run.kind !== ScanRunKind.POD;
    const names = checkScanner(workload, byService);
    report(this.node.path, [
      ...this.checkNamespace(props),
      ...checkNmapOptions(props.nmap ?? {}, scan),
      ...names,
      // The name is the value of this label, too.
      ...checkWorkload(workload).filter(({ keys }) => names.length === 0 || fieldPath(keys) !== 'metadata.labels.app'),
      ...checkOwnTarget(parts),
      ...checkWorkloadOptions(props, podLabels(parts)),
      ...checkRawUser(props),
      ...checkRawPackets(props.nmap, this.namespace),
      ...this.checkDetector(props),
    ]);
    const commands = scanCommands(parts);
    this.scanCommand = commands.start;
    this.resultCommand = commands.result;

    if (props.cluster) {
      CalicoCluster.provide(this, props.cluster);
    }
    const resource = new PlainObject(this, 'Resource', workload);
    if (byService) {
      resource.node.addDependency(new PlainObject(this, 'TargetService', targetService(parts)));
    }
    if (props.restrictEgress) {
      new PlainObject(this, 'EgressPolicy', egressPolicy(parts, this.ports));
    }
    requireUniqueObjects(this);
    requireOpenWay(this, scanWay(parts));
  }

  /**
   * Whether a detector can notice the scan.
   *
   * @internal
   */
  public _checkDetected(detector: IPortScanDetector): Finding[] {
    return checkDetected(this.ports, this.scan, detector);
  }

  private checkDetector({ detectedBy, cluster = CalicoCluster._find(this) }: NetshootScannerProps): Finding[] {
    return detectedBy === undefined
      ? []
      : [...checkDetectorCluster(detectedBy, cluster), ...this._checkDetected(detectedBy)];
  }

  private checkNamespace(props: NetshootScannerProps): Finding[] {
    if (props.namespace !== undefined || this.target.namespace !== undefined) {
      return [];
    }
    const message = 'must be set, because addresses have no namespace to use as the default';
    return [{ ...NAMESPACE_MISSING, keys: ['namespace'], message }];
  }
}

export const NETSHOOT_SCANNER: ValueType<NetshootScanner> = instance('NetshootScanner', () => NetshootScanner);

function checkRawUser({ nmap, user }: NetshootScannerProps): Finding[] {
  if (nmap?.rawPacketsReason === undefined || user === undefined) {
    return [];
  }
  const message = 'cannot be combined with nmap.rawPacketsReason, because raw packets require root; remove one of them';
  return [{ ...RAW_USER, keys: ['user'], message }];
}

function checkRawPackets(nmap: NmapOptions | undefined, namespace: string): Finding[] {
  if (nmap?.rawPacketsReason === undefined) {
    return [];
  }
  const message = `requires root and NET_RAW: the namespace ${namespace} must allow the Pod Security level privileged`;
  return [{ ...RAW_PACKETS, keys: ['nmap', 'rawPacketsReason'], value: nmap.rawPacketsReason, message }];
}

/** The rules that this file checks. */
export const NETSHOOT_SCANNER_RULES = [NAMESPACE_MISSING, RAW_USER, RAW_PACKETS] as const;
