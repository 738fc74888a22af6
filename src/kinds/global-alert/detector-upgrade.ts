import { Duration } from 'cdk8s';
import { type Manifest, valueAt } from '../../base';
import { type ClusterKind, MADE_FOR } from '../../calico';
import {
  type KindUpgrade,
  NO_UPGRADE,
  type UpgradeAction,
  type UpgradeEffect,
  type UpgradeStep,
  UpgradeTime,
  UpgradeVerdict,
} from '../../kind';
import { DETECTOR_PREFIX, Detector } from './detector';
import { hasDetector, REMOVED_DETECTORS } from './detector-checks';
import { DETECTORS, type DetectorFacts } from './detector-table';
import { PORT_SCAN_RULE_ALERT } from './port-scan-alerts';
import { DEFAULT_PLAN, portScanPlan } from './port-scan-plan';
import { portScanRule } from './port-scan-rule';
import { DEFAULT_SEVERITY } from './rule-alert';

const PORT_SCAN = Detector.PORT_SCAN.id;

/** What becomes of an alert that runs a detector. */
export function upgradeDetector(alert: Manifest, { from, to }: UpgradeStep): KindUpgrade {
  const id = valueAt(alert, 'spec', 'detector', 'name');
  const facts = typeof id === 'string' && Object.hasOwn(DETECTORS, id) ? DETECTORS[id] : undefined;
  const [before, after] = [from, to].map(({ release }) => facts !== undefined && hasDetector(release, facts));
  const effects = effectsOn(alert, { from, to });
  if (facts === undefined || (!before && effects.length === 0) || after) {
    return { ...NO_UPGRADE, effects };
  }
  const isRemoved = to.release._features.anomalyDetection === 'removed';
  const isReplaced = isRemoved && id === PORT_SCAN && alert.kind === 'GlobalAlert';
  const lost = before ? [`${facts.title}: ${insteadOf(facts, to, id === PORT_SCAN)}`] : [];
  return { effects, lost, actions: [isReplaced ? replacement(alert, to) : removal(to)] };
}

/** What happens to the object on the way, besides what the checks find. */
function effectsOn(alert: Manifest, { from, to }: UpgradeStep): UpgradeEffect[] {
  const [old, fresh] = [from.release._features, to.release._features];
  const name = valueAt(alert, 'metadata', 'name');
  const isReserved = typeof name === 'string' && name.startsWith(DETECTOR_PREFIX);
  const { rule } = REMOVED_DETECTORS;
  const effects: UpgradeEffect[] = [];
  if (fresh.deletesDetectorAlerts && !old.deletesDetectorAlerts && isReserved) {
    const message = `Calico's operator deletes the alerts of detectors in this upgrade. On a managed cluster, newer operators leave it, but nothing runs it any more`;
    effects.push({ verdict: UpgradeVerdict.DELETED, rule, message });
  }
  if (fresh.strictAlerts && !old.strictAlerts) {
    const message = 'from 3.24 on, the schema does not have the type AnomalyDetection, so no API server accepts it';
    effects.push({ verdict: UpgradeVerdict.REFUSED, rule, message });
  }
  return effects;
}

/** What there is instead of a detector that a release does not have. */
function insteadOf({ dataSet, instead, adJob }: DetectorFacts, { release }: ClusterKind, isPortScan: boolean): string {
  const name = release.displayName;
  switch (release._features.anomalyDetection) {
    case 'jobs':
      return adJob === false
        ? `neither the detector nor an AD job exists in ${name}`
        : `${name} has an AD job for it, which runs in the Deployment ad-jobs-deployment (AdJobsDeployment)`;
    case 'removed':
      return isPortScan
        ? `${name} has no detectors; a rule over flow logs replaces it (PortScanAlert)`
        : `${name} has no detectors, and nothing replaces this one; the nearest is a rule of your own over the data set ${dataSet}`;
    default:
      return `${name} does not have this detector${instead === undefined ? '' : `; the closest is ${instead}`}`;
  }
}

function removal({ release }: ClusterKind): UpgradeAction {
  const message = `Remove it from your files before the cluster runs ${release.displayName}: a tool that applies it again would fail, or work against Calico`;
  return { what: 'delete', when: UpgradeTime.BEFORE, message };
}

/** The rule that detects port scans, with what people have chosen of the alert. Its texts had no variables. */
function replacement(alert: Manifest, to: ClusterKind): UpgradeAction {
  const { period, lookback, threshold } = portScanPlan(to) ?? DEFAULT_PLAN;
  const severity = valueAt(alert, 'spec', 'severity');
  const rule = portScanRule({
    name: PORT_SCAN_RULE_ALERT,
    labels: textsOf(valueAt(alert, 'metadata', 'labels')),
    annotations: textsOf(valueAt(alert, 'metadata', 'annotations')),
    severity: typeof severity === 'number' ? severity : DEFAULT_SEVERITY,
    period: Duration.seconds(period),
    lookback: Duration.seconds(lookback),
    threshold,
  });
  const by = JSON.parse(JSON.stringify({ apiVersion: alert.apiVersion, kind: alert.kind, ...rule })) as Manifest;
  const message = `Replace it with a rule over flow logs, which works before and after the upgrade and has the name ${PORT_SCAN_RULE_ALERT}, since the old one is reserved`;
  return { what: 'replace', when: UpgradeTime.BEFORE, message, by };
}

/** Labels or annotations, without those that state what our own objects were generated for. */
function textsOf(map: unknown): Record<string, string> | undefined {
  const own: readonly string[] = Object.values(MADE_FOR);
  const entries = Object.entries(typeof map === 'object' && map !== null ? map : {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !own.includes(entry[0]),
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
