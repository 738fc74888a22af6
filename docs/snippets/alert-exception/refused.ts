import { App, Chart } from 'cdk8s';
import {
  AlertException,
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  EventFields,
  GlobalAlert,
  Metric,
  TimeWindow,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const chart = new Chart(new App(), 'alerts');
const alert = new GlobalAlert(chart, 'denied', {
  cluster,
  name: 'network.denied',
  description: 'Denied connections to ${dest_namespace}',
  rule: AlertRule.flows({ aggregateBy: ['dest_namespace'], condition: Metric.count().atLeast(1_000) }),
});

new AlertException(chart, 'known-scanner', {
  cluster,
  name: 'known-scanner',
  description: '',
  events: alert.events.where(EventFields.SOURCE_NAMESPACE.equalTo('security-tools')),
  during: TimeWindow.until(new Date('2026-12-08T08:00:00Z')),
});
