import type { KubernetesObject } from '../../reading';
import { type Trigger, TriggerRun } from '../trigger';
import { createJob, latestJob } from './job-run';
import { failed, type Ran, type StepFinding, type Walk } from './step';

/** What a trigger did, and when it ran; without times, nothing happened that could raise an event. */
export interface TriggerFinding {
  readonly finding: StepFinding;
  readonly ran?: Ran;
}

/** How a trigger is run in its pod, or what is read of its Job. */
export interface TriggerActions {
  readonly inPod: () => Promise<TriggerFinding>;
  readonly ofJob: (job: unknown) => Promise<TriggerFinding>;
  /** What the Job does, for messages: `run a scan`. */
  readonly what: string;
}

/** Runs a trigger, or finds out when it ran by itself. */
export async function runTrigger(
  { manifest, title }: KubernetesObject,
  { run }: Trigger,
  { inPod, ofJob, what }: TriggerActions,
  walk: Walk,
): Promise<TriggerFinding> {
  if (run === TriggerRun.EXEC) {
    return await inPod();
  }
  const live = await walk.resources.readObject(manifest);
  if (live === undefined) {
    const removal = run === TriggerRun.ONCE ? '; a Job is removed some time after it ends, so apply it again' : '';
    return { finding: failed(`${title} does not exist${removal}`) };
  }
  if (run === TriggerRun.ONCE) {
    return await ofJob(live);
  }
  const job = run === TriggerRun.ON_DEMAND ? await createJob(live, walk) : await latestJob(live, walk);
  return job === undefined
    ? {
        finding: failed(
          `${title} has not ${what} yet, or its last Job was removed an hour after it ended; wait for its next run`,
        ),
      }
    : await ofJob(job);
}
