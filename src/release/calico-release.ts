import { errorRule, type Finding, FindingsError, noticeRule, report } from '../findings';
import {
  cloudFeatures,
  enterpriseFeatures,
  enterpriseMinor,
  NEWEST_CLOUD,
  NEWEST_ENTERPRISE,
  OLDEST,
  type ReleaseFeatures,
} from './release-table';
import { compareVersions, parseVersion, type Version, version, type WrittenVersion } from './version';

const UNKNOWN_RELEASE = errorRule('release/unknown');
const UNSUPPORTED_RELEASE = errorRule('release/unsupported');
const NEWER_RELEASE = noticeRule('release/newer');

const CLOUD_PREFIX = 'cloud-';

/** The two Calico products that have threat defense; each counts its releases in its own way. */
export enum CalicoProduct {
  /** Calico Enterprise, releases such as 3.14.0. */
  ENTERPRISE = 'enterprise',
  /** Calico Cloud, releases such as 18.3.0. */
  CLOUD = 'cloud',
}

/**
 * A release of Calico Enterprise or Calico Cloud. What the constructs emit, and what they refuse, follows from it.
 *
 * A bare minor stands for its first general release: `3.14` is 3.14.0, `3.18` is 3.18.1, `3.23` is 3.23.1. An early
 * preview is written as Tigera does, `3.18.0-2.0`, and lies between 3.18.0 and 3.18.1. A leading `v` is accepted. A release
 * that is newer than the newest known one is treated like that one, with a notice.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/release-notes/
 */
export class CalicoRelease {
  /**
   * A release of Calico Enterprise, such as `3.14`, `3.18.1` or `3.18.0-2.0`.
   *
   * @param release the version, at least 3.7
   * @throws when the text is no version, or the release is older than 3.7
   */
  public static enterprise(release: string): CalicoRelease {
    const written = parseOrThrow(release);
    const text =
      written.patch === undefined ? enterpriseMinor(written.major, written.minor) : release.replace(/^v/, '');
    return CalicoRelease.known(CalicoProduct.ENTERPRISE, release, text);
  }

  /**
   * A release of Calico Cloud, such as `18.3.0`; a bare `23.2` is 23.2.0.
   *
   * @param release the version
   * @throws when the text is no version, or the release is older than 3.7
   */
  public static cloud(release: string): CalicoRelease {
    const written = parseOrThrow(release);
    const text = written.patch === undefined ? `${written.major}.${written.minor}.0` : release.replace(/^v/, '');
    return CalicoRelease.known(CalicoProduct.CLOUD, release, text);
  }

  /**
   * Reads a release from text, as it stands in an environment variable: `3.22` or `v3.22.1` is Calico Enterprise,
   * `cloud-23.2` is Calico Cloud.
   *
   * @param text the release
   * @throws when the text is no release, or the release is older than 3.7
   */
  public static parse(text: string): CalicoRelease {
    return text.startsWith(CLOUD_PREFIX)
      ? CalicoRelease.cloud(text.slice(CLOUD_PREFIX.length))
      : CalicoRelease.enterprise(text);
  }

  private static known(product: CalicoProduct, written: string, full: string): CalicoRelease {
    const number = version(full);
    const finding = { path: 'release', value: written };
    if (compareVersions(number, version(OLDEST)) < 0) {
      const message = 'is older than 3.7, the oldest release that this library knows; supported are 3.7 and newer';
      throw releaseError({ ...UNSUPPORTED_RELEASE, ...finding, message });
    }
    const cloud = product === CalicoProduct.CLOUD;
    const newest = cloud ? NEWEST_CLOUD : NEWEST_ENTERPRISE;
    if (isNewerMinor(number, newest)) {
      const message = `is newer than ${newest}, the newest release that this library knows, and is treated like it`;
      report('CalicoRelease', [{ ...NEWER_RELEASE, ...finding, message }]);
    }
    return new CalicoRelease(product, full, number, cloud ? cloudFeatures(number) : enterpriseFeatures(number));
  }

  /** The full version, such as `3.14.0` or `3.18.0-2.0`. */
  public readonly version: string;

  /** @internal */
  public readonly _number: Version;

  /** @internal */
  public readonly _features: ReleaseFeatures;

  private constructor(
    /** The product that the version counts. */
    public readonly product: CalicoProduct,
    full: string,
    number: Version,
    features: ReleaseFeatures,
  ) {
    this.version = full;
    this._number = number;
    this._features = features;
  }

  /** The name that people use, such as `Calico Enterprise 3.14.0`. */
  public get displayName(): string {
    return `Calico ${this.product === CalicoProduct.CLOUD ? 'Cloud' : 'Enterprise'} ${this.version}`;
  }

  /** The form that `parse` reads: `3.14.0`, `cloud-18.3.0`. */
  public toString(): string {
    return this.product === CalicoProduct.CLOUD ? `${CLOUD_PREFIX}${this.version}` : this.version;
  }
}

function parseOrThrow(text: string): WrittenVersion {
  const written = parseVersion(text);
  if (written === undefined) {
    const message =
      'is no Calico release: write major.minor, major.minor.patch or an early preview, as in 3.14, 3.18.1 or 3.18.0-2.0 (Calico Cloud: cloud-18.3.0)';
    throw releaseError({ ...UNKNOWN_RELEASE, path: 'release', value: text, message });
  }
  return written;
}

function releaseError(finding: Finding): FindingsError {
  return new FindingsError('CalicoRelease', [finding]);
}

function isNewerMinor([major, minor]: Version, newest: string): boolean {
  const known = parseVersion(newest);
  return known !== undefined && (major > known.major || (major === known.major && minor > known.minor));
}
