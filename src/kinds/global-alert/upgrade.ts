import { type Manifest, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { whyNoEvents } from '../../events';
import { joinedUpgrade, type KindUpgrade, NO_UPGRADE, type UpgradeStep, UpgradeTime, UpgradeVerdict } from '../../kind';
import { literalsOf, walkQuery } from '../../query';
import { upgradeDetector } from './detector-upgrade';
import { readAlert } from './read-alert';
import { upgradeRuns } from './run-upgrade';
import { tierEdits } from './tier-name-checks';

/** What becomes of an alert or a template in an upgrade. */
export function upgradeAlert(alert: Manifest, step: UpgradeStep): KindUpgrade {
  return valueAt(alert, 'spec', 'type') === 'AnomalyDetection'
    ? upgradeDetector(alert, step)
    : joinedUpgrade(upgradeRuns(alert, step), renameTier(alert, step), withoutHoneypods(alert, step));
}

/** The namespace in which Calico had its honeypods, which the queries of their alerts name. */
const HONEYPODS = 'tigera-internal';

/** An alert on the honeypods of Calico, which a release no longer brings. */
function withoutHoneypods(alert: Manifest, { from, to }: UpgradeStep): KindUpgrade {
  const [before, after] = [from, to].map(({ release }) => whyNoEvents('honeypod', release));
  if (before !== undefined || after === undefined || !namesHoneypods(alert, to)) {
    return NO_UPGRADE;
  }
  const message = `it watches the namespace ${HONEYPODS} of Calico's honeypods: ${after}. Pods that are left there are not updated any more`;
  const lost = `Honeypods: a pod of your own as a decoy, and a rule on its traffic, replace them (Decoy)`;
  return { effects: [{ verdict: UpgradeVerdict.CHANGED, message }], lost: [lost], actions: [] };
}

function namesHoneypods(alert: Manifest, { release }: ClusterKind): boolean {
  const { substituted } = readAlert(alert, release);
  let names = false;
  if (substituted !== undefined) {
    walkQuery(substituted, (leaf) => {
      names ||= literalsOf(leaf).some(({ text }) => text === HONEYPODS);
    });
  }
  return names;
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
