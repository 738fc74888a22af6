import { ApiFailure, FailureKind } from '../../src/verify/live/api-failure';
import { OBJECTS_STEP } from '../../src/verify/live/objects-step';
import { fakeWalk, objectOf } from './fake-walk';

const job = (name: string) =>
  objectOf({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace: 'dev' }, spec: { parallelism: 1 } });
const SERVICE = objectOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'dev' }, spec: {} });
const JOB = '/apis/batch/v1/namespaces/dev/jobs/scan';
const LIVE = { apiVersion: 'batch/v1', kind: 'Job' };
const NAMESPACE = '/api/v1/namespaces/dev';

describe('the objects of the manifests', () => {
  it.each<[string, Record<string, unknown>, string, string[]]>([
    [
      'as they should be',
      { [JOB]: { ...LIVE, spec: { parallelism: 1, other: 2 } } },
      'ok',
      ['1 object present and unchanged'],
    ],
    [
      'other than they should be',
      { [JOB]: { ...LIVE, spec: { parallelism: 2 } } },
      'failed',
      ['Job dev/scan was changed: spec.parallelism is 2, not 1'],
    ],
    ['missing', { [NAMESPACE]: {} }, 'failed', ['Job dev/scan does not exist; a Job is removed an hour after it ends']],
    [
      'not readable',
      { [NAMESPACE]: {}, [JOB]: new ApiFailure(FailureKind.FORBIDDEN, 'it is forbidden') },
      'unknown',
      ['Job dev/scan cannot be read: it is forbidden'],
    ],
  ])('are %s', async (_, answers, outcome, details) => {
    expect(await OBJECTS_STEP.run(fakeWalk({ objects: [job('scan')], answers }))).toEqual({ outcome, details });
  });

  it('do not go away by themselves, except for Jobs', async () => {
    const answers = { [NAMESPACE]: {} };
    expect(await OBJECTS_STEP.run(fakeWalk({ objects: [SERVICE], answers }))).toEqual({
      outcome: 'failed',
      details: ['Service dev/web does not exist'],
    });
  });
});
