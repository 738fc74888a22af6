import { type Manifest, valueAt } from '../../base';
import { joinedUpgrade, type KindUpgrade, NO_UPGRADE, type UpgradeStep, UpgradeTime } from '../../kind';
import { upgradeDetector } from './detector-upgrade';
import { checkHoneypods } from './honeypod-checks';
import { readAlert } from './read-alert';
import { upgradeRuns } from './run-upgrade';
import { tierEdits } from './tier-name-checks';

/** What becomes of an alert or a template in an upgrade. */
export function upgradeAlert(alert: Manifest, step: UpgradeStep): KindUpgrade {
  return valueAt(alert, 'spec', 'type') === 'AnomalyDetection'
    ? upgradeDetector(alert, step)
    : joinedUpgrade(upgradeRuns(alert, step), renameTier(alert, step), withoutHoneypods(alert, step));
}

/** The detection by an alert on the honeypods of Calico is lost where they were removed; the check reports the alert. */
function withoutHoneypods(alert: Manifest, { from, to }: UpgradeStep): KindUpgrade {
  const [before, after] = [from, to].map(({ release }) => checkHoneypods(readAlert(alert, release)).length > 0);
  const lost = 'Honeypods: a pod of your own as a decoy, and a rule on the traffic to it, replace them (Decoy)';
  return after && !before ? { ...NO_UPGRADE, lost: [lost] } : NO_UPGRADE;
}

/** A query for the name that the tier of Tigera's own policies has after the step. */
function renameTier(alert: Manifest, { from, to }: UpgradeStep): KindUpgrade {
  const tier = to.release._features.tigeraTier;
  const edits = tier === from.release._features.tigeraTier ? [] : tierEdits(readAlert(alert, to.release));
  const message = `Change the name of the tier in the query to ${tier}, as soon as the cluster runs the new release`;
  return edits.length === 0
    ? NO_UPGRADE
    : { ...NO_UPGRADE, actions: [{ what: 'edit', when: UpgradeTime.AFTER, message, edits }] };
}
