import { Duration } from 'cdk8s';
import { DataSet, Detector, DetectorAlert, type DetectorAlertProps, DetectorAlertTemplate } from '../../../src';
import { checkGlobalAlert, DETECTORS } from '../../../src/kinds/global-alert';
import { Match } from '../../../src/testing';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, managedCluster, messageOf, templateOf, testChart } from '../../support';

const cluster = managedCluster('3.17');
const ids = Object.keys(DETECTORS);

describe('Detector', () => {
  it.each(ids)('knows %s', (id) => {
    const detector = Detector.of(id);
    expect(Detector[id.toUpperCase() as 'DGA']).toEqual(detector);
    expect(detector.alertName).toBe(`tigera.io.detector.${id.replaceAll('_', '-')}`);
    expect(detector.title.length * detector.description.length).toBeGreaterThan(0);
    expect(Object.values(DataSet)).toContain(detector.dataSet);
    expect(detector.id).toBe(id);
  });

  it.each([
    ['port-scan', '; did you mean port_scan?'],
    ['dns_tunel', '; did you mean dns_tunnel?'],
    ['weather', `; the detectors are ${ids.join(', ')}`],
    ['__proto__', `; the detectors are ${ids.join(', ')}`],
  ])('is not %s', (id, hint) => {
    expect(messageOf(() => Detector.of(id))).toBe(
      `Detector: 1 problem\n  id = "${id}": is not a detector of Calico${hint} [detector/unknown]`,
    );
  });
});

describe.each([
  ['DetectorAlert', 'GlobalAlert', DetectorAlert],
  ['DetectorAlertTemplate', 'GlobalAlertTemplate', DetectorAlertTemplate],
] as const)('%s', (_, kind, Alert) => {
  const stderr = captureStderr();

  it('runs a detector, with the defaults of the templates of Tigera', () => {
    const template = templateOf((chart) => new Alert(chart, 'alert', { cluster, detector: Detector.DNS_TUNNEL }));
    expect(template.toJSON()).toMatchSnapshot();
    template.hasResource(kind, {
      metadata: { name: 'tigera.io.detector.dns-tunnel' },
      spec: {
        type: 'AnomalyDetection',
        detector: { name: 'dns_tunnel' },
        severity: 100,
        period: '15m0s',
        lookback: Match.absent(),
      },
    });
    expect(stderr()).toBe('');
  });

  it('is of the whole cluster', () => {
    const template = templateOf((chart) => new Alert(chart, 'alert', { cluster, detector: Detector.DGA }), {
      namespace: 'x',
    });
    template.hasResource(kind, { metadata: { namespace: Match.absent() } });
  });

  const table: AllProps<Omit<DetectorAlertProps, 'cluster' | 'detector'>> = {
    period: { value: Duration.minutes(7), at: ['spec', 'period'], is: '7m0s' },
    lookback: { value: Duration.minutes(9), at: ['spec', 'lookback'], is: '9m0s' },
    severity: { value: 42, at: ['spec', 'severity'], is: 42 },
    description: { value: 'a description', at: ['spec', 'description'], is: 'a description' },
    summary: { value: 'a summary', at: ['spec', 'summary'], is: 'a summary' },
    labels: { value: { team: 'red' }, at: ['metadata', 'labels', 'team'], is: 'red' },
    annotations: { value: { note: 'n' }, at: ['metadata', 'annotations', 'note'], is: 'n' },
  };
  itPassesOnAllProps(table, (chart, props) => new Alert(chart, 'alert', { cluster, detector: Detector.DGA, ...props }));

  it.each([
    [
      '3.14',
      Detector.BYTES_IN,
      'bytes_in',
      'it exists in 3.15 to 3.18.0-1.1; the closest detector in Calico Enterprise 3.14.0 is generic_flows',
    ],
    [
      '3.15',
      Detector.IP_SWEEP,
      'ip_sweep',
      'it exists in 3.13 to 3.14; the closest detector in Calico Enterprise 3.15.0 is port_scan',
    ],
    [
      '3.17',
      Detector.TIME_SERIES_L7,
      'time_series_l7',
      'it exists in 3.13 to 3.14; the closest detector in Calico Enterprise 3.17.0 is generic_l7',
    ],
  ])('is refused on %s where that lacks the detector', (release, detector, id, rest) => {
    const other = managedCluster(release);
    expect(messageOf(() => new Alert(testChart(), 'alert', { cluster: other, detector }))).toBe(
      `test/alert: 1 problem\n  spec.detector.name = "${id}": is not a detector of ${other.release.displayName}: ${rest} [detector-alert/detector-unavailable]`,
    );
  });

  it.each([
    [
      '3.12',
      'Calico Enterprise 3.12.0 does not support this type (added in 3.13): use the AD jobs instead, which run in the Deployment ad-jobs-deployment [detector-alert/not-yet]',
    ],
    [
      '3.18',
      'Calico Enterprise 3.18.1 has no anomaly detection (removed in Calico Enterprise 3.18.1 and Calico Cloud 18.3.0): use an alert rule over the data set dns [detector-alert/removed]',
    ],
  ])('is refused on %s, which has no detectors', (release, rest) => {
    const props = { cluster: managedCluster(release), detector: Detector.DGA };
    expect(messageOf(() => new Alert(testChart(), 'alert', props))).toBe(
      `test/alert: 1 problem\n  spec.type = "AnomalyDetection": ${rest}`,
    );
  });

  it('is allowed with a warning where nobody knows', () => {
    new Alert(testChart(), 'alert', { cluster: managedCluster('3.14'), detector: Detector.TIME_SERIES_L7 });
    expect(stderr()).toBe(
      'test/alert: 1 warning\n  spec.detector.name = "time_series_l7": is documented for 3.14, but it has not been seen in any release: check that the alert becomes active [detector-alert/uncertain]\n',
    );
  });
});

describe('an alert of a detector, written by hand', () => {
  const check = (name: string, detector: unknown, release = '3.17') =>
    checkGlobalAlert(
      { metadata: { name }, spec: { type: 'AnomalyDetection', detector, description: 'd', severity: 1 } },
      managedCluster(release),
    ).map(({ rule, message }) => `${rule}: ${message}`);

  it('is fine as Calico wants it', () => {
    expect(check('tigera.io.detector.port-scan', { name: 'port_scan' })).toEqual([]);
  });

  it('has its name in step with its detector', () => {
    expect(check('port-scan-detection', { name: 'port_scan' })).toEqual([
      'detector-alert/name: must be tigera.io.detector.port-scan, the name of the alert for the detector port_scan; each detector has exactly one alert',
    ]);
  });

  it('names a detector that there is', () => {
    expect(check('tigera.io.detector.port-scan', { name: 'port-scan' })).toEqual([
      'detector-alert/detector-unknown: is not a detector of Calico; did you mean port_scan?',
    ]);
    for (const detector of [undefined, {}, { name: '' }, { name: 7 }]) {
      expect(check('tigera.io.detector.port-scan', detector)).toEqual([
        'detector-alert/detector-missing: must name the detector that the alert runs, such as port_scan',
      ]);
    }
  });

  it('is told of nothing else where its release has no such alerts', () => {
    expect(check('x', { name: 'port-scan' }, '3.24').map((text) => text.split(':')[0])).toEqual([
      'detector-alert/removed',
    ]);
  });
});
