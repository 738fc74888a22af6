import { App, Testing } from 'cdk8s';
import { AnomalyDetectionChart, CalicoCluster, CalicoRelease, PortScanAlert, ScanRun, ScanTarget } from '../../src';
import { captureStderr, madeFor, managedCluster, messageOf, only, type Synthesized } from '../support';

function moduleSeven(cluster = managedCluster()): Synthesized[] {
  return Testing.synth(new AnomalyDetectionChart(new App(), 'anomaly-detection', { cluster }));
}

describe('AnomalyDetectionChart', () => {
  captureStderr();

  it('is module 7 of the workshop', () => {
    const objects = moduleSeven();
    expect(objects).toMatchSnapshot();
    expect(objects.map((object) => `${object.kind} ${object.metadata.name}`)).toEqual([
      'GlobalAlert tigera.io.detector.port-scan',
      'NetworkPolicy allow-tigera.allow-anomaly-detection',
      'NetworkPolicy allow-tigera.elasticsearch-access-anomaly-detection',
      'Deployment ad-jobs-deployment',
      'Namespace dev',
      'Deployment dev-nginx',
      'Service nginx-svc',
      'Pod netshoot',
    ]);
  });

  it('says on each object what it was made for, and not on pod templates', () => {
    for (const object of moduleSeven()) {
      expect(object.metadata.annotations).toMatchObject({
        'calico-threat-defense/release': '3.14.0',
        'calico-threat-defense/topology': 'managed',
        'calico-threat-defense/cluster': 'acme.aks-prod',
      });
      expect(object.spec?.template?.metadata ?? {}).not.toHaveProperty('annotations');
    }
  });

  it('says of what others add for another cluster that it was made for that one', () => {
    const chart = new AnomalyDetectionChart(new App(), 'anomaly-detection', { cluster: managedCluster() });
    new PortScanAlert(chart, 'other', { cluster: managedCluster('3.24') });
    const added = Testing.synth(chart).find(({ metadata }) => metadata.name === 'network.port-scan');
    expect(added?.metadata).toEqual({ name: 'network.port-scan', annotations: madeFor(managedCluster('3.24')) });
  });

  it('runs the demo in another namespace where one is named', () => {
    const props = { cluster: managedCluster(), demoNamespace: 'port-scan' };
    const chart = new AnomalyDetectionChart(new App(), 'anomaly-detection', props);
    const objects = Testing.synth(chart);
    expect(objects.filter(({ metadata }) => metadata.namespace === 'dev' || metadata.name === 'dev')).toEqual([]);
    expect(objects.slice(4).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? metadata.name}`)).toEqual([
      'Namespace port-scan',
      'Deployment port-scan',
      'Service port-scan',
      'Pod port-scan',
    ]);
    expect(objects[4].metadata.labels['calico-threat-defense/demo']).toBe('true');
    expect(chart.scanner.scanCommand).toMatch(/^kubectl -n port-scan exec netshoot .*kubectl -n port-scan get pods/);
  });

  it('takes the images from a mirror, with Secrets', () => {
    const props = { cluster: managedCluster(), imageRegistry: 'r.example/mirror', imagePullSecrets: ['mine'] };
    const objects = Testing.synth(new AnomalyDetectionChart(new App(), 'anomaly-detection', props));
    const pods = objects.map(({ spec }) => spec?.template?.spec ?? spec).filter((spec) => spec?.containers);
    expect(pods.map(({ containers, imagePullSecrets }) => [containers[0].image, imagePullSecrets])).toEqual([
      [expect.stringMatching(/^r\.example\/mirror\/tigera\/anomaly_detection_jobs:/), [{ name: 'mine' }]],
      [expect.stringMatching(/^r\.example\/mirror\/library\/nginx:/), [{ name: 'mine' }]],
      [expect.stringMatching(/^r\.example\/mirror\/nicolaka\/netshoot:/), [{ name: 'mine' }]],
    ]);
  });

  it('has an alert of another severity, and a scan that starts otherwise', () => {
    const props = { cluster: managedCluster('3.22'), severity: 40, run: ScanRun.once() };
    const objects = Testing.synth(new AnomalyDetectionChart(new App(), 'anomaly-detection', props));
    expect(only(objects, 'GlobalAlert').spec.severity).toBe(40);
    expect(only(objects, 'Job').metadata.namespace).toBe('dev');
  });

  it('scans another target, without a demo', () => {
    const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'web' } });
    const chart = new AnomalyDetectionChart(new App(), 'anomaly-detection', {
      cluster: managedCluster('3.22'),
      target,
    });
    expect(Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.namespace}`)).toEqual([
      'GlobalAlert undefined',
      'Pod shop',
    ]);
    expect(chart.demoTarget).toBeUndefined();
    expect(only(Testing.synth(chart), 'Pod').spec.containers[0].args).toEqual(['infinity']);
  });

  it('rejects props of a demo target that is left out', () => {
    const target = ScanTarget.service({ namespace: 'shop', name: 'web' });
    const props = { cluster: managedCluster('3.22'), target, demoNamespace: 'demo', demoTargetImage: 'nginx:1' };
    expect(messageOf(() => new AnomalyDetectionChart(new App(), 'module-7', props))).toBe(
      [
        'module-7: 2 problems',
        '  demoNamespace = "demo": cannot be combined with target, which replaces the demo target; remove one of them [workshop/demo-unused]',
        '  demoTargetImage = "nginx:1": cannot be combined with target, which replaces the demo target; remove one of them [workshop/demo-unused]',
      ].join('\n'),
    );
  });

  it('makes its parts readable', () => {
    const chart = new AnomalyDetectionChart(new App(), 'anomaly-detection', { cluster: managedCluster() });
    expect(chart.alert?.alertName).toBe('tigera.io.detector.port-scan');
    expect(chart.adJobs?.settings.portScanThreshold).toBe(200);
    expect(chart.scanner.ports.count).toBe(600);
    expect(chart.demoTarget?.namespace).toBe('dev');
    expect(chart.cluster.name).toBe('acme.aks-prod');
  });

  it('is the same for the same cluster', () => {
    expect(JSON.stringify(moduleSeven())).toBe(JSON.stringify(moduleSeven()));
  });

  it('does not depend on the id of the chart', () => {
    const other = new AnomalyDetectionChart(new App(), 'something-else', { cluster: managedCluster() });
    expect(Testing.synth(other)).toEqual(moduleSeven());
  });

  it('passes on what a chart can be given', () => {
    const cluster = CalicoCluster.standalone({ release: CalicoRelease.enterprise('3.14') });
    const chart = new AnomalyDetectionChart(new App(), 'chart', { cluster, labels: { team: 'red' } });
    for (const object of Testing.synth(chart)) {
      expect(object.metadata.labels).toMatchObject({ team: 'red' });
    }
  });
});
