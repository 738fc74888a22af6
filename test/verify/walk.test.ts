import { FindingSeverity, FindingsError } from '../../src/base';
import { ApiFailure, FailureKind } from '../../src/verify/live/api-failure';
import { ChangeKind } from '../../src/verify/live/change';
import { ClusterApi } from '../../src/verify/live/cluster-api';
import { CLUSTER_STEP } from '../../src/verify/live/cluster-step';
import { MADE_FOR_STEP } from '../../src/verify/live/made-for-step';
import { OBJECTS_STEP } from '../../src/verify/live/objects-step';
import { failed, ok, type StepResult } from '../../src/verify/live/step';
import { type VerifyOptions, verify } from '../../src/verify/live/walk';
import { fakeWalk } from './fake-walk';

const STEPS = [CLUSTER_STEP, MADE_FOR_STEP, OBJECTS_STEP];
const JOB = { kind: ChangeKind.JOB_CREATED, job: { namespace: 'dev', name: 'scan-1' }, keptFor: 60_000 } as const;

/** The steps of a walk of nothing, and what its watcher was told of them. */
async function walked(): Promise<{ steps?: readonly StepResult[]; error?: unknown; ended: StepResult[] }> {
  const { api, manifests } = fakeWalk();
  jest.spyOn(ClusterApi, 'connect').mockResolvedValue(api);
  const ended: StepResult[] = [];
  const watcher = { started: () => {}, waiting: () => {}, ended: (result: StepResult) => ended.push(result) };
  const options = { manifests, apply: false, allowedKinds: [], watcher } as unknown as VerifyOptions;
  try {
    return { steps: (await verify(options)).steps, ended };
  } catch (error) {
    return { error, ended };
  }
}

describe('a walk', () => {
  beforeEach(() => {
    for (const step of STEPS) {
      jest.spyOn(step, 'run').mockResolvedValue(ok(step.name));
    }
  });
  afterEach(() => jest.restoreAllMocks());
  const fails = (error: Error) => jest.spyOn(CLUSTER_STEP, 'run').mockRejectedValue(error);

  it('goes on after a step that failed', async () => {
    jest.spyOn(CLUSTER_STEP, 'run').mockResolvedValue(failed('it is not there'));
    const { steps, ended } = await walked();
    expect(steps).toEqual([
      { step: 'cluster', outcome: 'failed', details: ['it is not there'] },
      { step: 'made-for', outcome: 'ok', details: ['made-for'] },
      { step: 'objects', outcome: 'ok', details: ['objects'] },
    ]);
    expect(ended).toEqual(steps);
  });

  it.each<[string, Error, string[]]>([
    [
      'what was configured is wrong',
      new FindingsError(
        'verify',
        ['first', 'second'].map((key) => ({
          rule: 'any/rule',
          severity: FindingSeverity.ERROR,
          keys: ['spec', key],
          message: 'is wrong',
        })) as never,
      ),
      ['spec.first is wrong', 'spec.second is wrong'],
    ],
    ['the server cannot be reached', new ApiFailure(FailureKind.UNREACHABLE, 'it is gone'), ['it is gone']],
    ['the credentials are wrong', new ApiFailure(FailureKind.UNAUTHORIZED, 'log in'), ['log in']],
  ])('ends where %s', async (_, error, details) => {
    fails(error);
    const skipped = { outcome: 'skipped', details: ['not reached because the step cluster did not pass'] };
    expect((await walked()).steps).toEqual([
      { step: 'cluster', outcome: 'unknown', details },
      { step: 'made-for', ...skipped },
      { step: 'objects', ...skipped },
    ]);
  });

  it('goes on after a request that is refused', async () => {
    fails(new ApiFailure(FailureKind.REFUSED, 'the server answered 500'));
    const [first, ...others] = (await walked()).steps ?? [];
    expect(first).toEqual({ step: 'cluster', outcome: 'unknown', details: ['the server answered 500'] });
    expect(others.map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
  });

  it('ends with a bug, after it reported what is left on the cluster', async () => {
    const bug = new RangeError('a bug');
    jest.spyOn(MADE_FOR_STEP, 'run').mockImplementation(async ({ changes }) => {
      changes.add(JOB);
      throw bug;
    });
    const { error, ended } = await walked();
    expect(error).toBe(bug);
    const left = 'left on the cluster: created Job dev/scan-1; it is removed 1 minute after it ends';
    const details = ['verify ended with an unexpected error', left];
    expect(ended.slice(1)).toEqual([{ step: 'made-for', outcome: 'unknown', details }]);
  });
});
