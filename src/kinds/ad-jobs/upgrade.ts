import type { Manifest } from '../../base';
import { type KindUpgrade, NO_UPGRADE, type UpgradeStep, UpgradeTime } from '../../kind';

/** What becomes of the workload of the AD jobs when the release has no anomaly detection any more. */
export function upgradeAdJobs(_: Manifest, { from, to }: UpgradeStep): KindUpgrade {
  const [before, after] = [from, to].map(({ release }) => release._features.anomalyDetection);
  if (before === 'removed' || after !== 'removed') {
    return NO_UPGRADE;
  }
  const lost = `All AD jobs: ${to.release.displayName} has none. A rule over flow logs replaces port_scan only (PortScanAlert); for the others, the closest replacements are rules of your own`;
  const message = 'Delete it, together with its policies, and remove it from your files';
  return { ...NO_UPGRADE, lost: [lost], actions: [{ what: 'delete', when: UpgradeTime.AFTER, message }] };
}
