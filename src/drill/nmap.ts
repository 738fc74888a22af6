import type { Duration } from 'cdk8s';
import { DURATION, enumOf, NUMBER, optional, struct, TEXT, type ValueType } from '../arguments';
import { errorRule, type Finding } from '../base';
import type { PortRange } from '../kubernetes';
import { type ScanTarget, ScanTargetKind } from './scan-target';

const scanner = (props = '') => `${TARGET}\nnew NetshootScanner(chart, 'scanner', { cluster, target${props} });`;
const TARGET = "const target = ScanTarget.service({ namespace: 'shop', name: 'web' });";

const RETRIES = errorRule({
  id: 'scanner/max-retries',
  form: 'program',
  what: 'The number of retries must be a whole number from 0 to 50.',
  why: 'The scanner limits retries to this range; more only make a scan slower.',
  bad: scanner(', nmap: { maxRetries: 100 }'),
  good: scanner(', nmap: { maxRetries: 1 }'),
});
const HOST_TIMEOUT = errorRule({
  id: 'scanner/host-timeout',
  form: 'program',
  what: 'The time after which nmap gives up on a host must be a whole number of seconds, from 1 to the time that the slowest scan of the ports takes, or to a week if that is longer.',
  why: 'A shorter time ends the scan before it begins, and a longer one never ends a scan that hangs.',
  bad: scanner(', nmap: { hostTimeout: Duration.millis(500) }'),
  good: scanner(', nmap: { hostTimeout: Duration.minutes(5) }'),
});
const RAW_REASON = errorRule({
  id: 'scanner/raw-scan-reason',
  form: 'program',
  what: 'A scan with raw packets must give a reason.',
  why: 'It needs root and NET_RAW, which most namespaces forbid.',
  bad: scanner(", nmap: { rawPacketsReason: '' }"),
  good: scanner(),
  besides: ['scanner/raw-packets'],
});

/**
 * Timing templates of nmap, which set the speed of a scan.
 *
 * @see https://nmap.org/book/performance-timing-templates.html
 */
export enum NmapTiming {
  /** One port every 5 minutes. */
  PARANOID = 'T0',
  /** One port every 15 seconds. */
  SNEAKY = 'T1',
  /** One port every 0.4 seconds. */
  POLITE = 'T2',
  /** As fast as the network seems to allow; the default of nmap. */
  NORMAL = 'T3',
  /** Faster, for a good network. */
  AGGRESSIVE = 'T4',
  /** As fast as possible, at the cost of accuracy. */
  INSANE = 'T5',
}

/** Options of nmap. */
export interface NmapOptions {
  /**
   * Speed of the scan.
   *
   * @default NmapTiming.NORMAL
   */
  readonly timing?: NmapTiming;

  /**
   * How many times to retry a port that does not respond, from 0 to 50.
   *
   * @default - chosen by nmap, at most 10
   */
  readonly maxRetries?: number;

  /**
   * How long to scan a host before giving up. Must be a whole number of seconds, from 1 to the default, or to a week if that
   * is longer.
   *
   * @default - long enough to scan all ports at the given timing if none responds
   */
  readonly hostTimeout?: Duration;

  /**
   * Why the scan sends raw packets (a SYN scan) instead of opening connections. If set, the pod runs as root with the
   * capability NET_RAW, so its namespace must allow the Pod Security level `privileged`. The reason is added to the scan
   * as an annotation.
   *
   * @default - TCP connections, which require no privileges
   */
  readonly rawPacketsReason?: string;
}

export const NMAP_OPTIONS: ValueType<NmapOptions> = struct<NmapOptions>(
  { name: 'NmapOptions' },
  {
    timing: optional(enumOf('NmapTiming', NmapTiming)),
    maxRetries: optional(NUMBER),
    hostTimeout: optional(DURATION),
    rawPacketsReason: optional(TEXT),
  },
);

/** Minimum delay of nmap between two ports, in seconds, as documented. */
const DELAYS: Readonly<Record<NmapTiming, number>> = {
  [NmapTiming.PARANOID]: 300,
  [NmapTiming.SNEAKY]: 15,
  [NmapTiming.POLITE]: 0.4,
  [NmapTiming.NORMAL]: 0,
  [NmapTiming.AGGRESSIVE]: 0,
  [NmapTiming.INSANE]: 0,
};

/** Seconds for a port that does not respond: the workshop's 600 ports took 121 seconds; slower timings wait a second for each. */
const PATIENCE: Readonly<Record<NmapTiming, number>> = {
  [NmapTiming.PARANOID]: 305,
  [NmapTiming.SNEAKY]: 16,
  [NmapTiming.POLITE]: 1.5,
  [NmapTiming.NORMAL]: 0.25,
  [NmapTiming.AGGRESSIVE]: 0.25,
  [NmapTiming.INSANE]: 0.25,
};

