import { checkArguments, instance, text, type ValueType } from '../arguments';
import { errorRule, type Finding, FindingsError, noticeRule, report } from '../base';
import { type History, valueIn } from './history';
import {
  cloudBase,
  enterpriseMinor,
  featuresOf,
  NEWEST_CLOUD,
  NEWEST_ENTERPRISE,
  OLDEST,
  type ReleaseFeatures,
} from './release-table';
import { compareVersions, parseVersion, type Version, version, versionText, type WrittenVersion } from './version';

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
const UNLISTED_RELEASE = noticeRule({
  id: 'release/unlisted',
  form: 'program',
  what: 'A release of Calico Cloud should be one whose base is known.',
  why: 'The features of a Calico Cloud release are those of the Calico Enterprise release that it is based on. For an unlisted release, the base is an assumption.',
  bad: "CalicoRelease.parse('cloud-19.9.0');",
  good: "CalicoRelease.parse('cloud-19.2.0');",
});

const CLOUD_PREFIX = 'cloud-';

const WRITTEN = text(': YAML and JavaScript read 3.20 as the number 3.2');

/** A documentation folder of Calico Cloud that looks like a release but is not, and the release that it documents. */
const DOCUMENTATION_FOLDER = { major: 23, minor: 2, documents: NEWEST_CLOUD };

/** The two Calico products with threat defense. Each has its own version numbers. */
export enum CalicoProduct {
  /** Calico Enterprise, releases such as 3.14.0. */
  ENTERPRISE = 'enterprise',
  /** Calico Cloud, releases such as 18.3.0. */
  CLOUD = 'cloud',
}

/**
 * A release of Calico Enterprise or Calico Cloud. It determines what the constructs emit and what they reject.
 *
 * A minor version without a patch is its first general release: `3.14` is 3.14.0, `3.18` is 3.18.1, `3.23` is 3.23.1. An
 * early preview is written as Tigera writes it, `3.18.0-2.0`, and is older than 3.18.1. A leading `v` is accepted. A release
 * newer than the newest known one is treated like that one, with a notice. A release of Calico Cloud has the features of the
 * Calico Enterprise release whose components it runs: 18.3.0 has the features of 3.18.0-2.0.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/release-notes/
 */
export class CalicoRelease {
  /**
   * A release of Calico Enterprise, such as `3.14`, `3.18.1` or `3.18.0-2.0`.
   *
   * @param release the version, at least 3.7
   * @throws when the string is not a version, or the release is older than 3.7
   */
  public static enterprise(release: string): CalicoRelease {
    checkArguments('CalicoRelease', { release }, { release: WRITTEN });
    const written = parseOrThrow(release);
    const full =
      written.patch === undefined ? enterpriseMinor(written.major, written.minor) : release.replace(/^v/, '');
    const number = version(full);
    checkAge(number, release);
    reportIfNewer(number, NEWEST_ENTERPRISE, release);
    return new CalicoRelease(CalicoProduct.ENTERPRISE, full, number, number);
  }

  /**
   * A release of Calico Cloud, such as `18.3.0`; a bare `18.3` is 18.3.0. The prefix `cloud-` is accepted.
   *
   * @param release the version
   * @throws when the string is not a version, the release is older than 3.7, or it is `23.2`, which is not a release but a
   * documentation folder for 23.0.1
   */
  public static cloud(release: string): CalicoRelease {
    checkArguments('CalicoRelease', { release }, { release: WRITTEN });
    const bare = release.replace(CLOUD_PREFIX, '');
    const written = parseOrThrow(bare, release);
    const full = written.patch === undefined ? `${written.major}.${written.minor}.0` : bare.replace(/^v/, '');
    const number = version(full);
    checkAge(number, bare);
    checkDocumentationFolder(written, bare);
    const newer = reportIfNewer(number, NEWEST_CLOUD, bare);
    const { base, known } = cloudBase(number);
    if (!known && !newer) {
      const message = `is not a release of Calico Cloud that this library knows. It is treated like the last known release before it, which runs components of Calico Enterprise ${versionText(base)}`;
      report('CalicoRelease', [{ ...UNLISTED_RELEASE, keys: ['release'], value: bare, message }]);
    }
    return new CalicoRelease(CalicoProduct.CLOUD, full, number, base);
  }

