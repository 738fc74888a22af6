import { App, Chart, Duration } from 'cdk8s';
import {
  AdJobsDeployment,
  CalicoCluster,
  DemoTarget,
  Detector,
  DetectorAlert,
  GlobalAlert,
  NetshootScanner,
  PortScanAlert,
  RuleTemplate,
  ScanTarget,
} from '../../src';
import { isPortScanAlert } from '../../src/kinds/global-alert/port-scan-alerts';
import { describeWithShared } from '../shared-folder';
import { captureStderr, managedCluster, messageOf, type Synthesized, testChart } from '../support';
import { describedIn } from './case-program';

function chartFor(release: string): Chart {
  const chart = new Chart(new App(), 'alerts');
  CalicoCluster.provide(chart, managedCluster(release));
  return chart;
}

/** What is advised about two objects of one name. */
function adviceOf(build: (chart: Chart, id: string) => void, release = '3.24'): string {
  const chart = chartFor(release);
  build(chart, 'one');
  build(chart, 'two');
  const message = messageOf(() => App.of(chart).synthYaml());
  return /the second would replace the first; (.*) \[manifest/.exec(message)?.[1] ?? message;
}

describe('case 40: two port scan alerts', () => {
  const stderr = captureStderr();

  it('can be in one app, by their names', () => {
    const chart = chartFor('3.24');
    new PortScanAlert(chart, 'fast', { threshold: 500 });
    new PortScanAlert(chart, 'slow', { threshold: 50, lookback: Duration.hours(6), name: 'network.slow-port-scan' });
    const objects: Synthesized[] = chart.toJson();
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(['network.port-scan', 'network.slow-port-scan']);
    expect(objects.map(isPortScanAlert)).toEqual([true, true]);
  });

  it.each([
    ['Network_Scan', 'global-alert/name'],
    ['', 'global-alert/name'],
    ['tigera.io.detector.port-scan', 'global-alert/reserved-name'],
  ])('have no name that Calico refuses: %j', (name, rule) => {
    expect(messageOf(() => new PortScanAlert(chartFor('3.24'), 'a', { name }))).toContain(rule);
  });

  it('are told that Calico names the alert of a detector', () => {
    const alert = new PortScanAlert(chartFor('3.14'), 'a', { name: 'network.scan' });
    expect(alert.alertName).toBe('tigera.io.detector.port-scan');
    expect(stderr()).toBe(
      'alerts/a: 1 warning\n  name = "network.scan": is ignored: Calico requires the name tigera.io.detector.port-scan for the alert of its detector. Remove the name, or use the method FLOW_LOGS, whose alert can have any name [port-scan-alert/name-fixed]\n',
    );
    new PortScanAlert(testChart(), 'b', { cluster: managedCluster(), name: 'tigera.io.detector.port-scan' });
    expect(stderr()).not.toContain('test/b');
  });

  it('are not taken for what counts otherwise', () => {
    const spec = { dataSet: 'flows', metric: 'count', aggregateBy: ['source_namespace'] };
    expect(isPortScanAlert({ metadata: { name: 'network.mine' }, spec })).toBe(false);
  });
});

describe('two objects of one name', () => {
  captureStderr();
  const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'web' } });
  const another = 'give one of them another name, or remove it';
  const detectors = 'Calico sets this name for the detector, so remove one of them';

  it.each<[string, (chart: Chart, id: string) => void, string, string]>([
    ['rules', (chart, id) => new PortScanAlert(chart, id), '3.24', another],
    ['scanners', (chart, id) => new NetshootScanner(chart, id, { target }), '3.24', another],
    ['detectors', (chart, id) => new PortScanAlert(chart, id), '3.14', detectors],
    ['alerts of detectors', (chart, id) => new DetectorAlert(chart, id, { detector: Detector.DGA }), '3.14', detectors],
    [
      'jobs',
      (chart, id) => new AdJobsDeployment(chart, id),
      '3.12',
      'a cluster has only one Deployment of AD jobs, so remove one of them',
    ],
    [
      'alerts of templates',
      (chart, id) => GlobalAlert.fromTemplate(chart, id, RuleTemplate.NETWORK_SSH),
      '3.24',
      'it has the name of its template, so remove one of them, or create one with new GlobalAlert and another name',
    ],
    [
      'demo targets',
      (chart, id) => new DemoTarget(chart, id),
      '3.24',
      'give one of the targets another namespace, or remove it',
    ],
  ])('get advice that can be followed: %s', (_, build, release, advice) => {
    expect(adviceOf(build, release)).toBe(advice);
  });
});

describeWithShared('case 40 itself', () => {
  it('gets advice that can be followed', () => {
    expect(describedIn('40-two-port-scan-alerts')).toContain(`; give one of them another name, or remove it [`);
  });
});
