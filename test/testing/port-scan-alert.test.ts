import { Duration } from 'cdk8s';
import { CalicoCluster, CalicoRelease, FlowAggregation, LogSettings, PortScanAlert } from '../../src';
import { AlertTest, FlowLogs } from '../../src/testing';
import { managedCluster, messageOf, testChart } from '../support';
import { cluster, SCAN } from './alerts';

describe('the port scan alert', () => {
  const alert = new PortScanAlert(testChart(), 'port-scan', { cluster });

  it('raises the scan of the workshop in every phase, and nothing for ordinary traffic', () => {
    AlertTest.of(alert)
      .over(FlowLogs.portScan(SCAN), FlowLogs.ordinary())
      .raises({ record: { count: 600, source_name_aggr: 'netshoot' } })
      .raisesAtMost(4);
    AlertTest.of(alert)
      .over(FlowLogs.ordinary({ pairs: 20, pods: 2, lasting: Duration.hours(6) }))
      .raisesNothing();
  });

  it.each(
    [300, 60, 15, 10].flatMap((seconds) =>
      [FlowAggregation.NONE, FlowAggregation.BY_SOURCE, FlowAggregation.BY_POD_PREFIX].map(
        (level) => [seconds, level] as const,
      ),
    ),
  )('does so where rows are written every %d seconds and aggregated to %s', (seconds, allowedFlows) => {
    const logs = LogSettings.of({ flowLogsFlushInterval: Duration.seconds(seconds), allowedFlows });
    const settings = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24'), logs });
    const fitting = new PortScanAlert(testChart(), 'port-scan', { cluster: settings });
    AlertTest.of(fitting).over(FlowLogs.portScan(SCAN)).raises();
    AlertTest.of(fitting).over(FlowLogs.ordinary()).raisesNothing();
  });

  it.each(['3.7', '3.12', '3.18', '3.20', '3.22', '3.23', '3.24', 'cloud-20.4.0'])('does so on %s', (release) => {
    const fitting = new PortScanAlert(testChart(), 'port-scan', { cluster: managedCluster(release) });
    AlertTest.of(fitting).over(FlowLogs.portScan(SCAN)).raises();
  });

  it('does not see a scan that is too slow', () => {
    const slow = FlowLogs.portScan({ ...SCAN, lasting: Duration.hours(2) });
    AlertTest.of(alert).over(slow).raisesNothing();
    expect(messageOf(() => AlertTest.of(alert).over(slow).raises())).toMatch(
      /^expected that GlobalAlert network\.port-scan raises an event in every phase, but this fails in 10 of 10 phases: it raises 0 events\n {2}600 of 1200 records match the query\n {2}closest: source_namespace = "dev", dest_namespace = "dev", source_name_aggr = "netshoot", dest_name_aggr = "nginx-7d9f6c5b4-\*": count is \d+, and the condition is ≥ 200\n {2}assumptions:/,
    );
  });
});
