import { ApiFailure, FailureKind } from '../../src/verify/live/api-failure';
import { latestJob, runOfJob } from '../../src/verify/live/job-run';
import { fakeWalk } from './fake-walk';

const JOBS = '/apis/batch/v1/namespaces/dev/jobs';
const JOB = `${JOBS}/scan-1`;
const PODS = '/api/v1/namespaces/dev/pods';
const LOG = `${PODS}/scan-1-x/log`;
const VERB = { present: 'scanning', past: 'scanned' };
const POD = { items: [{ metadata: { name: 'scan-1-x' } }] };

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const FUTURE = '2999-01-01T00:00:00Z';
const complete = { type: 'Complete', status: 'True', lastTransitionTime: at(9) };
const job = (status: object, spec: object = {}) => ({
  metadata: { name: 'scan-1', namespace: 'dev', creationTimestamp: at(1) },
  spec,
  status,
});
const done = job({ startTime: at(2), completionTime: at(8), conditions: [complete] });

/** So long that nothing is waited for a second time. */
const ONCE = { pause: 48 * 60 * 60_000 };

describe('the last Job of a CronJob', () => {
  const cronJob = { metadata: { name: 'scan', namespace: 'dev', uid: 'u1' } };
  const owned = (name: string, times: { started?: string; created?: string }, uid = 'u1') => ({
    metadata: { name, creationTimestamp: times.created, ownerReferences: [{ uid: 'u0' }, { uid }] },
    status: { startTime: times.started },
  });

  it.each<[string, object[], string | undefined]>([
    ['there is none', [], undefined],
    ['all are of another CronJob', [owned('other', { started: at(1) }, 'u2')], undefined],
    [
      'it started last',
      [
        owned('early', { started: at(1), created: at(9) }),
        owned('last', { started: at(3), created: at(0) }),
        owned('middle', { started: at(2), created: at(9) }),
        owned('other', { started: at(4) }, 'u2'),
      ],
      'last',
    ],
    [
      'it has not started yet',
      [owned('early', { started: at(1) }), owned('last', { created: at(3) }), owned('middle', { started: at(2) })],
      'last',
    ],
    ['another one started at the same time', [owned('a', { started: at(1) }), owned('b', { started: at(1) })], 'b'],
  ])('is found by its owner and its start: %s', async (_, items, name) => {
    const walk = fakeWalk({ answers: { [JOBS]: { items } } });
    const found = await latestJob(cronJob, walk);
    expect((found as (typeof cronJob & object) | undefined)?.metadata.name).toBe(name);
    expect(walk.asked).toEqual([{ path: JOBS }]);
  });
});

describe('the run of a Job', () => {
  it('is read with its log, without asking for a Job that has ended', async () => {
    const walk = fakeWalk({ answers: { [PODS]: POD, [LOG]: 'printed' } });
    expect(await runOfJob(done, VERB, walk)).toEqual({
      ran: { start: new Date(at(2)), end: new Date(at(8)) },
      text: `Job scan-1 scanned from ${at(2)} to ${at(8)}`,
      log: 'printed',
    });
    expect(walk.asked).toEqual([
      { path: PODS, query: { labelSelector: 'job-name=scan-1' } },
      { path: LOG, query: { limitBytes: '1000000' } },
    ]);
  });

  it('is over when the server says so, and begins when the Job was created if nothing else is known', async () => {
    const ended = { ...job({ conditions: [complete] }), spec: { activeDeadlineSeconds: 30 } };
    const states = [job({ conditions: [{ type: 'Complete', status: 'False' }] }), ended];
    const walk = fakeWalk({ answers: { [JOB]: () => states.shift(), [PODS]: POD, [LOG]: '' } });
    expect(await runOfJob(job({}, { activeDeadlineSeconds: 30 }), VERB, walk)).toEqual({
      ran: { start: new Date(at(1)), end: new Date(at(9)) },
      text: `Job scan-1 scanned from ${at(1)} to ${at(9)}`,
      log: '',
    });
    expect(walk.waited).toEqual(['Job scan-1 is scanning, up to 1 minute 30 seconds']);
  });

  it.each<[string, unknown, string]>([
    ['', {}, '31 minutes'],
    ['an invalid ', { activeDeadlineSeconds: -1 }, '31 minutes'],
    ['a ', { activeDeadlineSeconds: 0 }, '1 minute'],
  ])('ends when %sdeadline is over, with the problem of its pod', async (_, spec, upTo) => {
    const conditions = [{ type: 'PodScheduled', status: 'False', message: 'no nodes' }];
    for (const [items, problem] of [
      [[], ''],
      [[{ metadata: { name: 'scan-1-x' }, status: { phase: 'Pending' } }], ''],
      [[{ status: { conditions } }], '; its pod does not run: it cannot be scheduled (no nodes)'],
    ] as const) {
      const running = job({}, spec as object);
      const walk = fakeWalk({ answers: { [JOB]: running, [PODS]: { items } }, timing: ONCE });
      expect(await runOfJob(running, VERB, walk)).toEqual({
        finding: { outcome: 'failed', details: [`Job scan-1 did not end within ${upTo}${problem}`] },
      });
      expect(walk.waited).toEqual([`Job scan-1 is scanning${problem}, up to ${upTo}`]);
    }
  });

  it.each<[string, string | undefined, string]>([
    ['a reason', 'Deadline\nExceeded', 'Deadline Exceeded'],
    ['no reason', undefined, 'no reason given'],
  ])('that failed is reported with %s', async (_, message, text) => {
    const conditions = [
      { type: 'Suspended', status: 'True', message: 'no' },
      { type: 'Failed', status: 'True', message },
    ];
    expect(await runOfJob(job({ conditions }), VERB, fakeWalk())).toEqual({
      finding: { outcome: 'failed', details: [`Job scan-1 failed: ${text}`] },
    });
  });

  it.each<[string, object]>([
    ['ends before it starts', { startTime: at(8), completionTime: at(2) }],
    ['ends in the future', { completionTime: FUTURE, conditions: [{ ...complete, lastTransitionTime: FUTURE }] }],
    ['has no end', { completionTime: 'soon', conditions: [{ ...complete, lastTransitionTime: '' }] }],
  ])('is unknown where it %s', async (_, status) => {
    expect(await runOfJob(job({ conditions: [complete], ...status }), VERB, fakeWalk())).toEqual({
      finding: {
        outcome: 'unknown',
        details: ['the times of Job scan-1 on the cluster are invalid, or are in the future'],
      },
    });
  });

  it('is known even if its log is not', async () => {
    const log = async (answers: Record<string, unknown>) => await runOfJob(done, VERB, fakeWalk({ answers }));
    expect(await log({ [PODS]: { items: [] } })).toMatchObject({ log: { reason: 'its pod is gone' } });
    for (const kind of [FailureKind.FORBIDDEN, FailureKind.NOT_FOUND, FailureKind.REFUSED]) {
      const refused = new ApiFailure(kind, 'not for you');
      expect(await log({ [PODS]: POD, [LOG]: refused })).toMatchObject({ log: { reason: 'not for you' } });
    }
    const lost = new ApiFailure(FailureKind.UNREACHABLE, 'it is gone');
    await expect(log({ [PODS]: POD, [LOG]: lost })).rejects.toBe(lost);
  });
});
