import {
  CalicoRelease,
  cloudReleases,
  compareVersions,
  enterpriseBands,
  featuresOf,
  historyOf,
  rowIn,
  takeSameManifests,
  version,
  versionText,
} from '../../src/calico';
import { captureStderr } from '../support';

const features = (release: string) => featuresOf(version(release));

/** Releases at which something changes, and what is the last one before. */
const BANDS = [
  '3.7.0',
  '3.8.0',
  '3.9.0',
  '3.10.0',
  '3.11.0',
  '3.12.0',
  '3.13.0',
  '3.18.0-2.0',
  '3.21.0-2.0',
  '3.23.0-2.0',
  '3.24.0',
];

describe('the table of releases', () => {
  captureStderr();

  it('has bands, in order, in which the same manifests fit', () => {
    expect(enterpriseBands()).toEqual(BANDS);
    const sorted = [...BANDS].sort((left, right) => compareVersions(version(left), version(right)));
    expect(sorted).toEqual(BANDS);
    for (const [index, band] of BANDS.entries()) {
      const next = BANDS[index + 1];
      expect([band, takeSameManifests(features(band), features(band))]).toEqual([band, true]);
      expect([band, next !== undefined && takeSameManifests(features(band), features(next))]).toEqual([band, false]);
    }
    expect(takeSameManifests(features('3.14.0'), features('3.17.0'))).toBe(true);
    // What a server does with the same manifest is no difference of manifests.
    expect(takeSameManifests(features('3.21.0-2.0'), features('3.23.0-1.0'))).toBe(true);
  });

  it.each([...BANDS, '3.21.0-1.0', '3.22.1', '3.23.0-1.0', '3.23.1'])('knows what %s has', (release) => {
    expect(features(release)).toMatchSnapshot();
  });

  it('knows when a feature changed', () => {
    expect(historyOf('tigeraTier')).toEqual([
      ['3.7.0', 'allow-tigera'],
      ['3.23.0-2.0', 'calico-system'],
    ]);
    expect(rowIn(historyOf('tigeraTier'), version('3.23.0-1.9'))).toEqual(['3.7.0', 'allow-tigera']);
    expect(rowIn(historyOf('tigeraTier'), version('3.23.0-2.0'))).toEqual(['3.23.0-2.0', 'calico-system']);
    expect(rowIn(historyOf('tigeraTier'), version('3.6.0'))).toBeUndefined();
  });

  it('knows what Calico Cloud is made of, from the first release that counts on its own', () => {
    const releases = cloudReleases();
    expect([releases[0], releases.at(-1), releases.length]).toEqual(['17.0.0', '23.0.0', 16]);
    const bases = releases.map((release) => [release, versionText(CalicoRelease.cloud(release)._base)]);
    expect(bases).toMatchSnapshot();
  });

  it.each([
    ['17.1.1', '3.17.1'],
    ['17.1.2', '3.17.1'],
    ['17.9.0', '3.17.1'],
    ['18.2.0', '3.18.0-1.1'],
    ['18.2.1', '3.18.0-1.1'],
    ['18.3.1', '3.18.0-2.0'],
    ['18.9.0', '3.18.0-2.0'],
    ['19.2.9', '3.19.0-1.0'],
    ['19.3.0', '3.19.0-2.0'],
    ['20.4.0', '3.20.1'],
    ['21.2.9', '3.21.0-1.0'],
    ['22.3.0', '3.22.1'],
    ['22.6.0', '3.22.6'],
    ['3.16.0', '3.16.0'],
    ['3.7.0', '3.7.0'],
  ])('knows the base of Calico Cloud %s: %s', (release, base) => {
    expect(versionText(CalicoRelease.cloud(release)._base)).toBe(base);
  });

  it('has releases that include the changes of others', () => {
    const release = CalicoRelease.enterprise('3.18.0-2.0');
    expect([release._has('3.18.0'), release._has('3.18.0-2.0'), release._has('3.18.0-2.1')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(release._valueIn(historyOf('anomalyDetection'))).toBe('removed');
    expect(release._valueIn([['3.19.0', 'later']])).toBeUndefined();
    expect(CalicoRelease.cloud('18.3.0')._has('3.18.0-2.0')).toBe(true);
    expect(CalicoRelease.cloud('18.2.0')._has('3.18.0-2.0')).toBe(false);
  });
});
