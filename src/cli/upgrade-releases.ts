import { errorRule, FindingsError, nearestWord, withListener } from '../base';
import {
  CalicoProduct,
  CalicoRelease,
  cloudReleases,
  enterpriseReleases,
  NEWEST_CLOUD,
  NEWEST_ENTERPRISE,
} from '../calico';

const SAME_RELEASE = errorRule({
  id: 'command/upgrade-same-release',
  form: 'words',
  what: 'The releases before and after an upgrade must differ.',
  why: 'Nothing changes between two equal releases.',
  bad: '`npx cdk8s-calico-threat-defense upgrade dist --from 3.23 --to 3.23.1`, since 3.23 means 3.23.1',
  good: '`npx cdk8s-calico-threat-defense upgrade dist --from 3.22 --to 3.23`',
});
const UNKNOWN_RELEASE = errorRule({
  id: 'command/upgrade-unknown-release',
  form: 'words',
  what: 'The releases of an upgrade must be ones that this version of the command knows.',
  why: 'What a newer release changes is not known, so a report without changes could be wrong.',
  bad: '`npx cdk8s-calico-threat-defense upgrade dist --from 3.22 --to 3.99`',
  good: '`npx cdk8s-calico-threat-defense upgrade dist --from 3.22 --to 3.24`',
});
const FROM_CLOUD = errorRule({
  id: 'command/upgrade-from-cloud',
  form: 'words',
  what: 'An upgrade must not lead from Calico Cloud to Calico Enterprise.',
  why: 'Calico Cloud stores the logs and runs the alerts of its clusters. A cluster of Calico Enterprise does this itself, or belongs to a management cluster, so it needs different manifests. An upgrade in the other direction is possible.',
  bad: '`npx cdk8s-calico-threat-defense upgrade dist --from cloud-22.5.0 --to 3.24`',
  good: '`npx cdk8s-calico-threat-defense upgrade dist --from 3.22 --to cloud-23.0.1`',
});
const MISSING_TO = errorRule({
  id: 'command/upgrade-release-missing',
  form: 'words',
  what: 'The release before an upgrade must be known for every object.',
  why: 'What changes depends on it. Objects of this library state it in the annotation calico-threat-defense/release.',
  bad: '`npx cdk8s-calico-threat-defense upgrade alerts --to 3.24`, with alerts that were written by hand',
  good: '`npx cdk8s-calico-threat-defense upgrade alerts --from 3.22 --to 3.24`',
});

export const UPGRADE = 'calico-threat-defense upgrade';
const FROM = '--from';
const TO = '--to';

/** The releases of the options, as far as they are given. */
export interface UpgradeReleases {
  readonly from?: CalicoRelease;
  readonly otherwiseFrom?: CalicoRelease;
  readonly to: CalicoRelease;
}

/**
 * Reads and compares the releases.
 *
 * @param otherwise the value of CALICO_RELEASE
 * @throws FindingsError when one is unknown, or they do not go together
 */
export function upgradeReleases(from: string | undefined, to: string, otherwise: string | undefined): UpgradeReleases {
  const after = releaseOf(TO, to);
  const before = from === undefined ? undefined : releaseOf(FROM, from);
  if (before !== undefined) {
    requireWay(before, after, FROM);
    return { from: before, to: after };
  }
  const others = otherwise === undefined ? undefined : releaseOf('CALICO_RELEASE', otherwise);
  return { otherwiseFrom: others, to: after };
}

/** @throws FindingsError with the objects whose release is not known */
export function requireReleases(withoutRelease: readonly string[]): void {
  const [first] = withoutRelease;
  if (first !== undefined) {
    const others = withoutRelease.length - 1;
    const objects =
      others === 0
        ? `${first} does not state the release that it is for`
        : `${first} and ${others} more do not state the release that they are for`;
    const message = `is required: ${objects}; pass the release before the upgrade, as in ${FROM} 3.22, or set CALICO_RELEASE`;
    throw new FindingsError(UPGRADE, [{ ...MISSING_TO, keys: [FROM], message }]);
  }
}

/** @throws FindingsError when an object states a release of Calico Cloud, and the upgrade leads elsewhere */
export function requireWays(stated: readonly string[], to: CalicoRelease): void {
  const cloud = stated.find((from) => from.startsWith('cloud-'));
  if (cloud !== undefined && to.product === CalicoProduct.ENTERPRISE) {
    requireWay(CalicoRelease.parse(cloud), to, 'calico-threat-defense/release');
  }
}

/** @throws FindingsError when nothing leads from one release to the other */
function requireWay(from: CalicoRelease, to: CalicoRelease, option: string): void {
  if (String(from) === String(to)) {
    const message = `is the same release as ${TO}, so nothing changes`;
    throw new FindingsError(UPGRADE, [{ ...SAME_RELEASE, keys: [option], value: String(from), message }]);
  }
  if (from.product === CalicoProduct.CLOUD && to.product === CalicoProduct.ENTERPRISE) {
    const message = `is a release of Calico Cloud, whose clusters cannot be upgraded to Calico Enterprise; write manifests for ${to.displayName}, and check them with lint`;
    throw new FindingsError(UPGRADE, [{ ...FROM_CLOUD, keys: [option], value: String(from), message }]);
  }
}

function releaseOf(option: string, value: string): CalicoRelease {
  const release = parsed(option, value);
  if (release._isNewer) {
    const newest = release.product === CalicoProduct.CLOUD ? `cloud-${NEWEST_CLOUD}` : NEWEST_ENTERPRISE;
    const message = `is newer than the releases that this version of the command knows; the newest is ${newest}`;
    throw new FindingsError(UPGRADE, [{ ...UNKNOWN_RELEASE, keys: [option], value, message }]);
  }
  return release;
}

function parsed(option: string, value: string): CalicoRelease {
  try {
    const notices: string[] = [];
    const release = withListener(
      (text) => notices.push(text),
      () => CalicoRelease.parse(value),
    );
    process.stderr.write(release._isNewer ? '' : notices.map((notice) => `${notice}\n`).join(''));
    return release;
  } catch (error) {
    if (error instanceof FindingsError) {
      const findings = error.findings.map((finding) => ({
        ...finding,
        keys: [option],
        message: `${finding.message}${finding.rule === 'release/unknown' ? nearest(value) : ''}`,
      }));
      throw new FindingsError(UPGRADE, findings);
    }
    throw error;
  }
}

/** `; did you mean 3.24?`, if a known release is written nearly like that. */
function nearest(value: string): string {
  const minors = enterpriseReleases().map((release) => release.split('.').slice(0, 2).join('.'));
  const known = [
    ...new Set([
      ...minors,
      ...enterpriseReleases(),
      ...[...cloudReleases(), NEWEST_CLOUD].map((one) => `cloud-${one}`),
    ]),
  ];
  const word = nearestWord(value, known);
  return word === undefined ? '' : `; did you mean ${word}?`;
}

/** The rules that this file checks. */
export const UPGRADE_RELEASES_RULES = [SAME_RELEASE, UNKNOWN_RELEASE, FROM_CLOUD, MISSING_TO] as const;
