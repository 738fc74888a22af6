import type { Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, NetshootScanner, ScanRun, ScanTargetKind } from '../../src';
import { scanTargetOf } from '../../src/plus/public';
import { captureStderr, templateOf, testChart } from '../support';
import { CONTAINERS, cdk8sPlus, IN_SHOP, VERSIONS } from './cdk8s-plus';

const kplus = cdk8sPlus();
const containers = CONTAINERS;
const podMetadata = { labels: { app: 'web' } };

describe.each(VERSIONS)('scanTargetOf, with cdk8s-plus-%s', (version) => {
  const { Deployment, StatefulSet, DaemonSet, Pod, Pods, LabelExpression, Namespaces, Service } = cdk8sPlus(version);
  const chart = () => testChart({ namespace: 'shop' });

  it('is the pods of a workload, by all of their labels', () => {
    const into = chart();
    const service = new Service(into, 'service', { ports: [{ port: 80 }] });
    const workloads = [
      new Deployment(into, 'deployment', { podMetadata, containers }),
      new StatefulSet(into, 'set', { podMetadata, containers, service }),
      new DaemonSet(into, 'daemons', { podMetadata, containers }),
      new Pod(into, 'pod', { metadata: podMetadata, containers }),
    ];
    for (const workload of workloads) {
      const { kind, namespace, labels } = scanTargetOf(workload);
      expect([kind, namespace]).toEqual([ScanTargetKind.PODS, 'shop']);
      expect(labels).toEqual({
        app: 'web',
        'cdk8s.io/metadata.addr': expect.stringMatching(/^test-(deployment|set|daemons|pod)-\w+$/),
      });
    }
  });

  it('is the pods of a selection by exact labels', () => {
    const into = chart();
    const expressions = [LabelExpression.in('tier', ['front']), LabelExpression.in('app', ['web'])];
    const pods = Pods.select(into, 'pods', { labels: { app: 'web' }, expressions });
    expect(scanTargetOf(pods)).toMatchObject({ namespace: 'shop', labels: { app: 'web', tier: 'front' } });
    const namespaces = Namespaces.select(into, 'namespaces', { names: ['store'] });
    expect(scanTargetOf(Pods.select(into, 'others', { labels: { app: 'web' }, namespaces })).namespace).toBe('store');
  });

  it('is a Service', () => {
    const service = new Service(chart(), 'web', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
    expect(scanTargetOf(service)).toMatchObject({ kind: 'service', namespace: 'shop', serviceName: 'web' });
  });
});

describe('the namespace of scanTargetOf', () => {
  const web = (chart: Chart, metadata = {}) => new kplus.Deployment(chart, 'web', { metadata, containers });
  const pods = (chart: Chart, names?: string[]) => {
    const namespaces =
      names === undefined ? kplus.Namespaces.all(chart, 'all') : kplus.Namespaces.select(chart, 'some', { names });
    return kplus.Pods.select(chart, 'pods', { labels: { app: 'web' }, namespaces });
  };

  it('is that of the workload before that of its chart, and the option where there is none', () => {
    expect(scanTargetOf(web(testChart({ namespace: 'chart' }), IN_SHOP)).namespace).toBe('shop');
    expect(scanTargetOf(web(testChart({ namespace: 'chart' }))).namespace).toBe('chart');
    expect(scanTargetOf(web(testChart()), { namespace: 'shop' }).namespace).toBe('shop');
    expect(scanTargetOf(web(testChart(), IN_SHOP), { namespace: 'shop' }).namespace).toBe('shop');
  });

  it('is chosen by the option among those of a selection', () => {
    expect(scanTargetOf(pods(testChart()), { namespace: 'shop' }).namespace).toBe('shop');
    expect(scanTargetOf(pods(testChart(), ['shop', 'store']), { namespace: 'store' }).namespace).toBe('store');
    const plain = kplus.Pods.select(testChart(), 'pods', { labels: { app: 'web' } });
    expect(scanTargetOf(plain, { namespace: 'shop' }).namespace).toBe('shop');
  });
});

describe('a scan of a Deployment of cdk8s-plus', () => {
  const said = captureStderr();

  it('is made in one call, and compared with its policies', () => {
    const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.23') });
    const scan = (isolate: boolean) =>
      templateOf(
        (chart) => {
          const web = new kplus.Deployment(chart, 'web', { podMetadata, containers, isolate });
          new NetshootScanner(chart, 'scanner', { cluster, target: scanTargetOf(web), run: ScanRun.once() });
        },
        { namespace: 'shop' },
      );
    const template = scan(false);
    const made = template.toJSON().filter(({ kind }) => kind !== 'Deployment');
    expect(made).toMatchSnapshot();
    template.hasResource('Service', { spec: { clusterIP: 'None', selector: { app: 'web' } } });
    expect(said()).toBe('');
    scan(true);
    expect(said()).toContain("blocks the scan's ingress to the target");
  });
});
