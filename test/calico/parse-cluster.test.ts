import { FindingsError } from '../../src/base';
import { CalicoRelease, CalicoTopology, parseCluster, requireCluster } from '../../src/calico';
import { messageOf } from '../support';

const release = (value: string) => ({ name: 'CALICO_RELEASE', value });
const topology = (value: string) => ({ name: 'CALICO_TOPOLOGY', value });

describe('release and topology as a user writes them', () => {
  it.each(Object.values(CalicoTopology))('are read: %s', (name) => {
    expect(parseCluster(release('3.22'), topology(name))).toEqual({
      release: CalicoRelease.enterprise('3.22'),
      topology: name,
      findings: [],
    });
    expect(requireCluster('lint', release('3.22'), topology(name))).toEqual({
      release: CalicoRelease.enterprise('3.22'),
      topology: name,
    });
  });

  it.each([
    [
      'an unknown topology',
      '3.22',
      'alone',
      'CALICO_TOPOLOGY = "alone": is not a valid topology: use managed, standalone, management [environment/unknown-topology]',
    ],
    [
      'a misspelt topology',
      '3.22',
      'manged',
      'CALICO_TOPOLOGY = "manged": is not a valid topology: use managed, standalone, management; did you mean managed? [environment/unknown-topology]',
    ],
    ['an unknown release', 'latest', 'managed', 'CALICO_RELEASE = "latest": is not a Calico release. Use major.minor'],
    [
      'a release that is too old',
      '3.6',
      'managed',
      'CALICO_RELEASE = "3.6": is older than 3.7, the oldest supported release. Use 3.7 or newer [release/unsupported]',
    ],
    [
      'a topology that Calico Cloud does not have',
      'cloud-20.3.0',
      'standalone',
      'CALICO_TOPOLOGY = "standalone": Calico Cloud 20.3.0 only has managed clusters; use the topology managed, with the name of the cluster [cluster/cloud-is-managed]',
    ],
  ])('are refused with %s', (_, written, place, line) => {
    const message = messageOf(() => requireCluster('lint', release(written), topology(place)));
    expect(message).toMatch(/^lint: 1 problem\n {2}/);
    expect(message.split('\n')[1]?.trim().slice(0, line.length)).toBe(line);
  });

  it('are refused together', () => {
    const { release: none, topology: nor, findings } = parseCluster(release('latest'), topology('alone'));
    expect([none, nor]).toEqual([undefined, undefined]);
    expect(findings.map(({ keys }) => keys)).toEqual([['CALICO_RELEASE'], ['CALICO_TOPOLOGY']]);
    expect(() => requireCluster('lint', release('latest'), topology('alone'))).toThrow(FindingsError);
    expect(parseCluster(release('3.22'), topology('alone'))).toMatchObject({ release: { version: '3.22.1' } });
    expect(parseCluster(release('latest'), topology('standalone'))).toMatchObject({ topology: 'standalone' });
    expect(parseCluster(release('cloud-20.3.0'), topology('managed')).findings).toEqual([]);
  });

  it('are no hiding place for a mistake of the program', () => {
    const parse = jest.spyOn(CalicoRelease, 'parse').mockImplementation(() => {
      throw new TypeError('a mistake');
    });
    expect(() => parseCluster(release('3.22'), topology('managed'))).toThrow('a mistake');
    parse.mockRestore();
  });
});
