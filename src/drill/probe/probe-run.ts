import type { Cron } from 'cdk8s';
import { checkArguments, instance, type ValueType } from '../../arguments';
import { CRON, ScanRunKind } from '../scan-run';

/** When a probe runs. The pod is the same in all cases. */
export class ProbeRun {
  /** A Pod that waits, in which you start the probe with `kubectl exec`. */
  public static pod(): ProbeRun {
    return new ProbeRun(ScanRunKind.POD);
  }

  /** A suspended CronJob. `kubectl create job --from` runs it once and requires no permission to execute in pods. */
  public static onDemand(): ProbeRun {
    return new ProbeRun(ScanRunKind.ON_DEMAND);
  }

  /** A Job that runs once, as soon as it is applied. It is deleted an hour after it finishes and can then be applied again. */
  public static once(): ProbeRun {
    return new ProbeRun(ScanRunKind.ONCE);
  }

  /**
   * A CronJob that runs repeatedly. A probe does not start while the previous one is still running.
   *
   * @param cron the schedule, in the time zone of the controller manager
   */
  public static schedule(cron: Cron): ProbeRun {
    checkArguments('ProbeRun', { cron }, { cron: CRON });
    return new ProbeRun(ScanRunKind.SCHEDULE, cron);
  }

  private constructor(
    /** The workload that runs the probe. */
    public readonly kind: ScanRunKind,
    /** The schedule of a CronJob. */
    public readonly cron?: Cron,
  ) {}
}

export const PROBE_RUN: ValueType<ProbeRun> = instance('ProbeRun', () => ProbeRun, ', such as ProbeRun.onDemand()');
