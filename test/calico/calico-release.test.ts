import fc from 'fast-check';
import {
  CalicoProduct,
  CalicoRelease,
  compareVersions,
  NEWEST_CLOUD,
  NEWEST_ENTERPRISE,
  version,
  versionText,
} from '../../src/calico';
import { captureStderr, messageOf } from '../support';

function minorOf(release: string): number {
  return Number(release.split('.')[1]);
}

/** The minor after that of a release. */
function nextMinor(release: string): string {
  return `${release.split('.')[0]}.${minorOf(release) + 1}`;
}

describe('CalicoRelease', () => {
  it.each([
    ['3.7', '3.7.0'],
    ['3.14', '3.14.0'],
    ['v3.14', '3.14.0'],
    ['3.14.3', '3.14.3'],
    ['3.17', '3.17.0'],
    ['3.22', '3.22.1'],
    ['3.18', '3.18.1'],
    ['3.18.0', '3.18.0'],
    ['v3.18.0-2.0', '3.18.0-2.0'],
    ['3.23', '3.23.1'],
    ['3.24', '3.24.0-1.0'],
  ])('takes %s of Calico Enterprise for %s', (written, full) => {
    const release = CalicoRelease.enterprise(written);
    expect([release.product, release.version, release.toString()]).toEqual([CalicoProduct.ENTERPRISE, full, full]);
    expect(release.displayName).toBe(`Calico Enterprise ${full}`);
    expect(CalicoRelease.parse(release.toString())).toEqual(release);
  });

  it.each([
    ['18.3.0', '18.3.0'],
    ['v23.0', '23.0.0'],
    ['22.5.0', '22.5.0'],
    ['cloud-23.0.1', '23.0.1'],
  ])('takes %s of Calico Cloud for %s', (written, full) => {
    const release = CalicoRelease.cloud(written);
    expect([release.product, release.version, release.toString()]).toEqual([
      CalicoProduct.CLOUD,
      full,
      `cloud-${full}`,
    ]);
    expect(release.displayName).toBe(`Calico Cloud ${full}`);
    expect(CalicoRelease.parse(release.toString())).toEqual(release);
  });

  const unknown =
    'is not a Calico release. Use major.minor, major.minor.patch or an early preview, such as 3.14, 3.18.1 or 3.18.0-2.0; for Calico Cloud, cloud-23.0.1 [release/unknown]';
  it.each([
    '',
    'latest',
    '3',
    'v3.x',
    '3.14.',
    '3.14-1.0',
    ' 3.14',
    '3.14\n',
    '٣.١٤',
    '3.99999',
    'cloud-',
    'cloud-latest',
    '3.14.0-rc1',
  ])('refuses %j', (text) => {
    const value = JSON.stringify(text);
    expect(messageOf(() => CalicoRelease.parse(text))).toBe(
      `CalicoRelease: 1 problem\n  release = ${value}: ${unknown}`,
    );
  });

  it.each(['2.6', '3.6', '0.0', '3.6.9-9.9'])('refuses %s, which is too old', (text) => {
    expect(messageOf(() => CalicoRelease.enterprise(text))).toBe(
      `CalicoRelease: 1 problem\n  release = "${text}": is older than 3.7, the oldest supported release. Use 3.7 or newer [release/unsupported]`,
    );
  });

  it.each([
    ['3.7', 'jobs'],
    ['3.12.9', 'jobs'],
    ['3.13', 'global-alerts'],
    ['3.17', 'global-alerts'],
    ['3.18.0', 'global-alerts'],
    ['3.18.0-1.1', 'global-alerts'],
    ['3.18.0-2.0', 'removed'],
    ['3.18.1', 'removed'],
    ['3.18', 'removed'],
    ['3.24', 'removed'],
  ])('knows how %s detects anomalies: %s', (text, anomalyDetection) => {
    expect(CalicoRelease.enterprise(text)._features.anomalyDetection).toBe(anomalyDetection);
  });

  it.each([
    ['3.12', 'jobs'],
    ['3.14', 'global-alerts'],
    ['17.0', 'global-alerts'],
    ['18.0.0', 'global-alerts'],
    ['18.2.0', 'global-alerts'],
    ['18.3', 'removed'],
    ['23.0.1', 'removed'],
  ])('knows how Calico Cloud %s detects anomalies: %s', (text, anomalyDetection) => {
    expect(CalicoRelease.cloud(text)._features.anomalyDetection).toBe(anomalyDetection);
  });

  it.each([
    ['3.23.0', 'allow-tigera'],
    ['3.23.0-1.0', 'allow-tigera'],
    ['3.23.0-2.0', 'calico-system'],
    ['3.23', 'calico-system'],
    ['3.24', 'calico-system'],
    ['cloud-3.14', 'allow-tigera'],
    ['cloud-22.5.0', 'allow-tigera'],
    ['cloud-22.5.7', 'allow-tigera'],
    ['cloud-23.0.0', 'calico-system'],
  ])("knows the tier of Tigera's policies in %s: %s", (text, tier) => {
    expect(CalicoRelease.parse(text)._features.tigeraTier).toBe(tier);
  });

  it.each([
    ['3.21.0', 'tigera-guardian'],
    ['3.21.0-1.2', 'tigera-guardian'],
    ['3.21.0-2.0', 'calico-system'],
    ['cloud-21.2.0', 'tigera-guardian'],
    ['cloud-21.3.0', 'calico-system'],
  ])('knows the namespace of guardian in %s: %s', (text, namespace) => {
    expect(CalicoRelease.parse(text)._features.guardian.namespace).toBe(namespace);
  });

  it.each([
    ['3.16.1', '3.16.1'],
    ['17.0', '3.17.1'],
    ['18.2.9', '3.18.0-1.1'],
    ['22.4.2', '3.22.4'],
    ['23.0.9', '3.23.1'],
  ])('knows the base of Calico Cloud %s: %s', (text, base) => {
    expect(versionText(CalicoRelease.cloud(text)._base)).toBe(base);
  });

  it.each(['23.2', 'v23.2', '23.2.0', '23.2.1', 'cloud-23.2'])('refuses %s, a folder of the documentation', (text) => {
    expect(messageOf(() => CalicoRelease.cloud(text))).toBe(
      `CalicoRelease: 1 problem\n  release = "${text}": is not a release of Calico Cloud: 23-2 is only the name of a documentation folder, which covers 23.0.1. Use cloud-23.0.1 [release/unknown]`,
    );
  });

  it.each([3.2, null, undefined, {}])('refuses %j, which is not a string', (value) => {
    expect(messageOf(() => CalicoRelease.enterprise(value as never))).toContain('[argument/type]');
    expect(messageOf(() => CalicoRelease.cloud(value as never))).toContain('[argument/type]');
    expect(messageOf(() => CalicoRelease.parse(value as never))).toContain('[argument/type]');
  });

  it('has the newest general release, which is not a preview, as LATEST', () => {
    const { version: latest, product } = CalicoRelease.LATEST;
    expect([latest, product]).toEqual([expect.stringMatching(/^3\.\d+\.1$/), CalicoProduct.ENTERPRISE]);
    const later = Array.from({ length: minorOf(NEWEST_ENTERPRISE) - minorOf(latest) }, (_, index) =>
      CalicoRelease.enterprise(`3.${minorOf(latest) + 1 + index}`),
    );
    expect(later.map(String).filter((release) => !release.includes('-'))).toEqual([]);
  });

  it('says of a number that it must be a string', () => {
    expect(messageOf(() => CalicoRelease.enterprise(3.2 as never))).toContain(
      'release = 3.2: must be a string; quote it: YAML and JavaScript read 3.20 as the number 3.2',
    );
  });
});

