import { CalicoRelease, NEWEST_CLOUD, NEWEST_ENTERPRISE } from '../../src/calico';
import { requireReleases, requireWays, upgradeReleases } from '../../src/cli/upgrade-releases';
import { captureStderr, messageOf } from '../support';

describe('the releases of an upgrade', () => {
  const stderr = captureStderr();

  it('are those of the options, and CALICO_RELEASE counts where --from is missing', () => {
    const releases = (...args: Parameters<typeof upgradeReleases>) => {
      const { from, otherwiseFrom, to } = upgradeReleases(...args);
      return [from, otherwiseFrom, to].map((release) => release && String(release));
    };
    expect(releases('3.22', '3.24', 'cloud-22.5.0')).toEqual(['3.22.1', undefined, '3.24.0-1.0']);
    expect(releases('3.22', 'cloud-23.0.1', undefined)).toEqual(['3.22.1', undefined, 'cloud-23.0.1']);
    expect(releases('cloud-22.5.0', 'cloud-23.0.1', undefined)).toEqual(['cloud-22.5.0', undefined, 'cloud-23.0.1']);
    expect(releases(undefined, '3.24', '3.21.1')).toEqual([undefined, '3.21.1', '3.24.0-1.0']);
    expect(releases(undefined, '3.24', undefined)).toEqual([undefined, undefined, '3.24.0-1.0']);
    expect(stderr()).toBe('');
  });

  it('have notices on standard error', () => {
    upgradeReleases('cloud-22.9.9', 'cloud-23.0.1', undefined);
    expect(stderr()).toBe(
      'CalicoRelease: 1 notice\n  release = "cloud-22.9.9": is not a release of Calico Cloud that this library knows. It is treated like the last known release before it, which runs components of Calico Enterprise 3.22.6 [release/unlisted]\n',
    );
  });

  it.each([
    ['--to', ['3.22', '3.244', undefined], NEWEST_ENTERPRISE],
    ['--from', ['3.222.1', '3.24', undefined], NEWEST_ENTERPRISE],
    ['--to', [undefined, 'cloud-99.1.0', undefined], `cloud-${NEWEST_CLOUD}`],
    ['CALICO_RELEASE', [undefined, '3.24', '3.99'], NEWEST_ENTERPRISE],
  ] as const)('must be known: %s of %j', (option, [from, to, otherwise], newest) => {
    expect(messageOf(() => upgradeReleases(from, to, otherwise))).toMatch(
      new RegExp(
        `\\n  ${option} = "[^"]+": is newer than the releases that this version of the command knows; the newest is ${newest} \\[command/upgrade-unknown-release\\]$`,
      ),
    );
    expect(stderr()).toBe('');
  });

  it.each([
    ['clod-22.5.0', 'cloud-22.5.0'],
    ['cluod-23.0.1', 'cloud-23.0.1'],
    ['3,24', '3.24'],
    ['3.18.0_2.0', '3.18.0-2.0'],
  ])('have a suggestion for %s', (value, nearest) => {
    expect(messageOf(() => upgradeReleases(value, '3.24', undefined))).toContain(
      `; did you mean ${nearest}? [release/unknown]`,
    );
  });

  it('have no suggestion for what is not like any of them, or what is too old', () => {
    expect(messageOf(() => upgradeReleases('latest', '3.24', undefined))).toMatch(
      /cloud-23\.0\.1 \[release\/unknown\]$/,
    );
    expect(messageOf(() => upgradeReleases('3.2', '3.24', undefined))).toBe(
      'calico-threat-defense upgrade: 1 problem\n  --from = "3.2": is older than 3.7, the oldest supported release. Use 3.7 or newer [release/unsupported]',
    );
  });

  it('must differ', () => {
    expect(messageOf(() => upgradeReleases('cloud-22.5.0', 'cloud-22.5', undefined))).toBe(
      'calico-threat-defense upgrade: 1 problem\n  --from = "cloud-22.5.0": is the same release as --to, so nothing changes [command/upgrade-same-release]',
    );
  });

  it('must not lead from Calico Cloud to Calico Enterprise, also where an object states them', () => {
    const why =
      '= "cloud-22.5.0": is a release of Calico Cloud, whose clusters cannot be upgraded to Calico Enterprise; write manifests for Calico Enterprise 3.24.0-1.0, and check them with lint [command/upgrade-from-cloud]';
    const to = CalicoRelease.parse('3.24');
    expect(messageOf(() => upgradeReleases('cloud-22.5.0', '3.24', undefined))).toContain(`\n  --from ${why}`);
    expect(messageOf(() => requireWays(['3.22', 'cloud-22.5.0'], to))).toContain(
      `\n  calico-threat-defense/release ${why}`,
    );
    expect(() => requireWays(['3.22', '3.24'], to)).not.toThrow();
    expect(() =>
      requireWays(['3.22', 'cloud-22.5.0', 'cloud-23.0.1'], CalicoRelease.parse('cloud-23.0.1')),
    ).not.toThrow();
  });

  it('must be known for every object', () => {
    expect(() => requireReleases([])).not.toThrow();
    expect(messageOf(() => requireReleases(['GlobalAlert a', 'GlobalAlert b']))).toBe(
      'calico-threat-defense upgrade: 1 problem\n  --from: is required: GlobalAlert a and 1 more do not state the release that they are for; pass the release before the upgrade, as in --from 3.22, or set CALICO_RELEASE [command/upgrade-release-missing]',
    );
  });
});
