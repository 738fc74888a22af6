import { Duration } from 'cdk8s';
import {
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  GlobalAlert,
  type GlobalAlertProps,
  type IAlert,
  LogSettings,
  Probe,
  ProbeAction,
  type ProbeProps,
  ProbeTarget,
  Query,
} from '../../../src';
import { captureStderr, testChart } from '../../support';

export const logs = LogSettings.of({
  allowedFlows: FlowAggregation.BY_SOURCE,
  flowLogsFlushInterval: Duration.seconds(10),
  dnsLogsFlushInterval: Duration.seconds(10),
  dnsPerPod: true,
});
export const release = CalicoRelease.enterprise('3.24');
export const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });
export const old = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.14') });
export const byDefault = CalicoCluster.managed({ name: 'acme.aks-prod', release });

export const podLabels = { app: 'web' };
export const web = ProbeTarget.service({ namespace: 'shop', name: 'web', podPort: 8080, podLabels });
export const lookup = ProbeAction.lookup('www.example.com');
export const connect = ProbeAction.connect(web);
export const named = ProbeAction.connect(ProbeTarget.service({ namespace: 'shop', name: 'web', podNamePrefix: 'web' }));
export const ping = ProbeAction.ping(
  ProbeTarget.service({ namespace: 'shop', name: 'web', headless: true, podLabels }),
);
export const outside = ProbeAction.connect(ProbeTarget.host({ name: 'www.example.com', port: 443 }));
export const address = ProbeAction.connect(ProbeTarget.address({ address: '10.9.9.9' }));

/** An alert whose runs overlap enough. */
export function alert(rule: AlertRule, props: Partial<GlobalAlertProps> = {}): GlobalAlert {
  const times = { period: Duration.minutes(5), lookback: Duration.minutes(15) };
  const chart = testChart();
  return new GlobalAlert(chart, 'alert', { cluster, name: 'drill', rule, description: 'Drill', ...times, ...props });
}

export const dns = (query?: string) =>
  alert(AlertRule.dns({ query: query === undefined ? undefined : Query.parse(query) }));
export const flows = (query: string) => alert(AlertRule.flows({ query: Query.parse(query) }));

export function probe(detectedBy: IAlert, action: ProbeAction, props: Partial<ProbeProps> = {}): Probe {
  return new Probe(testChart(), 'probe', { cluster, namespace: 'dev', action, detectedBy, ...props });
}

export const unseen = (condition: string, words: string) =>
  `looks for records that the probe does not leave: ${condition} is not true of any record of a probe that ${words}`;
export const LOOKUP = 'looks up www.example.com';
export const CONNECT = 'connects to web.shop.svc:80';

export const unproven = (why: string) => `may not be raised by the probe: ${why} [probe/not-proven]`;
export const depends = (...fields: string[]) =>
  unproven(`it depends on ${fields.join(', ')}, which cannot be known before the probe runs`);

/** Captures what the program prints, except what is odd about an alert, which is none of the probe's business. */
export function captureSaid(): () => string {
  const stderr = captureStderr();
  return () => stderr().replace(/^test\/alert: .*\n( {2}.*\n)+/gm, '');
}
