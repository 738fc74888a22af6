import { ApiObject, type Chart, Cron } from 'cdk8s';
import { CalicoCluster, CalicoRelease, DeepPacketInspection, PacketCapture } from '../../src';
import { podsOf, policySelectorOf } from '../../src/plus/public';
import { captureStderr, messageOf, templateOf, testChart } from '../support';
import { CONTAINERS, cdk8sPlus, IN_SHOP, VERSIONS } from './cdk8s-plus';

const kplus = cdk8sPlus();
const containers = CONTAINERS;
const NAMESPACE = "projectcalico.org/namespace == 'shop'";
/** The selector of a Deployment `web` in `shop` whose labels cdk8s-plus chose. */
const OF_WEB = /^projectcalico\.org\/namespace == 'shop' && cdk8s\.io\/metadata\.addr == 'test-web-\w+'$/;

describe.each(VERSIONS)('policySelectorOf, with cdk8s-plus-%s', (version) => {
  const { Deployment, CronJob, Job, Pod, Pods, LabelExpression, LabelSelector, Namespaces } = cdk8sPlus(version);
  const chart = () => testChart({ namespace: 'shop' });

  it('selects the pods of a workload as the workload does', () => {
    const into = chart();
    const podMetadata = { labels: { app: 'web', version: 'v1', tier: 'front' } };
    const web = new Deployment(into, 'web', { podMetadata, containers, select: false });
    web.select(
      LabelSelector.of({
        labels: { app: 'web' },
        expressions: [
          LabelExpression.in('tier', ['front', 'edge']),
          LabelExpression.notIn('version', ['v0']),
          LabelExpression.exists('version'),
          LabelExpression.doesNotExist('canary'),
        ],
      }),
    );
    expect(policySelectorOf(web).text).toBe(
      `${NAMESPACE} && app == 'web' && tier in { 'front', 'edge' } && version not in { 'v0' } && has(version) && !has(canary)`,
    );
    expect(policySelectorOf(new Deployment(into, 'other', { podMetadata, containers })).text).toMatch(
      /^projectcalico\.org\/namespace == 'shop' && cdk8s\.io\/metadata\.addr == 'test-other-\w+'$/,
    );
  });

  it('selects pods by their labels where their workload does not select them', () => {
    const into = chart();
    const labels = { labels: { app: 'web' } };
    const schedule = Cron.daily();
    const workloads = [
      new Job(into, 'job', { podMetadata: labels, containers }),
      new CronJob(into, 'cron', { podMetadata: labels, containers, schedule }),
      new Pod(into, 'pod', { metadata: labels, containers }),
    ];
    for (const workload of workloads) {
      expect(policySelectorOf(workload).text).toMatch(
        new RegExp(`^${NAMESPACE} && app == 'web' && cdk8s\\.io/metadata\\.addr == 'test-\\w+-\\w+'$`),
      );
    }
  });

  it('selects the pods of a selection, in its namespaces', () => {
    const into = chart();
    const names = (id: string, ...list: string[]) => Namespaces.select(into, id, { names: list });
    const text = (id: string, options: object) => policySelectorOf(Pods.select(into, id, options)).text;
    const labels = { app: 'web' };
    expect(text('own', { labels })).toBe(`${NAMESPACE} && app == 'web'`);
    expect(text('one', { namespaces: names('n1', 'store') })).toBe("projectcalico.org/namespace == 'store'");
    expect(text('two', { labels, namespaces: names('n2', 'a', 'b') })).toBe(
      "projectcalico.org/namespace in { 'a', 'b' } && app == 'web'",
    );
    expect(policySelectorOf(Pods.all(into, 'every', { namespaces: Namespaces.all(into, 'all') })).text).toBe(
      'has(projectcalico.org/namespace)',
    );
  });
});

