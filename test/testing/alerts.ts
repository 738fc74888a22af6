import { Duration } from 'cdk8s';
import { AlertRule, FlowFields, GlobalAlert, Metric } from '../../src';
import { FlowLogs } from '../../src/testing';
import { managedCluster, testChart } from '../support';

export const cluster = managedCluster('3.24');

/** The scan of the workshop. */
export const SCAN = { from: 'dev/netshoot', to: 'dev/nginx-*', ports: 600, lasting: Duration.minutes(2) };

/** An alert of connections by SSH. */
export const ssh = (threshold = 0) =>
  new GlobalAlert(testChart(), 'ssh', {
    cluster,
    name: 'network.ssh',
    description: 'SSH from ${source_namespace}: ${count}',
    rule: AlertRule.flows({
      query: FlowFields.DEST_PORT.equalTo(22).and(FlowFields.REPORTER.equalTo('src')),
      aggregateBy: ['source_namespace'],
      condition: Metric.count().greaterThan(threshold),
    }),
  });

/** Connections by SSH. */
export const LOGIN = FlowLogs.connections({ from: 'shop/web-*', to: 'ops/bastion', port: 22 });