  /**
   * Parses a release from a string, such as the value of an environment variable: `3.22` or `v3.22.1` is Calico Enterprise,
   * `cloud-23.0.1` is Calico Cloud.
   *
   * @param text the release
   * @throws when the string is not a release, or the release is older than 3.7
   */
  public static parse(text: string): CalicoRelease {
    checkArguments('CalicoRelease', { text }, { text: WRITTEN });
    return text.startsWith(CLOUD_PREFIX)
      ? CalicoRelease.cloud(text.slice(CLOUD_PREFIX.length))
      : CalicoRelease.enterprise(text);
  }

  /** The full version, such as `3.14.0` or `3.18.0-2.0`. */
  public readonly version: string;

  /** @internal */
  public readonly _number: Version;

  /** @internal */
  public readonly _features: ReleaseFeatures;

  private constructor(
    /** The product that the version belongs to. */
    public readonly product: CalicoProduct,
    full: string,
    number: Version,
    /**
     * The release of Calico Enterprise whose components it runs: its own number, or that of a Cloud release's base.
     *
     * @internal
     */
    public readonly _base: Version,
  ) {
    this.version = full;
    this._number = number;
    this._features = featuresOf(_base);
  }

  /** The display name, such as `Calico Enterprise 3.14.0`. */
  public get displayName(): string {
    return `Calico ${this.product === CalicoProduct.CLOUD ? 'Cloud' : 'Enterprise'} ${this.version}`;
  }

  /** The format that `parse` accepts: `3.14.0`, `cloud-18.3.0`. */
  public toString(): string {
    return this.product === CalicoProduct.CLOUD ? `${CLOUD_PREFIX}${this.version}` : this.version;
  }

  /**
   * Whether it is newer than the newest known one, so that what it has is a guess.
   *
   * @internal
   */
  public get _isNewer(): boolean {
    return isNewer(this._number, this.product === CalicoProduct.CLOUD ? NEWEST_CLOUD : NEWEST_ENTERPRISE);
  }

  /**
   * Whether it includes the changes of a Calico Enterprise release.
   *
   * @param since full version, such as `3.22.0-1.0`
   * @internal
   */
  public _has(since: string): boolean {
    return compareVersions(this._base, version(since)) >= 0;
  }

  /**
   * The value of a history in this release; undefined before the first one.
   *
   * @internal
   */
  public _valueIn<Value>(history: History<Value>): Value | undefined {
    return valueIn(history, this._base);
  }
}

export const CALICO_RELEASE: ValueType<CalicoRelease> = instance(
  'CalicoRelease',
  () => CalicoRelease,
  ", such as CalicoRelease.enterprise('3.24')",
);

function parseOrThrow(text: string, value = text): WrittenVersion {
  const written = parseVersion(text);
  if (written === undefined) {
    const message = `is not a Calico release. Use major.minor, major.minor.patch or an early preview, such as 3.14, 3.18.1 or 3.18.0-2.0; for Calico Cloud, cloud-${NEWEST_CLOUD}`;
    throw releaseError({ ...UNKNOWN_RELEASE, keys: ['release'], value, message });
  }
  return written;
}

function checkAge(number: Version, written: string): void {
  if (compareVersions(number, version(OLDEST)) < 0) {
    const message = 'is older than 3.7, the oldest supported release. Use 3.7 or newer';
    throw releaseError({ ...UNSUPPORTED_RELEASE, keys: ['release'], value: written, message });
  }
}

function checkDocumentationFolder({ major, minor }: WrittenVersion, written: string): void {
  const { documents, ...folder } = DOCUMENTATION_FOLDER;
  if (major === folder.major && minor === folder.minor) {
    const message = `is not a release of Calico Cloud: ${major}-${minor} is only the name of a documentation folder, which covers ${documents}. Use cloud-${documents}`;
    throw releaseError({ ...UNKNOWN_RELEASE, keys: ['release'], value: written, message });
  }
}

/** Whether the minor is newer than the newest known one. */
function isNewer([major, minor]: Version, newest: string): boolean {
  const known = parseVersion(newest) ?? { major, minor };
  return major > known.major || (major === known.major && minor > known.minor);
}

function reportIfNewer(release: Version, newest: string, written: string): boolean {
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
export const CALICO_RELEASE_RULES = [UNKNOWN_RELEASE, UNSUPPORTED_RELEASE, NEWER_RELEASE, UNLISTED_RELEASE] as const;
