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

/** When a scan runs, and the workload that runs it. */
export enum ScanRunKind {
  /** A Pod that waits for a manual scan. */
  POD = 'pod',
  /** A suspended CronJob, from which a Job is created manually. */
  ON_DEMAND = 'on-demand',
  /** A Job that runs as soon as it is applied. */
  ONCE = 'once',
  /** A CronJob that runs on a schedule. */
  SCHEDULE = 'schedule',
}

/** Options of the waiting pod. */
export interface PodScanRunOptions {
  /**
   * URL that the pod requests every three seconds to generate ordinary traffic for detectors to learn from, as in the
   * workshop: `http://host[:port][/path]` or `https://host[:port][/path]`. The pod must be able to resolve the host, because
   * each failed lookup adds a DNS log.
   *
   * @default - the pod sends no requests
   */
  readonly requestUrl?: string;
}

/**
 * When a scan runs. The pod is the same in all cases.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class ScanRun {
  /**
   * A Pod that waits, in which you start nmap with `kubectl exec`, as in the workshop.
   *
   * @param options options of the waiting pod
   * @throws when the URL is malformed
   */
  public static pod(options: PodScanRunOptions = {}): ScanRun {
    checkProps('ScanRun', options, POD_OPTIONS);
    report('ScanRun', checkRequestUrl(options.requestUrl));
    return new ScanRun(ScanRunKind.POD, undefined, options.requestUrl);
  }

  /** A suspended CronJob. `kubectl create job --from` runs it once and requires no permission to execute in pods. */
  public static onDemand(): ScanRun {
    return new ScanRun(ScanRunKind.ON_DEMAND);
  }

  /** A Job that scans once, as soon as it is applied. It is deleted an hour after it finishes and can then be applied again. */
  public static once(): ScanRun {
    return new ScanRun(ScanRunKind.ONCE);
  }

  /**
   * A CronJob that scans repeatedly. A scan does not start while the previous one is still running.
   *
   * @param cron the schedule, in the time zone of the controller manager
   */
  public static schedule(cron: Cron): ScanRun {
    checkArguments('ScanRun', { cron }, { cron: CRON });
    return new ScanRun(ScanRunKind.SCHEDULE, cron);
  }

  private constructor(
    /** The workload that runs the scan. */
    public readonly kind: ScanRunKind,
    /** The schedule of a CronJob. */
    public readonly cron?: Cron,
    /** URL that the waiting pod requests every three seconds. */
    public readonly requestUrl?: string,
  ) {}
}

export const SCAN_RUN: ValueType<ScanRun> = instance('ScanRun', () => ScanRun, ', such as ScanRun.onDemand()');

export const CRON: ValueType<Cron> = instance('Cron', () => Cron, ', such as Cron.daily()');

const POD_OPTIONS: ValueType<PodScanRunOptions> = struct<PodScanRunOptions>(
  { name: 'PodScanRunOptions' },
  { requestUrl: optional(TEXT) },
);

/**
 * A run, whose URL is checked again: in JavaScript, it can be changed after the run was created.
 *
 * @throws when it could not be created like this
 */
export function checkedRun(run: ScanRun): ScanRun {
  return run.kind === ScanRunKind.POD ? ScanRun.pod({ requestUrl: run.requestUrl }) : run;
}

/** The URL becomes part of a shell command, so it may only contain characters without a meaning in a shell. */
const SAFE_URL = /^https?:\/\/[A-Za-z0-9](?:[-A-Za-z0-9.]*[A-Za-z0-9])?(?::\d{1,5})?(?:\/[-A-Za-z0-9._~/%+,=@:]*)?$/;

function checkRequestUrl(url: string | undefined): Finding[] {
  if (url === undefined || SAFE_URL.test(url)) {
    return [];
  }
  const message =
    'must be http://host[:port][/path] or https://host[:port][/path], without a query: it becomes part of a shell command';
  return [{ ...REQUEST_URL, keys: ['requestUrl'], value: url, message }];
}

/** The rules that this file checks. */
export const SCAN_RUN_RULES = [REQUEST_URL] as const;
