import { failed, ok } from '../../src/verify/live/step';
import { runTrigger, type TriggerFinding } from '../../src/verify/live/trigger-run';
import { TriggerRun } from '../../src/verify/trigger';
import { fakeWalk, objectOf } from './fake-walk';

const METADATA = { name: 'scan', namespace: 'dev', uid: 'u1' };
const JOB = objectOf({ apiVersion: 'batch/v1', kind: 'Job', metadata: METADATA });
const CRON_JOB = objectOf({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: METADATA });
const JOBS = '/apis/batch/v1/namespaces/dev/jobs';
const JOB_PATH = `${JOBS}/scan`;
const CRON_JOB_PATH = '/apis/batch/v1/namespaces/dev/cronjobs/scan';
const owned = { metadata: { name: 'scan-1', namespace: 'dev', ownerReferences: [{ uid: 'u1' }] } };

/** What becomes of a trigger, and of which Job its outcome is read. */
async function run(object: typeof JOB, how: TriggerRun, answers: Record<string, unknown>) {
  const walk = fakeWalk({ answers });
  const read: unknown[] = [];
  const actions = {
    inPod: async (): Promise<TriggerFinding> => ({ finding: ok('ran in the pod') }),
    ofJob: async (job: unknown): Promise<TriggerFinding> => {
      read.push(job);
      return { finding: ok('ran as a Job') };
    },
    what: 'run a scan',
  };
  const { finding } = await runTrigger(object, { run: how, isScan: true, alerts: [] }, actions, walk);
  return { finding, read, asked: walk.asked.map(({ method = 'GET', path }) => `${method} ${path}`) };
}

describe('a trigger', () => {
  it('is run in its pod', async () => {
    expect(await run(JOB, TriggerRun.EXEC, {})).toEqual({ finding: ok('ran in the pod'), read: [], asked: [] });
  });

  it('is the Job itself', async () => {
    const live = { metadata: METADATA };
    expect(await run(JOB, TriggerRun.ONCE, { [JOB_PATH]: live })).toEqual({
      finding: ok('ran as a Job'),
      read: [live],
      asked: [`GET ${JOB_PATH}`],
    });
  });

  it.each<[TriggerRun, Record<string, unknown>, string[]]>([
    [TriggerRun.ON_DEMAND, { [`POST ${JOBS}`]: owned }, [`GET ${CRON_JOB_PATH}`, `POST ${JOBS}`]],
    [TriggerRun.SCHEDULE, { [JOBS]: { items: [owned] } }, [`GET ${CRON_JOB_PATH}`, `GET ${JOBS}`]],
  ])('is a Job of its CronJob: %s', async (how, answers, asked) => {
    const live = { [CRON_JOB_PATH]: { metadata: METADATA } };
    expect(await run(CRON_JOB, how, { ...live, ...answers })).toEqual({
      finding: ok('ran as a Job'),
      read: [owned],
      asked,
    });
  });

  it.each<[string, typeof JOB, TriggerRun, Record<string, unknown>, string]>([
    [
      'a Job that was removed',
      JOB,
      TriggerRun.ONCE,
      {},
      'Job dev/scan does not exist; a Job is removed some time after it ends, so apply it again',
    ],
    ['a missing CronJob', CRON_JOB, TriggerRun.ON_DEMAND, {}, 'CronJob dev/scan does not exist'],
    ['a missing CronJob with a schedule', CRON_JOB, TriggerRun.SCHEDULE, {}, 'CronJob dev/scan does not exist'],
    [
      'a CronJob that has not run yet',
      CRON_JOB,
      TriggerRun.SCHEDULE,
      { [CRON_JOB_PATH]: { metadata: METADATA }, [JOBS]: { items: [] } },
      'CronJob dev/scan has not run a scan yet, or its last Job was removed an hour after it ended; wait for its next run',
    ],
  ])('fails without a run: %s', async (_, object, how, answers, message) => {
    const { finding, read } = await run(object, how, answers);
    expect([finding, read]).toEqual([failed(message), []]);
  });
});
