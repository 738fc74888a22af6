import { Duration } from 'cdk8s';
import { CalicoCluster, PortScanAlert, type PortScanAlertProps, PortScanMethod } from '../../../src';
import { Match } from '../../../src/testing';
import { itPassesOnAllProps } from '../../all-props';
import { captureStderr, managedCluster, messageOf, objectsBelow, templateOf, testChart } from '../../support';

const cluster = managedCluster();

describe('PortScanAlert', () => {
  const stderr = captureStderr();

  it('is the alert of the detector port_scan', () => {
    const template = templateOf((chart) => new PortScanAlert(chart, 'port-scan', { cluster }));
    expect(template.toJSON()).toMatchSnapshot();
    expect(template.toJSON()).toHaveLength(1);
    template.hasResource('GlobalAlert', {
      apiVersion: 'projectcalico.org/v3',
      metadata: { name: 'tigera.io.detector.port-scan' },
      spec: {
        type: 'AnomalyDetection',
        detector: { name: 'port_scan' },
        severity: 100,
        period: '5m0s',
        lookback: '5m0s',
      },
    });
  });

  it('stays free of the namespace of its chart, since it is of the whole cluster', () => {
    const template = templateOf((chart) => new PortScanAlert(chart, 'port-scan', { cluster }), { namespace: 'dev' });
    template.hasResource('GlobalAlert', { metadata: { namespace: Match.absent() } });
  });

  it('takes the cluster that a construct above provides', () => {
    const chart = testChart();
    CalicoCluster.provide(chart, cluster);
    expect(new PortScanAlert(chart, 'port-scan').cluster).toBe(cluster);
  });

  it('keeps its primitives readable', () => {
    const alert = new PortScanAlert(testChart(), 'port-scan', { cluster, period: Duration.hours(1), severity: 7 });
    expect(alert.period.toMinutes()).toBe(60);
    expect(alert.lookback.toMinutes()).toBe(5);
    expect(alert.severity).toBe(7);
    expect(alert.alertName).toBe('tigera.io.detector.port-scan');
  });

  const modern = managedCluster('3.24');

  it('is a rule over flow logs where there is no detector', () => {
    const template = templateOf((chart) => new PortScanAlert(chart, 'port-scan', { cluster: modern }));
    expect(template.toJSON()).toMatchSnapshot();
    const { spec } = template.onlyResource('GlobalAlert', {
      metadata: { name: 'network.port-scan' },
      spec: {
        type: Match.absent(),
        dataSet: 'flows',
        metric: 'count',
        condition: 'gte',
        threshold: 200,
        lookback: '15m0s',
      },
    });
    expect(spec.aggregateBy.join()).not.toMatch(/port|ip/);
    for (const [, variable] of spec.summary.matchAll(/\$\{([^}]*)\}/g)) {
      expect(['count', ...spec.aggregateBy]).toContain(variable);
    }
  });

  it.each<[string, PortScanMethod]>([
    ['3.7', PortScanMethod.FLOW_LOGS],
    ['3.12', PortScanMethod.FLOW_LOGS],
    ['3.13', PortScanMethod.DETECTOR],
    ['3.18.0-1.1', PortScanMethod.DETECTOR],
    ['3.18.0-2.0', PortScanMethod.FLOW_LOGS],
    ['3.18', PortScanMethod.FLOW_LOGS],
    ['3.25', PortScanMethod.FLOW_LOGS],
    ['cloud-3.14', PortScanMethod.DETECTOR],
    ['cloud-18.1', PortScanMethod.DETECTOR],
    ['cloud-18.3', PortScanMethod.FLOW_LOGS],
    ['cloud-23.0.1', PortScanMethod.FLOW_LOGS],
  ])('detects on %s by %s', (release, method) => {
    expect(new PortScanAlert(testChart(), 'alert', { cluster: managedCluster(release) }).method).toBe(method);
  });

  it('can be a rule where there is a detector', () => {
    const alert = new PortScanAlert(testChart(), 'alert', { cluster, method: PortScanMethod.FLOW_LOGS });
    expect([alert.alertName, alert.threshold]).toEqual(['network.port-scan', 200]);
  });

  it('warns of a threshold that the detector does not read', () => {
    expect(new PortScanAlert(testChart(), 'alert', { cluster, threshold: 10 }).threshold).toBeUndefined();
    expect(stderr()).toBe(
      'test/alert: 1 warning\n  threshold = 10: is ignored by the detector, which has its own threshold; use the method FLOW_LOGS, or remove the threshold [port-scan-alert/threshold-unread]\n',
    );
  });

  itPassesOnAllProps<Omit<PortScanAlertProps, 'cluster'>>(
    {
      period: { value: Duration.minutes(7), at: ['spec', 'period'], is: '7m0s' },
      lookback: { value: Duration.minutes(90), at: ['spec', 'lookback'], is: '1h30m0s' },
      severity: { value: 42, at: ['spec', 'severity'], is: 42 },
      description: { value: 'a description', at: ['spec', 'description'], is: 'a description' },
      summary: { value: 'a summary', at: ['spec', 'summary'], is: 'a summary' },
      labels: { value: { team: 'red' }, at: ['metadata', 'labels', 'team'], is: 'red' },
      annotations: { value: { note: 'n' }, at: ['metadata', 'annotations', 'note'], is: 'n' },
      method: { value: PortScanMethod.FLOW_LOGS, at: ['spec', 'dataSet'], is: 'flows' },
      name: { value: 'network.scan', at: ['metadata', 'name'], is: 'network.scan' },
      threshold: { value: 321, at: ['spec', 'threshold'], is: 321 },
    },
    (chart, props) => new PortScanAlert(chart, 'port-scan', { cluster, ...props }),
  );

  it.each<[string, PortScanAlertProps, string]>([
    [
      'a severity of 0',
      { severity: 0 },
      'spec.severity = 0: must be a whole number from 1 to 100 (100 is the most severe) [global-alert/severity-range]',
    ],
    [
      'a severity of 101',
      { severity: 101 },
      'spec.severity = 101: must be a whole number from 1 to 100 (100 is the most severe) [global-alert/severity-range]',
    ],
    [
      'a severity of NaN',
      { severity: Number.NaN },
      'spec.severity = NaN: must be a whole number from 1 to 100 (100 is the most severe) [global-alert/severity-range]',
    ],
    [
      'a period of 30 s',
      { period: Duration.seconds(30) },
      'spec.period = "30s": must be at least one minute (1m0s), or Calico rejects it; remove the field to use the default of 5m [global-alert/period-too-short]',
    ],
    [
      'a lookback of 59 s',
      { lookback: Duration.seconds(59) },
      'spec.lookback = "59s": must be at least one minute (1m0s), or Calico rejects it; 0s means the default [global-alert/lookback-too-short]',
    ],
    [
      'an empty description',
      { description: ' ' },
      'spec.description = " ": must describe the alert; Calico requires it and shows it with every event [global-alert/description-missing]',
    ],
    [
      'the detector on a release of AD jobs',
      { cluster: managedCluster('3.12'), method: PortScanMethod.DETECTOR },
      'spec.type = "AnomalyDetection": Calico Enterprise 3.12.0 does not support this type (added in 3.13): use the AD jobs instead, which run in the Deployment ad-jobs-deployment [detector-alert/not-yet]',
    ],
    [
      'the detector on a release without anomaly detection',
      { cluster: managedCluster('3.24'), method: PortScanMethod.DETECTOR },
      'spec.type = "AnomalyDetection": Calico Enterprise 3.24.0-1.0 has no anomaly detection (removed in Calico Enterprise 3.18.1 and Calico Cloud 18.3.0): use an alert rule over the data set flows [detector-alert/removed]',
    ],
    [
      'a threshold of zero',
      { cluster: managedCluster('3.24'), threshold: 0 },
      'threshold = 0: must be a whole number, at least 1: it is a number of rows [port-scan-alert/threshold]',
    ],
    [
      'a threshold of NaN',
      { cluster: managedCluster('3.24'), threshold: Number.NaN },
      'spec.threshold = NaN: must be a finite number, without quotes [global-alert/field-type]',
    ],
  ])('refuses %s', (_, props, line) => {
    const chart = testChart();
    expect(messageOf(() => new PortScanAlert(chart, 'alert', { cluster, ...props }))).toBe(
      `test/alert: 1 problem\n  ${line}`,
    );
  });

  it('names all problems at once, and makes nothing', () => {
    const chart = testChart();
    const props = { cluster, severity: 101, period: Duration.seconds(30), lookback: Duration.seconds(1) };
    const message = messageOf(() => new PortScanAlert(chart, 'alert', props));
    expect(message.split('\n')).toHaveLength(4);
    expect(message).toMatch(/^test\/alert: 3 problems\n {2}spec\.severity.*\n {2}spec\.period.*\n {2}spec\.lookback/);
    expect(objectsBelow(chart)).toHaveLength(0);
  });

  it('refuses to guess the cluster', () => {
    expect(messageOf(() => new PortScanAlert(testChart(), 'alert'))).toBe(
      'test/alert: 1 problem\n  cluster: is not set, and no parent construct provides one; pass it, or call CalicoCluster.provide(scope, cluster) [cluster/missing]',
    );
  });

  it('leaves a negative period to cdk8s, which has no such Duration', () => {
    expect(() => Duration.minutes(-5)).toThrow('Duration amounts cannot be negative. Received: -5');
  });
});