describe('policySelectorOf', () => {
  const web = (chart: Chart, props = {}) =>
    new kplus.Deployment(chart, 'web', { metadata: IN_SHOP, containers, ...props });
  const replicaSet = (chart: Chart, labels: unknown, matchExpressions: readonly object[]) => {
    const spec = { selector: { matchLabels: { app: 'web' }, matchExpressions }, template: { metadata: { labels } } };
    return new ApiObject(chart, 'web', { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: IN_SHOP, spec } as never);
  };
  const everywhere = (chart: Chart) =>
    kplus.Pods.all(chart, 'pods', { namespaces: kplus.Namespaces.all(chart, 'all') });

  it('is narrowed by the option', () => {
    expect(policySelectorOf(everywhere(testChart()), { namespace: 'shop' }).text).toBe(NAMESPACE);
    expect(policySelectorOf(kplus.Pods.all(testChart(), 'pods'), { namespace: 'shop' }).text).toBe(NAMESPACE);
    expect(policySelectorOf(web(testChart(), { metadata: {} }), { namespace: 'shop' }).text).toMatch(OF_WEB);
  });

  it('accepts a workload without replicas, which a policy may wait for', () => {
    expect(policySelectorOf(web(testChart(), { replicas: 0 })).text).toMatch(OF_WEB);
  });

  it.each<[string, (chart: Chart) => unknown, string]>([
    [
      'no namespace',
      (chart) => policySelectorOf(web(chart, { metadata: {} })),
      'test/web: 1 problem\n  metadata.namespace: is not set, so it would be the namespace of the context of kubectl; set metadata.namespace of the Deployment or the namespace of its chart, or pass { namespace } [cdk8s-plus/namespace]',
    ],
    [
      'namespaces by their labels',
      (chart) => {
        const namespaces = kplus.Namespaces.select(chart, 'namespaces', { labels: { team: 'shop' }, names: ['shop'] });
        return policySelectorOf(kplus.Pods.all(chart, 'pods', { namespaces }));
      },
      "test/pods: 1 problem\n  namespaces: selects namespaces by their labels, which the field selector of Calico cannot do; list their names, as in Namespaces.select(scope, id, { names: ['shop'] }) [cdk8s-plus/namespace-labels]",
    ],
    [
      'pods in the network of their node',
      (chart) => policySelectorOf(web(chart, { hostNetwork: true })),
      'test/web: 1 problem\n  spec.template.spec.hostNetwork = true: puts the pods into the network of their node, where policies, captures and inspections do not select them, and a scan would scan the node; remove it, or scan the node with ScanTarget.addresses [cdk8s-plus/host-network]',
    ],
    [
      'an operator that is not of Calico, and an invalid label',
      (chart) => {
        const matchExpressions = [
          { key: 'size', operator: 'Gt', values: ['1'] },
          { key: 'a b', operator: 'Exists' },
          { key: 'app', operator: 'In', values: ['web', 'd e'] },
        ];
        return policySelectorOf(replicaSet(chart, { app: 'web' }, matchExpressions));
      },
      [
        'test/web: 4 problems',
        '  spec.selector.matchExpressions[0] = {"key":"size","operator":"Gt","values":["1"]}: has an operator that Calico does not have; use In, NotIn, Exists or DoesNotExist [cdk8s-plus/expression]',
        '  spec.selector.matchExpressions[1] = {"key":"a b","operator":"Exists"}: is not a valid label key: [prefix/]name, as in app or app.kubernetes.io/name, with the prefix in lower case [cdk8s-plus/labels]',
        '  spec.selector.matchExpressions[2] = {"key":"app","operator":"In","values":["web","d e"]}: is not a valid label value: at most 63 letters, digits, \'-\', \'_\' and \'.\', beginning and ending with a letter or digit [cdk8s-plus/labels]',
        '  spec.selector: does not select the pods of the workload, so the API server rejects it; add its labels to podMetadata [cdk8s-plus/labels]',
      ].join('\n'),
    ],
    [
      'expressions without values, and labels that are not a map',
      (chart) => {
        const matchExpressions = [
          { key: 'app', operator: 'In', values: [] },
          { key: 'app', operator: 'NotIn' },
        ];
        return policySelectorOf(replicaSet(chart, 'web', matchExpressions));
      },
      [
        'test/web: 4 problems',
        '  spec.template.metadata.labels: is empty, so the pods cannot be distinguished from others; give them a label in podMetadata [cdk8s-plus/labels]',
        '  spec.selector.matchExpressions[0] = {"key":"app","operator":"In","values":[]}: has no values, so it selects nothing, and the API server rejects it; list at least one [cdk8s-plus/expression]',
        '  spec.selector.matchExpressions[1] = {"key":"app","operator":"NotIn"}: has no values, so it selects everything, and the API server rejects it; list at least one [cdk8s-plus/expression]',
        '  spec.selector: does not select the pods of the workload, so the API server rejects it; add its labels to podMetadata [cdk8s-plus/labels]',
      ].join('\n'),
    ],
    [
      'a Service',
      (chart) => policySelectorOf(new kplus.Service(chart, 'web', { metadata: IN_SHOP, ports: [{ port: 80 }] })),
      'test/web: 1 problem\n  kind = "Service": is not a workload; use the workload whose pods it selects [cdk8s-plus/kind]',
    ],
  ])('refuses %s', (_, action, message) => {
    expect(messageOf(() => action(testChart()))).toBe(message);
  });

  it('refuses a version of cdk8s-plus with other label selectors', () => {
    const pods = kplus.Pods.all(testChart({ namespace: 'shop' }), 'pods');
    Object.assign(pods, { toPodSelectorConfig: () => ({ labelSelector: { isEmpty: () => true } }) });
    expect(messageOf(() => policySelectorOf(pods))).toBe(
      'this version of cdk8s-plus has label selectors that cannot be read; please report its version',
    );
  });
});

