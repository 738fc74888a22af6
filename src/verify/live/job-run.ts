import { listAt, sanitizeLine, textAt, valueAt } from '../../base';
import { FailureKind, isFailure } from './api-failure';
import { type Change, ChangeKind, type ObjectPlace } from './change';
import { durationText } from './duration-text';
import { podState } from './pod-state';
import { podsOf } from './pods';
import { poll } from './poll';
import { segment } from './resources';
import { pastTimeAt, secondsAsMillis } from './server-time';
import { failed, type Ran, type StepFinding, unknown, type Walk } from './step';

const BATCH = '/apis/batch/v1/namespaces';

/** How long after its own deadline a Job may take to be reported as ended, in milliseconds. */
const GRACE = 60_000;

/** For a Job without a deadline of its own, in milliseconds. */
const DEADLINE = 30 * 60_000;

/** No Job is waited for longer, and none is kept for longer, in seconds. */
const DAY = 24 * 60 * 60;
const YEAR = 365 * DAY;

/** More than any scan or probe prints. */
const LONGEST_LOG = 1_000_000;

/** Runs a suspended CronJob once, as `kubectl create job --from` does. */
export async function createJob(cronJob: unknown, walk: Walk): Promise<unknown> {
  const [name, namespace] = placeOf(cronJob);
  const template = valueAt(cronJob, 'spec', 'jobTemplate');
  const metadata = {
    name: `${name}-${Date.now().toString(36)}`,
    namespace,
    labels: valueAt(template, 'metadata', 'labels'),
    annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
    ownerReferences: [
      { apiVersion: 'batch/v1', kind: 'CronJob', name, uid: textAt(cronJob, 'metadata', 'uid'), controller: true },
    ],
  };
  const job = await requested(
    { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: valueAt(template, 'spec') },
    { namespace, name: metadata.name },
    walk,
  );
  const [created] = placeOf(job);
  walk.changes.add({
    kind: ChangeKind.JOB_CREATED,
    job: { namespace, name: created },
    keptFor: secondsAsMillis(valueAt(template, 'spec', 'ttlSecondsAfterFinished'), YEAR),
  });
  return job;
}

/** A server that did not answer, for example because of Ctrl-C, may have created the Job. */
async function requested(body: object, job: ObjectPlace, walk: Walk): Promise<unknown> {
  const request: Change = { kind: ChangeKind.JOB_REQUESTED, job };
  walk.changes.add(request);
  try {
    const created = await walk.api.ask({ method: 'POST', path: `${BATCH}/${segment(job.namespace)}/jobs`, body });
    walk.changes.delete(request);
    return created;
  } catch (error) {
    if (isFailure(error) && !isFailure(error, FailureKind.UNREACHABLE, FailureKind.INTERRUPTED)) {
      walk.changes.delete(request);
    }
    throw error;
  }
}

/** The last Job that a CronJob created on its schedule. */
export async function latestJob(cronJob: unknown, walk: Walk): Promise<unknown> {
  const [, namespace] = placeOf(cronJob);
  const uid = textAt(cronJob, 'metadata', 'uid');
  const list = await walk.api.ask({ path: `${BATCH}/${segment(namespace)}/jobs` });
  const own = listAt(list, 'items').filter((job) =>
    listAt(job, 'metadata', 'ownerReferences').some((owner) => textAt(owner, 'uid') === uid),
  );
  return own.reduce<unknown>(
    (last, job) => (last === undefined || startOf(job) >= startOf(last) ? job : last),
    undefined,
  );
}

/** When a Job ran and what it printed, or why that is not known. */
export type JobRun =
  | { readonly finding: StepFinding }
  | { readonly ran: Ran; readonly text: string; readonly log: string | { readonly reason: string } };

/**
 * Waits for the end of a Job, and reads what it printed.
 *
 * @param verb what the Job does, such as `scan`
 */
