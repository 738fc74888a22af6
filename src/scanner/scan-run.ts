import type { Cron } from 'cdk8s';

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

/**
 * When a scan runs. Whatever runs it, the pod is the same.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class ScanRun {
  /**
   * The workshop's way: a Pod that makes everyday requests to the demo target, and in which a person starts nmap with
   * `kubectl exec`.
   */
  public static pod(): ScanRun {
    return new ScanRun(ScanRunKind.POD);
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
    return new ScanRun(ScanRunKind.SCHEDULE, cron);
  }

  private constructor(
    /** What runs the scan. */
    public readonly kind: ScanRunKind,
    /** When a schedule runs it. */
    public readonly cron?: Cron,
  ) {}
}
