import { errorRule, type Finding, FindingsError, noticeRule, report } from '../base';
import { NEWEST_CLOUD, OLDEST } from './release-table';
import { compareVersions, parseVersion, type Version, version, type WrittenVersion } from './version';

const UNKNOWN_RELEASE = errorRule({
  id: 'release/unknown',
  form: 'program',
  what: 'A release must be a version of Calico Enterprise or Calico Cloud.',
  why: 'Everything else depends on the release, so nothing can be generated for an unknown one.',
  bad: "CalicoRelease.parse('latest');",
  good: "CalicoRelease.parse('3.22');",
});
const UNSUPPORTED_RELEASE = errorRule({
  id: 'release/unsupported',
  form: 'program',
  what: 'A release must be 3.7 or newer.',
  why: 'It is not known what older releases require.',
  bad: "CalicoRelease.parse('3.6');",
  good: "CalicoRelease.parse('3.7');",
});
const NEWER_RELEASE = noticeRule({
  id: 'release/newer',
  form: 'program',
  what: 'A release should be one that this version of the library knows.',
  why: 'A newer release is treated like the newest known one, which may be wrong.',
  bad: "CalicoRelease.parse('3.99');",
  good: "CalicoRelease.parse('3.23');",
});
/** A documentation folder of Calico Cloud that looks like a release but is not, and the release that it documents. */
const DOCUMENTATION_FOLDER = { major: 23, minor: 2, documents: NEWEST_CLOUD };

/** The parts of a version, as written; throws where it is not one. */
export function parseOrThrow(text: string, value = text): WrittenVersion {
  const written = parseVersion(text);
  if (written === undefined) {
    const message = `is not a Calico release. Use major.minor, major.minor.patch or an early preview, such as 3.14, 3.18.1 or 3.18.0-2.0; for Calico Cloud, cloud-${NEWEST_CLOUD}`;
    throw releaseError({ ...UNKNOWN_RELEASE, keys: ['release'], value, message });
  }
  return written;
}

export function checkAge(number: Version, written: string): void {
  if (compareVersions(number, version(OLDEST)) < 0) {
    const message = 'is older than 3.7, the oldest supported release. Use 3.7 or newer';
    throw releaseError({ ...UNSUPPORTED_RELEASE, keys: ['release'], value: written, message });
  }
}

export function checkDocumentationFolder({ major, minor }: WrittenVersion, written: string): void {
  const { documents, ...folder } = DOCUMENTATION_FOLDER;
  if (major === folder.major && minor === folder.minor) {
    const message = `is not a release of Calico Cloud: ${major}-${minor} is only the name of a documentation folder, which covers ${documents}. Use cloud-${documents}`;
    throw releaseError({ ...UNKNOWN_RELEASE, keys: ['release'], value: written, message });
  }
}

/** Whether the minor is newer than the newest known one. */
export function isNewer([major, minor]: Version, newest: string): boolean {
  const known = parseVersion(newest) ?? { major, minor };
  return major > known.major || (major === known.major && minor > known.minor);
}

/** Prints a notice about a release that is newer than the newest known one. */
export function reportIfNewer(release: Version, newest: string, written: string): boolean {
  const newer = isNewer(release, newest);
  if (newer) {
    const message = `is newer than ${newest}, the newest release that this library knows, and is treated like it`;
    report('CalicoRelease', [{ ...NEWER_RELEASE, keys: ['release'], value: written, message }]);
  }
  return newer;
}

function releaseError(finding: Finding): FindingsError {
  return new FindingsError('CalicoRelease', [finding]);
}

/** The rules that this file checks. */
export const RELEASE_CHECKS_RULES = [UNKNOWN_RELEASE, UNSUPPORTED_RELEASE, NEWER_RELEASE] as const;
