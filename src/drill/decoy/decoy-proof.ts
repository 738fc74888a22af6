import { errorRule, type Finding, type Manifest } from '../../base';
import { type CalicoCluster, type LogSettings, logsOf } from '../../calico';
import { type AlertModel, isRefusal, planAlert } from '../../evaluation';
import { type GlobalAlertProps, readAlert, ruleAlert } from '../../kinds/global-alert';
import { type Connection, deploymentPods, flowRows } from '../../logs';
import { outcomeOver, startsOf } from '../drill-outcome';
import { type DecoyPlan, HTTP_PORT } from './decoy-form';

const decoy = (props: string) => `Decoy.service(chart, 'decoy', { cluster${props} });`;

const UNNOTICED = errorRule({
  id: 'decoy/unnoticed',
  form: 'program',
  what: 'The alert of a decoy must raise an event for a single connection, whenever it is opened.',
  why: 'An attacker may connect only once. Flow logs are written some time after a connection, which the lookback must include.',
  bad: decoy(', lookback: Duration.minutes(5)'),
  good: decoy(', lookback: Duration.minutes(12)'),
});

/** Runs the row of one connection to a decoy through its alert, in all phases of the alert's runs. */
export function checkNoticed(plan: DecoyPlan, props: GlobalAlertProps, cluster: CalicoCluster): Finding[] {
  const manifest: Manifest = { kind: 'GlobalAlert', ...ruleAlert(props) };
  const alert = readAlert(manifest, cluster.release);
  const share = noticedShare(plan, alert, logsOf(cluster));
  if (share === 1) {
    return [];
  }
  const missed = Math.max(1, Math.round((1 - share) * 100));
  const flush = logsOf(cluster).flowLogsFlushInterval.toSeconds();
  const message = `is too short for a period of ${alert.period / 1_000} seconds and flow logs that are written every ${flush} seconds, so a connection is missed in ${missed} % of the phases of the alert's runs; remove it, or use at least the sum of both plus one minute`;
  return [{ ...UNNOTICED, keys: ['lookback'], value: `${alert.lookback / 1_000}s`, message }];
}

/** Many clusters of a fleet have the same alert. */
const known = new Map<string, number>();
const MOST_KNOWN = 1_000;

/** The smallest share of phases that raise an event. */
function noticedShare(plan: DecoyPlan, alert: AlertModel, settings: LogSettings): number {
  const { release, query: _, substituted: __, ...rest } = alert;
  const key = JSON.stringify([`${release}`, rest, settings._text, plan]);
  const share = known.get(key) ?? evaluatedShare(plan, alert, settings);
  if (known.size < MOST_KNOWN) {
    known.set(key, share);
  }
  return share;
}

function evaluatedShare(plan: DecoyPlan, alert: AlertModel, settings: LogSettings): number {
  const alertPlan = planAlert(alert);
  if (isRefusal(alertPlan)) {
    return 0;
  }
  const starts = startsOf(settings.flowLogsFlushInterval.toSeconds(), 1);
  return outcomeOver(alertPlan, starts, (at) => flowRows([connection(plan, at)], settings)).raisingPhases;
}

function connection({ namespace, name, form }: DecoyPlan, at: number): Connection {
  const [source, dest] = [...deploymentPods('shop', 'web', 1, 1), ...deploymentPods(namespace, name, 1, 2)];
  if (source === undefined || dest === undefined) {
    throw new Error('a connection has two ends');
  }
  const destPort = form.ports?.pod ?? HTTP_PORT;
  return { at, source, sourcePort: 40_000, dest, destPort, proto: 'tcp', action: 'allow' };
}

/** The rules that this file checks. */
export const DECOY_PROOF_RULES = [UNNOTICED] as const;
