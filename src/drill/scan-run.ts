import { Cron } from 'cdk8s';
import { checkArguments, checkProps, instance, optional, struct, TEXT, type ValueType } from '../arguments';
import { errorRule, type Finding, report } from '../base';

const REQUEST_URL = errorRule({
  id: 'scanner/request-url',
  form: 'program',
  what: 'The URL that the waiting pod requests must be a plain HTTP or HTTPS URL.',
  why: 'It becomes part of a shell command.',
  bad: "ScanRun.pod({ requestUrl: 'web; id' });",
  good: "ScanRun.pod({ requestUrl: 'http://web' });",
});

/** When a scan runs, and what runs it. */
export enum ScanRunKind {
  /** A Pod that waits for somebody to scan from it. */
  POD = 'pod',
  /** A suspended CronJob, of which a Job is made by hand. */
  ON_DEMAND = 'on-demand',
  /** A Job, which runs as soon as it is applied. */
  ONCE = 'once',
  /** A CronJob, which runs by the clock. */
  SCHEDULE = 'schedule',
}

/** What the waiting pod does until somebody scans from it. */
export interface PodScanRunOptions {
  /**
   * URL that the pod requests every three seconds, so that a detector sees ordinary traffic to learn from, as in the
   * workshop: `http://host[:port][/path]`, or the same with https. The host must be one that the pod can resolve: each
   * failed look-up is a DNS log of its own.
   *
   * @default - the pod requests nothing and only waits
   */
  readonly requestUrl?: string;
}

/**
 * When a scan runs. Whatever runs it, the pod is the same.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class ScanRun {
  /**
   * The workshop's way: a Pod that waits, and in which a person starts nmap with `kubectl exec`.
   *
   * @param options what the pod does in the meantime
   * @throws when the URL is malformed
   */
  public static pod(options: PodScanRunOptions = {}): ScanRun {
    checkProps('ScanRun', options, POD_OPTIONS);
    report('ScanRun', checkRequestUrl(options.requestUrl));
    return new ScanRun(ScanRunKind.POD, undefined, options.requestUrl);
  }

  /** A suspended CronJob; `kubectl create job --from` runs it once, without a right to execute in pods. */
  public static onDemand(): ScanRun {
    return new ScanRun(ScanRunKind.ON_DEMAND);
  }

  /** A Job that scans once, as soon as it is applied. It is removed an hour after its end, and can then be applied anew. */
  public static once(): ScanRun {
    return new ScanRun(ScanRunKind.ONCE);
  }

  /**
   * A CronJob that scans again and again; a scan that is still running is not joined by a second one.
   *
   * @param cron when, in the time zone of the controller manager
   */
  public static schedule(cron: Cron): ScanRun {
    checkArguments('ScanRun', { cron }, { cron: CRON });
    return new ScanRun(ScanRunKind.SCHEDULE, cron);
  }

  private constructor(
    /** What runs the scan. */
    public readonly kind: ScanRunKind,
    /** When a schedule runs it. */
    public readonly cron?: Cron,
    /** URL that the waiting pod requests every three seconds. */
    public readonly requestUrl?: string,
  ) {}
}

export const SCAN_RUN: ValueType<ScanRun> = instance('ScanRun', () => ScanRun, ', such as ScanRun.onDemand()');

const CRON: ValueType<Cron> = instance('Cron', () => Cron, ', such as Cron.daily()');

const POD_OPTIONS: ValueType<PodScanRunOptions> = struct<PodScanRunOptions>(
  { name: 'PodScanRunOptions' },
  { requestUrl: optional(TEXT) },
);

/** The URL is part of a shell command, so it has only characters that mean nothing to a shell. */
const SAFE_URL = /^https?:\/\/[A-Za-z0-9](?:[-A-Za-z0-9.]*[A-Za-z0-9])?(?::\d{1,5})?(?:\/[-A-Za-z0-9._~/%+,=@:]*)?$/;

function checkRequestUrl(url: string | undefined): Finding[] {
  if (url === undefined || SAFE_URL.test(url)) {
    return [];
  }
  const message =
    'must be http://host[:port][/path] or https://host[:port][/path], without a query: it becomes part of a shell command';
  return [{ ...REQUEST_URL, path: 'requestUrl', value: url, message }];
}

/** The rules that this file checks. */
export const SCAN_RUN_RULES = [REQUEST_URL] as const;
