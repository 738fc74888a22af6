import { CalicoProduct, CalicoRelease } from './calico-release';
import { cloudReleases, enterpriseBands, enterpriseBases, NEWEST_ENTERPRISE, PREVIEWS_SINCE } from './release-table';
import { compareVersions, version } from './version';

/** The first minor of Calico Enterprise that is known. */
const OLDEST_MINOR = 7;

/** Later minors have no patch 0: it is only the beginning of the names of their early previews. */
const LAST_PATCH_ZERO = version('3.18.0');

/** Every release of Calico Enterprise in which anything may differ from the one before it, from the oldest on. */
export function enterpriseReleases(): string[] {
  const all = new Set([...enterpriseBands(), ...enterpriseBases(), ...everyMinor()]);
  return [...all].sort((left, right) => compareVersions(version(left), version(right)));
}

/** First releases of every minor, and their early previews. */
function everyMinor(): string[] {
  const newest = minorOf(NEWEST_ENTERPRISE);
  return Array.from({ length: newest - OLDEST_MINOR + 1 }, (_, index) => OLDEST_MINOR + index).flatMap((minor) => {
    const first = `3.${minor}.0`;
    const previewed = compareVersions(version(first), PREVIEWS_SINCE) >= 0;
    const previews = previewed ? [`${first}-1.0`, `${first}-2.0`] : [];
    const general = previewed && minor < newest ? [`3.${minor}.1`] : [];
    return [first, ...(minor < newest ? previews : previews.slice(0, 1)), ...general];
  });
}

function minorOf(release: string): number {
  return Number(release.split('.')[1]);
}

/**
 * The releases on the way from one to another, both included: in ascending order for an upgrade, in descending order to
 * go back. From Calico Enterprise to Calico Cloud, it leads through the releases of Calico Enterprise up to the one
 * whose components the release of Calico Cloud runs.
 */
export function releasesOnTheWay(from: CalicoRelease, to: CalicoRelease): CalicoRelease[] {
  const isWithinCloud = from.product === CalicoProduct.CLOUD && to.product === CalicoProduct.CLOUD;
  const all = isWithinCloud ? cloudReleases().map(cloud) : enterpriseReleases().filter(exists).map(enterprise);
  const numberOf = (release: CalicoRelease) => (isWithinCloud ? release._number : release._base);
  const direction = compareVersions(numberOf(from), numberOf(to)) <= 0 ? 1 : -1;
  const between = all.filter(
    (release) =>
      compareVersions(numberOf(from), numberOf(release)) * direction < 0 &&
      compareVersions(numberOf(release), numberOf(to)) * direction < 0,
  );
  return [from, ...(direction === 1 ? between : between.reverse()), to];
}

function exists(release: string): boolean {
  const [, , patch, preview] = version(release);
  return patch > 0 || preview >= 0 || compareVersions(version(release), LAST_PATCH_ZERO) <= 0;
}

function cloud(release: string): CalicoRelease {
  return CalicoRelease.cloud(release);
}

function enterprise(release: string): CalicoRelease {
  return CalicoRelease.enterprise(release);
}
