import { App, type Chart } from 'cdk8s';
import { podsOf, policySelectorOf, probeTargetOf, scanTargetOf } from '../../src/plus/public';
import { messageOf, testChart } from '../support';
import { CONTAINERS, cdk8sPlus, IN_SHOP } from './cdk8s-plus';

const kplus = cdk8sPlus();

describe('a workload that is changed after it was used', () => {
  const web = (chart: Chart) =>
    new kplus.Deployment(chart, 'web', {
      metadata: IN_SHOP,
      podMetadata: { labels: { app: 'web', 'cdk8s.io/metadata.addr': 'web' } },
      containers: CONTAINERS,
      select: false,
    });
  const selecting = (chart: Chart) => {
    const workload = web(chart);
    workload.select(kplus.LabelSelector.of({ labels: { app: 'web' } }));
    return workload;
  };
  const USES: [string, (workload: ReturnType<typeof web>) => unknown][] = [
    ['scanTargetOf', (workload) => scanTargetOf(workload)],
    ['podsOf', (workload) => podsOf(workload)],
    ['policySelectorOf', (workload) => policySelectorOf(workload)],
    ['probeTargetOf', (workload) => probeTargetOf(workload.exposeViaService({ name: 'web' }), { workload })],
  ];

  it.each(USES)('is refused if its pods lose a label: %s', (_, use) => {
    const chart = testChart();
    const workload = selecting(chart);
    use(workload);
    workload.podMetadata.addLabel('app', 'shop');
    expect(messageOf(() => App.of(chart).synthYaml())).toMatch(
      /^Validation failed with the following errors:\n {2}\[test\/web\] test\/web: 1 problem\n {2}spec\.template\.metadata\.labels = \{"app":"shop".*\}: no longer match .*app == 'web'.*, by which the pods are selected; change the labels before the workload is used \[cdk8s-plus\/changed\]$/,
    );
  });

  it.each(USES)('is accepted if its pods get another label: %s', (_, use) => {
    const chart = testChart();
    const workload = selecting(chart);
    use(workload);
    workload.podMetadata.addLabel('version', 'v2');
    expect(App.of(chart).synthYaml()).toContain('version: v2');
  });
});