export async function runOfJob(job: unknown, verb: Verb, walk: Walk): Promise<JobRun> {
  const [name, namespace] = placeOf(job);
  const path = `${BATCH}/${segment(namespace)}/jobs/${segment(name)}`;
  const upTo = (secondsAsMillis(valueAt(job, 'spec', 'activeDeadlineSeconds'), DAY) ?? DEADLINE) + GRACE;
  let problem = '';
  const ended = await poll(walk.api, {
    upTo,
    until: async () => {
      const current = endOf(job) === undefined ? await walk.api.ask({ path }) : job;
      if (endOf(current) !== undefined) {
        return current;
      }
      problem = await podProblem(namespace, name, walk);
      walk.watcher.waiting(`Job ${sanitizeLine(name)} is ${verb.present}${problem}, up to ${durationText(upTo)}`);
      return undefined;
    },
  });
  return ended === undefined
    ? { finding: failed(`Job ${sanitizeLine(name)} did not end within ${durationText(upTo)}${problem}`) }
    : await outcomeOf(ended, { problem, verb }, walk);
}

/** What a Job does, in words. */
export interface Verb {
  readonly present: string;
  readonly past: string;
}

async function podProblem(namespace: string, job: string, walk: Walk): Promise<string> {
  const [pod] = await podsOf(walk, namespace, `job-name=${job}`);
  const state = pod === undefined ? undefined : podState(pod, []);
  return state === undefined || state.retryable ? '' : `; its pod ${state.text}`;
}

async function outcomeOf(
  job: unknown,
  { problem, verb }: { readonly problem: string; readonly verb: Verb },
  walk: Walk,
): Promise<JobRun> {
  const [name, namespace] = placeOf(job);
  const title = `Job ${sanitizeLine(name)}`;
  const end = endOf(job);
  if (end === undefined || end.type === 'Failed') {
    return { finding: failed(`${title} failed: ${sanitizeLine(end?.message || 'no reason given')}${problem}`) };
  }
  const ran = timesOf(job, walk);
  if (ran === undefined) {
    return { finding: unknown(`the times of ${title} on the cluster are invalid, or are in the future`) };
  }
  const text = `${title} ${verb.past} from ${ran.start.toISOString()} to ${ran.end.toISOString()}`;
  return { ran, text, log: await logOf(namespace, name, walk) };
}

async function logOf(namespace: string, job: string, walk: Walk): Promise<string | { readonly reason: string }> {
  const [pod] = await podsOf(walk, namespace, `job-name=${job}`);
  if (pod === undefined) {
    return { reason: 'its pod is gone' };
  }
  const name = segment(textAt(pod, 'metadata', 'name'));
  try {
    return await walk.api.askText({
      path: `/api/v1/namespaces/${segment(namespace)}/pods/${name}/log`,
      query: { limitBytes: String(LONGEST_LOG) },
    });
  } catch (error) {
    if (isFailure(error, FailureKind.FORBIDDEN, FailureKind.NOT_FOUND, FailureKind.REFUSED)) {
      return { reason: error.message };
    }
    throw error;
  }
}

function endOf(job: unknown): { readonly type: string; readonly message: string } | undefined {
  const condition = endingCondition(job);
  return condition === undefined
    ? undefined
    : { type: textAt(condition, 'type'), message: textAt(condition, 'message') };
}

function endingCondition(job: unknown): unknown {
  return listAt(job, 'status', 'conditions').find(
    (one) => ['Complete', 'Failed'].includes(textAt(one, 'type')) && textAt(one, 'status') === 'True',
  );
}

/** When a Job ran; undefined where the server's times cannot be right. */
function timesOf(job: unknown, { api }: Walk): Ran | undefined {
  const start = pastTimeAt(api, job, 'status', 'startTime') ?? pastTimeAt(api, job, 'metadata', 'creationTimestamp');
  const end =
    pastTimeAt(api, job, 'status', 'completionTime') ?? pastTimeAt(api, endingCondition(job), 'lastTransitionTime');
  return start === undefined || end === undefined || start > end ? undefined : { start, end };
}

/** For the order of Jobs. */
function startOf(job: unknown): string {
  return textAt(job, 'status', 'startTime') || textAt(job, 'metadata', 'creationTimestamp');
}

function placeOf(object: unknown): [name: string, namespace: string] {
  return [textAt(object, 'metadata', 'name'), textAt(object, 'metadata', 'namespace')];
}