describe('podsOf', () => {
  const said = captureStderr();

  it('is the props of captures and inspections', () => {
    const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.23') });
    const template = templateOf(
      (chart) => {
        const web = new kplus.Deployment(chart, 'web', { containers });
        const pods = kplus.Pods.select(chart, 'pods', { labels: { app: 'api' } });
        new PacketCapture(chart, 'capture', { cluster, name: 'web', ...podsOf(web) });
        new DeepPacketInspection(chart, 'inspection', { cluster, name: 'api', ...podsOf(pods) });
      },
      { namespace: 'shop' },
    );
    expect(template.onlyResource('PacketCapture')).toMatchObject({
      metadata: { name: 'web', namespace: 'shop' },
      spec: { selector: expect.stringMatching(/^cdk8s\.io\/metadata\.addr == 'test-web-\w+'$/) },
    });
    expect(template.onlyResource('DeepPacketInspection')).toMatchObject({
      metadata: { name: 'api', namespace: 'shop' },
      spec: { selector: "app == 'api'" },
    });
    expect(said()).toMatch(/^test\/capture: 1 warning\n.* \[packet-capture\/never-ends\]\n$/);
  });

  it('is all pods of a namespace', () => {
    const { namespace, pods } = podsOf(kplus.Pods.all(testChart(), 'pods'), { namespace: 'shop' });
    expect([namespace, pods.text]).toEqual(['shop', 'all()']);
  });

  it('refuses several namespaces', () => {
    const chart = testChart();
    const namespaces = kplus.Namespaces.select(chart, 'namespaces', { names: ['a', 'b'] });
    expect(messageOf(() => podsOf(kplus.Pods.all(chart, 'pods', { namespaces })))).toBe(
      'test/pods: 1 problem\n  namespaces: must be one namespace, and not a, b; pass { namespace } [cdk8s-plus/namespace]',
    );
    expect(messageOf(() => podsOf(5 as never))).toMatch(/^podsOf: 1 problem\n {2}source = 5: must be a workload/);
  });
});
