import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, DemoTarget, NetshootScanner, PortScanAlert } from '../../src';
import { managedCluster, messageOf } from '../support';

function app(...charts: [id: string, cluster: CalicoCluster, namespace?: string][]): App {
  const root = new App();
  for (const [id, cluster, namespace] of charts) {
    new PortScanAlert(new Chart(root, id, { namespace }), 'alert', { cluster });
  }
  return root;
}

const release = CalicoRelease.enterprise('3.14');
const message = (second: string, first: string) =>
  `Validation failed with the following errors:\n  [] ${second}: 1 problem\n  projectcalico.org/GlobalAlert tigera.io.detector.port-scan: is emitted by ${first} as well, and the second would replace the first; Calico sets this name for the detector, so remove one of them [manifest/duplicate-object]`;

describe('two objects of one kind and name', () => {
  it('are refused in one chart', () => {
    const root = new App();
    const chart = new Chart(root, 'chart');
    new PortScanAlert(chart, 'one', { cluster: managedCluster() });
    new PortScanAlert(chart, 'two', { cluster: managedCluster('3.15') });
    expect(messageOf(() => root.synthYaml())).toBe(message('chart/two/Resource', 'chart/one/Resource'));
  });

  it('are refused in two charts of one cluster, whatever namespace the charts have', () => {
    const root = app(['a', managedCluster(), 'x'], ['b', managedCluster(), 'y']);
    expect(messageOf(() => root.synthYaml())).toBe(message('b/alert/Resource', 'a/alert/Resource'));
    const cluster = CalicoCluster.standalone({ release });
    expect(() => app(['a', cluster], ['b', cluster]).synthYaml()).toThrow('manifest/duplicate-object');
  });

  it('are fine in two charts of two clusters', () => {
    const other = CalicoCluster.managed({ name: 'acme.eks', release });
    expect(() => app(['a', managedCluster()], ['b', other]).synthYaml()).not.toThrow();
    const [one, two] = [CalicoCluster.standalone({ release }), CalicoCluster.standalone({ release })];
    expect(() => app(['a', one], ['b', two]).synthYaml()).not.toThrow();
  });

  it('are fine in two charts that do not say their cluster', () => {
    const root = new App();
    new DemoTarget(new Chart(root, 'a'), 'target');
    new DemoTarget(new Chart(root, 'b'), 'target');
    expect(() => root.synthYaml()).not.toThrow();
  });

  it('are fine in two namespaces', () => {
    const root = new App();
    const chart = new Chart(root, 'chart');
    for (const namespace of ['one', 'two']) {
      const target = new DemoTarget(chart, `target-${namespace}`, { namespace });
      new NetshootScanner(chart, `scanner-${namespace}`, { target: target.scanTarget });
    }
    expect(() => root.synthYaml()).not.toThrow();
  });
});
