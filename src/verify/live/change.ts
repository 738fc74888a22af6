import { sanitizeLine } from '../../base';
import type { KubernetesObject } from '../../reading';
import { durationText } from './duration-text';

export enum ChangeKind {
  APPLIED = 'applied',
  JOB_CREATED = 'job-created',
  /** A Job whose creation the server has not confirmed. */
  JOB_REQUESTED = 'job-requested',
  /** A command whose end was not seen. */
  COMMAND_RUNNING = 'command-running',
}

/** An object by its name. */
export interface ObjectPlace {
  readonly namespace: string;
  readonly name: string;
}

/** Something that `verify` changed on the cluster, or that may still be running on it. */
export type Change =
  | { readonly kind: ChangeKind.APPLIED; readonly object: KubernetesObject }
  | { readonly kind: ChangeKind.JOB_CREATED; readonly job: ObjectPlace; readonly keptFor: number | undefined }
  | { readonly kind: ChangeKind.JOB_REQUESTED; readonly job: ObjectPlace }
  | { readonly kind: ChangeKind.COMMAND_RUNNING; readonly pod: ObjectPlace; readonly program: string };

export function changeText(change: Change): string {
  switch (change.kind) {
    case ChangeKind.APPLIED:
      return `applied ${change.object.title}`;
    case ChangeKind.JOB_CREATED: {
      const { job, keptFor } = change;
      const removal = keptFor === undefined ? '' : `; it is removed ${durationText(keptFor)} after it ends`;
      return `created Job ${job.namespace}/${sanitizeLine(job.name)}${removal}`;
    }
    case ChangeKind.JOB_REQUESTED:
      return `Job ${change.job.namespace}/${sanitizeLine(change.job.name)} may have been created`;
    case ChangeKind.COMMAND_RUNNING:
      return `${change.program} in Pod ${change.pod.namespace}/${change.pod.name} may still be running`;
  }
}
