import { failed, type LiveCheck, ok } from '../../src/kind';
import { ApiFailure, FailureKind } from '../../src/verify/live/api-failure';
import { ChangeKind } from '../../src/verify/live/change';
import { type checksOf, liveCheckStep } from '../../src/verify/live/live-check-step';
import { fakeWalk, objectOf } from './fake-walk';

const alert = (name: string) =>
  objectOf({ apiVersion: 'projectcalico.org/v3', kind: 'GlobalAlert', metadata: { name } });
const [FIRST, SECOND] = [alert('first'), alert('second')];
const pathOf = (name: string) => `/apis/projectcalico.org/v3/globalalerts/${name}`;
const MADE = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made', namespace: 'dev' } };

/** Passes where the object on the cluster is active. */
const CHECK: LiveCheck = {
  step: 'alert',
  waitsFor: 'to become active',
  longest: 60_000,
  judge: ({ manifest, live }) => {
    const { name } = manifest.metadata as { name: string };
    return JSON.stringify(live) === '{"active":true}' ? ok(`${name} is active`) : failed(`${name} is not active`);
  },
};
const stepOf = (check: LiveCheck, ...objects: Parameters<typeof checksOf>[1]) =>
  liveCheckStep({ check, objects, isAside: false });
const settled = { settled: 60_000 };

describe('the check of a kind on the cluster', () => {
  /** An alert that is active when it is read for the second time. */
  const late = () => {
    let reads = 0;
    return () => ({ active: ++reads > 1 });
  };

  it('waits for an object that was just applied', async () => {
    const changes = [{ kind: ChangeKind.APPLIED, object: FIRST }] as const;
    const walk = fakeWalk({ answers: { [pathOf('first')]: late() }, timing: settled, changes });
    expect(await stepOf(CHECK, FIRST).run(walk)).toEqual({ outcome: 'ok', details: ['first is active'] });
    expect(walk.waited).toEqual(['waiting for GlobalAlert first to become active, up to 1 minute']);
  });

  it('does not wait for an object because another one was applied', async () => {
    const changes = [
      { kind: ChangeKind.APPLIED, object: SECOND },
      { kind: ChangeKind.JOB_REQUESTED, job: { namespace: 'dev', name: 'scan' } },
    ] as const;
    const walk = fakeWalk({ answers: { [pathOf('first')]: late() }, timing: settled, changes });
    expect(await stepOf(CHECK, FIRST).run(walk)).toEqual({ outcome: 'failed', details: ['first is not active'] });
    expect([walk.waited, walk.asked.length]).toEqual([[], 1]);
  });

  it.each<[string, number, number | undefined, string]>([
    ['the kind says', 600_000, undefined, '1 minute'],
    ['the timing says', 30_000, undefined, '30 seconds'],
    ['--timeout says', 600_000, 20_000, '20 seconds'],
  ])('waits no longer than %s', async (_, most, timeout, text) => {
    const changes = [{ kind: ChangeKind.APPLIED, object: FIRST }] as const;
    const timing = { settled: most };
    const walk = fakeWalk({ answers: { [pathOf('first')]: late() }, timing, changes, timeout });
    await stepOf(CHECK, FIRST).run(walk);
    expect(walk.waited).toEqual([`waiting for GlobalAlert first to become active, up to ${text}`]);
  });

  it('judges with what Calico made of the object, and with the clock of the server', async () => {
    const serverTime = new Date(Date.UTC(2026, 0, 1));
    const judge = jest.fn(() => ok());
    const answers = { [pathOf('first')]: { live: 1 }, '/api/v1/namespaces/dev/configmaps/made': { made: 1 } };
    const makes = () => [MADE, { ...MADE, metadata: { name: 'missing', namespace: 'dev' } }];
    await stepOf({ ...CHECK, makes, judge }, FIRST).run(fakeWalk({ answers, serverTime }));
    const made = [{ made: 1 }, undefined];
    expect(judge.mock.calls).toEqual([[{ manifest: FIRST.manifest, live: { live: 1 }, made, now: serverTime }]]);
  });

  it('reports what cannot be read about an object, and goes on with the next one', async () => {
    const answers = {
      [pathOf('first')]: new ApiFailure(FailureKind.FORBIDDEN, 'it is forbidden'),
      [pathOf('second')]: { active: true },
    };
    expect(await stepOf(CHECK, FIRST, SECOND).run(fakeWalk({ answers }))).toEqual({
      outcome: 'unknown',
      details: ['GlobalAlert first cannot be verified: it is forbidden', 'second is active'],
    });
  });

  it('goes no further where the server cannot be reached', async () => {
    const answers = { [pathOf('first')]: new ApiFailure(FailureKind.UNAUTHORIZED, 'log in') };
    await expect(stepOf(CHECK, FIRST, SECOND).run(fakeWalk({ answers }))).rejects.toThrow('log in');
  });

  it('fails where the cluster does not have the kind', async () => {
    const other = objectOf({ apiVersion: 'example.com/v1', kind: 'Other', metadata: { name: 'x' } });
    expect(await stepOf(CHECK, other).run(fakeWalk())).toEqual({
      outcome: 'failed',
      details: ['Other x cannot exist: the cluster does not have the kind Other of example.com/v1'],
    });
  });
});
