import { checkArguments, instance, text, type ValueType } from '../arguments';
import { noticeRule, report } from '../base';
import { type History, valueIn } from './history';
import { checkAge, checkDocumentationFolder, isNewer, parseOrThrow, reportIfNewer } from './release-checks';
import {
  cloudBase,
  enterpriseMinor,
  featuresOf,
  NEWEST_CLOUD,
  NEWEST_ENTERPRISE,
  newestGeneral,
  type ReleaseFeatures,
} from './release-table';
import { compareVersions, type Version, version, versionText } from './version';

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
    checkAge(number, release);
    checkDocumentationFolder(written, release);
    const newer = reportIfNewer(number, NEWEST_CLOUD, release);
    const { base, known } = cloudBase(number);
    if (!known && !newer) {
      const message = `is not a release of Calico Cloud that this library knows. It is treated like the last known release before it, which runs components of Calico Enterprise ${versionText(base)}`;
      report('CalicoRelease', [{ ...UNLISTED_RELEASE, keys: ['release'], value: release, message }]);
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
    return text.startsWith(CLOUD_PREFIX) ? CalicoRelease.cloud(text) : CalicoRelease.enterprise(text);
  }

  /**
   * The newest general release of Calico Enterprise that this version of the library knows; an early preview is not one. An
   * update of the library can change it, so a program for a real cluster should name the release of that cluster instead.
   */
  public static readonly LATEST: CalicoRelease = CalicoRelease.enterprise(newestGeneral());

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

/** The rules that this file checks. */
export const CALICO_RELEASE_RULES = [UNLISTED_RELEASE] as const;
