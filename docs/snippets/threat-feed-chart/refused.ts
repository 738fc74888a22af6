import { App } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  LogSettings,
  PolicySelector,
  ThreatFeedChart,
} from '../../../src';

const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24'), logs });

new ThreatFeedChart(new App(), 'threat-feed', { cluster, protect: PolicySelector.podsIn(['shop']) });
