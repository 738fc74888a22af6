import type { ApiObjectProps } from 'cdk8s';
import { labelsOfPods, type WorkloadOptions } from '../kubernetes';
import type { CronJobSpec, JobSpec, PodSpec } from '../kubernetes/api-types';
import { type ScanRun, ScanRunKind } from './scan-run';
import { word } from './shell-word';

/** Seconds after which a finished Job is removed. */
const KEPT = 3_600;

/** A suspended CronJob ignores its schedule, but the field is required. */
const NEVER = '0 0 1 1 *';

/** When a pod runs, and the workload that runs it. */
export type Run = Pick<ScanRun, 'kind' | 'cron'>;

/** A pod with a program, and when it runs. */
export interface RunWorkload {
  readonly name: string;
  readonly namespace: string;
  readonly run: Run;
  readonly options: WorkloadOptions;
  /** Annotations of the object itself, in addition to those of the options; undefined values are omitted. */
  readonly annotations: Readonly<Record<string, string | undefined>>;
  readonly pod: PodSpec;
  /** Seconds after which a Job is terminated. */
  readonly deadline: number;
}

/**
 * The label by which policies and commands find the pods of one workload, and not those of another one in the same
 * namespace. A scanner with the default name has the label of the workshop, `app: netshoot`.
 */
export function podLabels({ name }: { readonly name: string }): { readonly app: string } {
  return { app: name };
}

/** The Pod, Job or CronJob of a run. */
export function runWorkload(
  workload: RunWorkload,
): ApiObjectProps & { readonly spec: PodSpec | JobSpec | CronJobSpec } {
  const { name, namespace, run, options, pod } = workload;
  const metadata = {
    name,
    namespace,
    labels: { ...options.labels, ...podLabels(workload) },
    annotations: nonEmpty({ ...options.annotations, ...workload.annotations }),
  };
  switch (run.kind) {
    case ScanRunKind.POD: {
      const labels = labelsOfPods(options, podLabels(workload));
      return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, labels }, spec: pod };
    }
    case ScanRunKind.ONCE:
      return { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: jobSpec(workload) };
    default: {
      const spec: CronJobSpec = {
        schedule: run.cron?.expressionString ?? NEVER,
        suspend: run.kind === ScanRunKind.ON_DEMAND ? true : undefined,
        concurrencyPolicy: 'Forbid',
        jobTemplate: { spec: jobSpec(workload) },
      };
      return { apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec };
    }
  }
}

function nonEmpty(annotations: Readonly<Record<string, string | undefined>>): Record<string, string> | undefined {
  const set = Object.entries(annotations).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return set.length === 0 ? undefined : Object.fromEntries(set);
}

function jobSpec(workload: RunWorkload): JobSpec {
  const { annotations } = workload.options;
  return {
    backoffLimit: 0,
    activeDeadlineSeconds: workload.deadline,
    ttlSecondsAfterFinished: KEPT,
    template: {
      metadata: { labels: labelsOfPods(workload.options, podLabels(workload)), annotations },
      spec: { ...workload.pod, restartPolicy: 'Never' },
    },
  };
}

/** Commands to start a run and to show its result. */
export interface RunCommands {
  readonly start?: string;
  readonly result?: string;
}

/** @param byHand the words of the shell command that is executed in a waiting pod */
export function runCommands(
  workload: Pick<RunWorkload, 'name' | 'namespace' | 'run'>,
  byHand: () => readonly string[],
): RunCommands {
  const name = word(workload.name);
  const kubectl = `kubectl -n ${word(workload.namespace)}`;
  const result = `${kubectl} logs --selector ${word(`app=${podLabels(workload).app}`)} --tail=-1`;
  switch (workload.run.kind) {
    case ScanRunKind.POD:
      return { start: `${kubectl} exec ${name} -- ${byHand().join(' ')}` };
    case ScanRunKind.ON_DEMAND:
      return { start: `${kubectl} create job --from=cronjob/${name} "${name}-$(date +%s)"`, result };
    default:
      return { result };
  }
}
