import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AdJobsDeployment,
  CalicoCluster,
  CalicoRelease,
  DemoTarget,
  GlobalAlert,
  NetshootScanner,
  PortScanAlert,
  RuleTemplate,
  ScanRun,
  ScanTarget,
  VerifierRole,
} from '../src';
import { captureStderr, madeFor, managedCluster, type Synthesized, testChart } from './support';

const TARGET = ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } });

/** The annotations of all objects of a chart, without what is said of a scan, by kind and name. */
function annotationsOf(chart: Chart): Record<string, unknown> {
  return Object.fromEntries(
    Testing.synth(chart).map(({ kind, metadata }: Synthesized) => {
      const {
        'calico-threat-defense/scan': _,
        'calico-threat-defense/scan-pods': __,
        ...annotations
      } = metadata.annotations ?? {};
      return [`${kind} ${metadata.namespace ?? ''}/${metadata.name}`, annotations];
    }),
  );
}

describe('what an object was made for', () => {
  captureStderr();

  it('stands on all objects below the construct that provides the cluster', () => {
    const chart = testChart();
    const cluster = CalicoCluster.standalone({ release: CalicoRelease.enterprise('3.14') });
    CalicoCluster.provide(chart, cluster);
    new PortScanAlert(new Construct(chart, 'deeper'), 'alert');
    new AdJobsDeployment(chart, 'jobs');
    new DemoTarget(chart, 'target');
    const scanner = new NetshootScanner(chart, 'scanner', {
      target: TARGET,
      run: ScanRun.onDemand(),
      restrictEgress: true,
    });
    new VerifierRole(chart, 'role', { scanner });
    const annotations = annotationsOf(chart);
    expect(Object.keys(annotations).length).toBeGreaterThan(12);
    expect(annotations).toEqual(
      Object.fromEntries(
        Object.keys(annotations).map((object) => [
          object,
          {
            'calico-threat-defense/cluster': 'cluster',
            'calico-threat-defense/release': '3.14.0',
            'calico-threat-defense/topology': 'standalone',
          },
        ]),
      ),
    );
  });

  it('is that of the nearest construct that provides one, whether by a call or by a prop', () => {
    const chart = testChart();
    const inner = new Construct(chart, 'inner');
    const [far, near, own] = ['far', 'near', 'own'].map((name) => managedCluster('3.22', name));
    CalicoCluster.provide(chart, far as CalicoCluster);
    CalicoCluster.provide(inner, near as CalicoCluster);
    const scan = { target: TARGET };
    new NetshootScanner(chart, 'scanner-1', { ...scan, name: 'far' });
    new NetshootScanner(inner, 'scanner-2', { ...scan, name: 'near' });
    new NetshootScanner(inner, 'scanner-3', { ...scan, name: 'own', cluster: own });
    new DemoTarget(inner, 'target', { cluster: own });
    new NetshootScanner(chart, 'scanner-4', { ...scan, name: 'far-again' });
    expect(annotationsOf(chart)).toEqual({
      'Pod shop/far': madeFor(far as CalicoCluster),
      'Pod shop/near': madeFor(near as CalicoCluster),
      'Pod shop/own': madeFor(own as CalicoCluster),
      'Namespace /dev': madeFor(own as CalicoCluster),
      'Deployment dev/dev-nginx': madeFor(own as CalicoCluster),
      'Service dev/nginx-svc': madeFor(own as CalicoCluster),
      'Pod shop/far-again': madeFor(far as CalicoCluster),
    });
  });

  it('is known of a construct that is given the cluster and nothing else', () => {
    const cluster = managedCluster('3.23');
    const chart = testChart();
    GlobalAlert.fromTemplate(chart, 'alert', RuleTemplate.NETWORK_SSH, { cluster });
    expect(annotationsOf(chart)).toEqual({ 'GlobalAlert /network.ssh': madeFor(cluster) });
  });

  it('is not known where no cluster is, and is not said of the objects of others', () => {
    const chart = testChart();
    new NetshootScanner(chart, 'scanner', { target: TARGET });
    const provided = new Chart(new App(), 'provided');
    CalicoCluster.provide(provided, managedCluster());
    new ApiObject(provided, 'other', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' } });
    expect(annotationsOf(chart)).toEqual({ 'Pod shop/netshoot': {} });
    expect(annotationsOf(provided)).toEqual({ 'ConfigMap /other': {} });
  });

  it('stands beside the annotations of the user', () => {
    const chart = testChart();
    const cluster = managedCluster();
    new PortScanAlert(chart, 'alert', { cluster, annotations: { note: 'mine' } });
    expect(Object.values(annotationsOf(chart))).toEqual([{ note: 'mine', ...madeFor(cluster) }]);
  });

  it('follows a cluster that is provided anew, from then on', () => {
    const chart = testChart();
    const [first, second] = [managedCluster('3.22', 'first'), managedCluster('3.22', 'second')];
    CalicoCluster.provide(chart, first);
    new NetshootScanner(chart, 'one', { target: TARGET, name: 'one' });
    CalicoCluster.provide(chart, second);
    new NetshootScanner(chart, 'two', { target: TARGET, name: 'two' });
    expect(annotationsOf(chart)).toEqual({ 'Pod shop/one': madeFor(first), 'Pod shop/two': madeFor(second) });
  });
});
