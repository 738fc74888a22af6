import { ApiFailure, FailureKind } from '../../src/verify/live/api-failure';
import { APPLY_STEP } from '../../src/verify/live/apply-step';
import type { ApiRequest } from '../../src/verify/live/cluster-api';
import { fakeWalk, objectOf } from './fake-walk';

const service = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'dev', annotations: { 'calico-threat-defense/release': '3.22' } },
  spec,
});
const pathOf = (name: string) => `/api/v1/namespaces/dev/services/${name}`;
const [WEB, API] = [objectOf(service('web')), objectOf(service('api'))];
const NAMESPACE = { '/api/v1/namespaces/dev': {} };

/** What the server answers to a dry run, and to what it does otherwise. */
const patched =
  (dryRun: unknown, real: unknown = {}) =>
  ({ query }: ApiRequest) => {
    const answer = query?.['dryRun'] === 'All' ? dryRun : real;
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };

async function apply(objects: readonly (typeof WEB)[], answers: Record<string, unknown>) {
  const walk = fakeWalk({ objects, answers: { ...NAMESPACE, ...answers } });
  const { outcome, details } = await APPLY_STEP.run(walk);
  return { outcome, details, applied: [...walk.changes], waited: walk.waited };
}

describe('what is applied', () => {
  it('is each object that is missing, after a dry run of all', async () => {
    const walk = fakeWalk({
      objects: [WEB, API],
      answers: { ...NAMESPACE, [`PATCH ${pathOf('web')}`]: {}, [`PATCH ${pathOf('api')}`]: {} },
    });
    expect(await APPLY_STEP.run(walk)).toEqual({ outcome: 'ok', details: ['2 objects applied'] });
    const request = { method: 'PATCH', contentType: 'application/apply-patch+yaml' };
    const fieldManager = 'calico-threat-defense';
    const patches = [WEB, API].map(({ manifest }) => ({
      ...request,
      path: pathOf(Object(manifest.metadata).name),
      body: manifest,
    }));
    expect(walk.asked.filter(({ method }) => method === 'PATCH')).toEqual([
      ...patches.map((patch) => ({ ...patch, query: { fieldManager, dryRun: 'All' } })),
      ...patches.map((patch) => ({ ...patch, query: { fieldManager } })),
    ]);
    expect([...walk.changes]).toEqual([WEB, API].map((object) => ({ kind: 'applied', object })));
    expect(walk.waited).toEqual(['applying Service dev/web', 'applying Service dev/api']);
  });

  it.each<[string, Error, string]>([
    ['for a reason of its own', new ApiFailure(FailureKind.REFUSED, 'the quota is exceeded'), 'the quota is exceeded'],
    [
      'because of another manager',
      new ApiFailure(FailureKind.CONFLICT, 'a conflict'),
      'a conflict; another field manager owns the field: apply the object with that tool, or leave it as it is',
    ],
  ])('is counted where the server refuses an object after the dry run %s', async (_, refusal, message) => {
    const { outcome, details, applied, waited } = await apply([WEB, API], {
      [`PATCH ${pathOf('web')}`]: patched({}, refusal),
      [`PATCH ${pathOf('api')}`]: patched({}),
    });
    expect([outcome, details]).toEqual([
      'unknown',
      [`Service dev/web cannot be applied: ${message}`, '1 object of 2 applied'],
    ]);
    expect(applied).toEqual([{ kind: 'applied', object: API }]);
    expect(waited.length).toBe(2);
  });

  it('is reported as far as it may be left where the server cannot be reached any more', async () => {
    const lost = new ApiFailure(FailureKind.UNREACHABLE, 'it is gone');
    const answers = { [`PATCH ${pathOf('web')}`]: patched({}, lost), [`PATCH ${pathOf('api')}`]: {} };
    await expect(apply([WEB, API], answers)).rejects.toEqual(
      new ApiFailure(FailureKind.UNREACHABLE, 'it is gone; possibly not applied: Service dev/web, Service dev/api'),
    );
  });

  it('is not described where there is a bug', async () => {
    const bug = new RangeError('a bug');
    await expect(apply([WEB], { [`PATCH ${pathOf('web')}`]: patched({}, bug) })).rejects.toBe(bug);
  });
});

describe('nothing is applied', () => {
  const differing = (more: object) => ({ [pathOf('web')]: service('web', { type: 'Other', ...more }) });
  const changed = objectOf(service('web', { type: 'ClusterIP', a: 1, b: 2, c: 3 }));

  it.each<[object, string]>([
    [{ type: 'ClusterIP', a: 0, b: 2, c: 3 }, 'spec.a is 0, not 1'],
    [{ type: 'ClusterIP', a: 0, b: 0, c: 3 }, 'spec.a is 0, not 1, and 1 other difference'],
    [{ type: 'ClusterIP', a: 0, b: 0, c: 0 }, 'spec.a is 0, not 1, and 2 other differences'],
  ])('where the result would differ from the manifest: %j', async (merged, difference) => {
    const answers = { ...differing({}), [`PATCH ${pathOf('web')}`]: service('web', merged) };
    const { outcome, details, applied } = await apply([changed, API], { ...answers, [`PATCH ${pathOf('api')}`]: {} });
    expect([outcome, details, applied]).toEqual([
      'failed',
      [
        `Service dev/web cannot be applied: the result would differ from the manifest: ${difference}; another field manager owns the field: apply the object with that tool, or leave it as it is`,
        'nothing was applied',
      ],
      [],
    ]);
  });

  it.each<[string, string, FailureKind, string]>([
    ['refuses it', 'the server answered 422', FailureKind.REFUSED, 'failed'],
    ['forbids it', 'it is forbidden', FailureKind.FORBIDDEN, 'unknown'],
    ['does not find it', 'the server answered 404', FailureKind.NOT_FOUND, 'unknown'],
  ])('where the server %s in a dry run', async (_, message, kind, outcome) => {
    const refusal = new ApiFailure(kind, message);
    const answers = { [`PATCH ${pathOf('web')}`]: patched(refusal), [`PATCH ${pathOf('api')}`]: {} };
    expect(await apply([WEB, API], answers)).toEqual({
      outcome,
      details: [`Service dev/web cannot be applied: ${message}`, 'nothing was applied'],
      applied: [],
      waited: [],
    });
  });

  it('where the cluster does not have a kind', async () => {
    const alert = objectOf({ apiVersion: 'projectcalico.org/v4', kind: 'GlobalAlert', metadata: { name: 'new' } });
    const { outcome, details } = await apply([alert], {});
    expect([outcome, details]).toEqual([
      'unknown',
      ['GlobalAlert new cannot be applied: the cluster does not have the kind GlobalAlert', 'nothing was applied'],
    ]);
  });

  it('where every object is as it should be', async () => {
    expect(await apply([WEB], { [pathOf('web')]: service('web') })).toEqual({
      outcome: 'ok',
      details: ['nothing to apply: every object is present and unchanged'],
      applied: [],
      waited: [],
    });
  });
});
