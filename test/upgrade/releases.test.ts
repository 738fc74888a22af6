import { CalicoRelease, enterpriseReleases, releasesOnTheWay } from '../../src/calico';
import { checksOf } from '../../src/upgrade/object-step';
import { OBJECTS } from './objects';

const way = (from: string, to: string) =>
  releasesOnTheWay(CalicoRelease.parse(from), CalicoRelease.parse(to)).map((release) => String(release));

describe('the way from release to release', () => {
  it.each<[string, string, string[]]>([
    ['3.12', '3.13', ['3.12.0', '3.13.0']],
    ['3.17.3', '3.18', ['3.17.3', '3.18.0', '3.18.0-1.0', '3.18.0-1.1', '3.18.0-2.0', '3.18.1']],
    ['3.23', '3.24', ['3.23.1', '3.24.0-1.0']],
    ['3.19', '3.18.0-1.1', ['3.19.1', '3.19.0-2.0', '3.19.0-1.0', '3.18.1', '3.18.0-2.0', '3.18.0-1.1']],
    ['cloud-18.0.0', 'cloud-19.2', ['cloud-18.0.0', 'cloud-18.3.0', 'cloud-19.0.0', 'cloud-19.2.0']],
    ['3.16', 'cloud-17.1.0', ['3.16.0', '3.17.0', 'cloud-17.1.0']],
  ])('%s to %s', (from, to, releases) => {
    expect(way(from, to)).toEqual(releases);
  });

  it('leads back over the same releases', () => {
    expect(way('3.24', '3.7')).toEqual(way('3.7', '3.24').reverse());
  });

  it('misses no release in which something changes for an object', () => {
    const finer = enterpriseReleases().flatMap((release) => {
      const [, major, patch] = /^(.*\.)(\d+)$/.exec(release) ?? [];
      return release.includes('-') ? [release] : [release, `${major}${Number(patch) + 1}`];
    });
    const known = enterpriseReleases();
    for (const [name, manifest] of OBJECTS) {
      const checks = checksOf(manifest);
      const found = (release: string) =>
        checks({ release: CalicoRelease.enterprise(release), topology: 'managed' as never }).map(({ rule }) => rule);
      for (const [index, release] of finer.entries()) {
        const before = finer.slice(0, index + 1).findLast((one) => known.includes(one)) ?? release;
        expect([name, release, found(release)]).toEqual([name, release, found(before)]);
      }
    }
  });
});