describe('a release that is newer than the newest known', () => {
  const stderr = captureStderr();

  it.each([
    [nextMinor(NEWEST_ENTERPRISE), NEWEST_ENTERPRISE],
    ['4.0.2', NEWEST_ENTERPRISE],
    [`cloud-${nextMinor(NEWEST_CLOUD)}`, NEWEST_CLOUD],
    ['cloud-99.1', NEWEST_CLOUD],
  ])('is treated like that, with a notice: %s', (text, newest) => {
    const release = CalicoRelease.parse(text);
    expect(release._features.anomalyDetection).toBe('removed');
    expect(stderr()).toBe(
      `CalicoRelease: 1 notice\n  release = "${text}": is newer than ${newest}, the newest release that this library knows, and is treated like it [release/newer]\n`,
    );
  });

  it.each(['3.24', '3.24.9', '3.24.0-3.0', 'cloud-23.0.7', 'cloud-22.4.2', 'cloud-20.1.0'])('is not %s', (text) => {
    CalicoRelease.parse(text);
    expect(stderr()).toBe('');
  });

  it.each([
    ['22.9', '3.22.6'],
    ['18.4', '3.18.0-2.0'],
    ['10.0', '3.16.0'],
    ['3.18.1', '3.16.0'],
  ])('nor is one between those of Calico Cloud that are known: %s', (text, base) => {
    expect(versionText(CalicoRelease.cloud(text)._base)).toBe(base);
    expect(stderr()).toBe(
      `CalicoRelease: 1 notice\n  release = "${text}": is not a release of Calico Cloud that this library knows. It is treated like the last known release before it, which runs components of Calico Enterprise ${base} [release/unlisted]\n`,
    );
  });
});

describe('the order of versions', () => {
  it('puts an early preview between its version and the next patch, unlike semver', () => {
    const sorted = [
      '3.9.0',
      '3.17.4',
      '3.18.0',
      '3.18.0-1.1',
      '3.18.0-2.0',
      '3.18.0-2.1',
      '3.18.0-10.0',
      '3.18.1',
      '3.18.10',
    ];
    expect([...sorted].reverse().sort((a, b) => compareVersions(version(a), version(b)))).toEqual(sorted);
  });

  it('is total', () => {
    const part = fc.nat({ max: 30 });
    const any = fc
      .tuple(part, part, part, fc.option(fc.tuple(part, part)))
      .map(([a, b, c, preview]) => version(`${a}.${b}.${c}${preview ? `-${preview.join('.')}` : ''}`));
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        expect(compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0 && compareVersions(a, c) > 0).toBe(false);
      }),
    );
  });

  it('is of full versions only', () => {
    expect(() => version('3.14')).toThrow('3.14 is not a full Calico version');
  });
});