/** Nmap begins with 5 hosts at a time. */
const HOST_GROUP = 5;

/** Assumed number of pods of a Service, to estimate the duration of a scan. */
const ASSUMED_PODS = 20;

/** Seconds that a host may be scanned for in any case: a week. */
const LONGEST_TIMEOUT = 604_800;

/** Seconds to schedule the pod, pull the image and resolve the name. */
const START = 120;

/** One scan by nmap: its arguments, and how long it takes. */
export class NmapScan {
  /** Seconds that the scan of one host takes if no port answers. */
  public readonly secondsAtWorst: number;

  /** Seconds after which nmap gives up on a host. */
  public readonly hostTimeout: number;

  public readonly raw: boolean;

  private readonly timing: NmapTiming;

  constructor(
    private readonly target: ScanTarget,
    private readonly ports: PortRange,
    private readonly options: NmapOptions,
  ) {
    this.timing = options.timing ?? NmapTiming.NORMAL;
    this.raw = options.rawPacketsReason !== undefined;
    this.secondsAtWorst = Math.ceil(ports.count * PATIENCE[this.timing]);
    this.hostTimeout = options.hostTimeout?.toSeconds({ integral: false }) ?? this.defaultTimeout;
  }

  /** The longest time in seconds after which nmap may give up on a host. */
  public get longestTimeout(): number {
    return Math.max(LONGEST_TIMEOUT, this.defaultTimeout);
  }

  private get defaultTimeout(): number {
    return 60 + 2 * this.secondsAtWorst;
  }

  /** Seconds that the scan of one host takes if every port answers at once. */
  public get secondsAtBest(): number {
    return Math.max(1, Math.floor((this.ports.count - 1) * DELAYS[this.timing]));
  }

  /** How many ports are tried within a time, at most. */
  public portsWithin(seconds: number): number {
    const delay = DELAYS[this.timing];
    return delay === 0 ? this.ports.count : Math.min(this.ports.count, Math.floor(seconds / delay) + 1);
  }

  /** Seconds after which the Job is terminated: enough for all groups of hosts to time out. */
  public get deadline(): number {
    const hosts = this.target.addressList?.length ?? ASSUMED_PODS;
    return Math.ceil(START + this.hostTimeout * Math.ceil(hosts / HOST_GROUP));
  }

  /** Arguments of nmap for a host, or for the target's own hosts. No shell ever reads them. */
  public argumentsFor(hosts: readonly string[]): string[] {
    const { maxRetries } = this.options;
    return [
      this.raw ? '-sS' : '-sT',
      '-Pn',
      '-n',
      '-r',
      `-${this.timing}`,
      ...(maxRetries === undefined ? [] : ['--max-retries', `${maxRetries}`]),
      '--host-timeout',
      `${this.hostTimeout}s`,
      '-p',
      `${this.ports}`,
      ...(this.target.kind === ScanTargetKind.ADDRESSES ? [] : ['--resolve-all']),
      ...(hosts.some((host) => host.includes(':')) ? ['-6'] : []),
      ...hosts,
    ];
  }
}

export function checkNmapOptions(options: NmapOptions, scan: NmapScan): Finding[] {
  const { maxRetries, rawPacketsReason } = options;
  const findings: Finding[] = [];
  if (maxRetries !== undefined && !(Number.isInteger(maxRetries) && maxRetries >= 0 && maxRetries <= 50)) {
    const message = 'must be a whole number from 0 to 50';
    findings.push({ ...RETRIES, keys: ['nmap', 'maxRetries'], value: maxRetries, message });
  }
  const { hostTimeout, longestTimeout } = scan;
  if (!(Number.isInteger(hostTimeout) && hostTimeout >= 1 && hostTimeout <= longestTimeout)) {
    const message = `must be a whole number of seconds from 1 to ${longestTimeout}`;
    findings.push({ ...HOST_TIMEOUT, keys: ['nmap', 'hostTimeout'], value: options.hostTimeout, message });
  }
  if (rawPacketsReason !== undefined && rawPacketsReason.trim() === '') {
    const message = 'must state why raw packets are required; omit it for an unprivileged scan';
    findings.push({ ...RAW_REASON, keys: ['nmap', 'rawPacketsReason'], value: rawPacketsReason, message });
  }
  return findings;
}

/** The rules that this file checks. */
export const NMAP_RULES = [RETRIES, HOST_TIMEOUT, RAW_REASON] as const;
