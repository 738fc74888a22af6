import { CalicoRelease } from '../../src';
import { MADE_FOR_STEP } from '../../src/verify/live/made-for-step';
import { fakeWalk, objectOf } from './fake-walk';

const made = (annotations: object) =>
  objectOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'dev', annotations } });
const fact = (value: unknown) => ({ value, source: 'test' });

/** What the step finds on a cluster with Calico Enterprise 3.22, without a name. */
async function find(annotations: object) {
  const walk = fakeWalk({ objects: [made(annotations)] });
  const release = { ...fact('3.22.1'), calicoRelease: CalicoRelease.parse('3.22.1') };
  walk.facts = { release, topology: fact('standalone'), name: undefined, logs: {}, doubts: [] } as never;
  return await MADE_FOR_STEP.run(walk);
}
const of = (release: string) => ({ 'calico-threat-defense/release': release });

describe('the cluster that manifests were made for', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each<[string, object, object]>([
    ['the same release', of('3.22.1'), { outcome: 'ok', details: ['made for Calico Enterprise 3.22.1'] }],
    [
      'a release that is none',
      of('new'),
      {
        outcome: 'failed',
        details: ['the manifests were made for "new", which is not a Calico release'],
        stop: true,
      },
    ],
    [
      'another release',
      of('3.14.1'),
      {
        outcome: 'failed',
        details: [
          'the manifests were made for Calico Enterprise 3.14.1, but the cluster runs Calico Enterprise 3.22.1',
        ],
        stop: true,
      },
    ],
    [
      'another topology',
      { 'calico-threat-defense/topology': 'managed' },
      {
        outcome: 'failed',
        details: ['the manifests were made for the topology "managed", but the cluster\'s is "standalone"'],
        stop: true,
      },
    ],
    [
      'a name that is not stored',
      { 'calico-threat-defense/cluster': 'prod' },
      {
        outcome: 'ok',
        details: ['made for the name "prod", which cannot be compared because it is not stored on the cluster'],
      },
    ],
  ])('is compared with this one: %s', async (_, annotations, expected) => {
    expect(await find(annotations)).toEqual(expected);
  });

  it('is unknown where nothing is known of this one', async () => {
    const finding = await MADE_FOR_STEP.run(fakeWalk({ objects: [made(of('3.22.1'))] }));
    expect(finding).toEqual({ outcome: 'unknown', details: [] });
  });

  it('is not described where there is a bug', async () => {
    const bug = new RangeError('a bug');
    const parse = CalicoRelease.parse('3.22.1');
    jest
      .spyOn(CalicoRelease, 'parse')
      .mockReturnValueOnce(parse)
      .mockImplementation(() => {
        throw bug;
      });
    await expect(find(of('3.22.1'))).rejects.toBe(bug);
  });
});
