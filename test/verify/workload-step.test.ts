import { decoysIn, workloadStep } from '../../src/verify/live/workload-step';
import { fakeWalk, objectOf } from './fake-walk';

/** A decoy in the default namespace, which its manifest does not name. */
const DECOY = objectOf({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'honeypot', annotations: { 'calico-threat-defense/decoy-alert': 'pods.honeypot' } },
  spec: { selector: { matchLabels: { app: 'honeypot' } } },
});
const PATH = '/apis/apps/v1/namespaces/default/daemonsets/honeypot';
const PODS = '/api/v1/namespaces/default/pods';

const ready = { phase: 'Running', containerStatuses: [{ ready: true }] };
const pod = (status: object) => ({ items: [{ metadata: { name: 'honeypot-x1' }, status }] });

/** What the step finds, and what it waits for, when it may wait for a few looks. */
async function find(answers: Record<string, unknown>) {
  const walk = fakeWalk({ answers, timing: { adJobs: 1_000 } });
  const steps = decoysIn([DECOY]).map(workloadStep);
  expect(steps.map(({ name }) => name)).toEqual(['decoy']);
  const finding = await steps[0]?.run(walk);
  return { ...finding, waited: walk.waited, asked: walk.asked.map(({ path }) => path) };
}

describe('the step of a workload', () => {
  it('reads the pods of its namespace', async () => {
    expect(await find({ [PATH]: {}, [PODS]: pod(ready) })).toEqual({
      outcome: 'ok',
      details: ['pod honeypot-x1 is running and ready'],
      waited: [],
      asked: [PATH, PODS],
    });
  });

  it.each<[string, unknown, string]>([
    ['does not exist', undefined, 'DaemonSet honeypot does not exist'],
    ['is scaled to nothing', { spec: { replicas: 0 } }, 'DaemonSet honeypot has no pod: it is scaled to 0 replicas'],
    [
      'has no permission for pods',
      {
        status: {
          conditions: [
            { type: 'Available', status: 'True', message: 'has the minimum' },
            { type: 'ReplicaFailure', status: 'True', message: 'exceeded\nquota' },
          ],
        },
      },
      'DaemonSet honeypot has no pod: exceeded quota',
    ],
  ])('fails without a wait where the workload %s', async (_, live, message) => {
    const { outcome, details, waited } = await find({ [PATH]: live, [PODS]: { items: [] } });
    expect([outcome, details, waited]).toEqual(['failed', [message], []]);
  });

  it('waits where a failure is over', async () => {
    let looks = 0;
    const conditions = [{ type: 'ReplicaFailure', status: 'False', message: 'exceeded quota' }];
    const pods = () => (++looks === 1 ? { items: [] } : pod(ready));
    const { outcome, waited } = await find({ [PATH]: { status: { conditions } }, [PODS]: pods });
    expect([outcome, waited]).toEqual(['ok', ['DaemonSet honeypot has no pod yet; waiting up to 1 second']]);
  });

  it('does not wait for a pod that cannot run', async () => {
    const status = { containerStatuses: [{ image: 'x', state: { waiting: { reason: 'ErrImagePull' } } }] };
    const { outcome, details, waited } = await find({ [PATH]: {}, [PODS]: pod(status) });
    expect([outcome, details, waited]).toEqual([
      'failed',
      ['pod honeypot-x1 does not run: the image x cannot be pulled (ErrImagePull)'],
      [],
    ]);
  });
});
