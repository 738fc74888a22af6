import { ApiObject, type Chart, Cron } from 'cdk8s';
import { scanTargetOf } from '../../src/plus/public';
import { messageOf, testChart } from '../support';
import { CONTAINERS, cdk8sPlus, IMAGE, IN_SHOP } from './cdk8s-plus';

const kplus = cdk8sPlus();
const containers = CONTAINERS;
const deployment = (chart: Chart, props = {}) =>
  new kplus.Deployment(chart, 'web', { metadata: IN_SHOP, containers, ...props });
const pods = (chart: Chart, options: object) => kplus.Pods.select(chart, 'pods', options);
const names = (chart: Chart, ...list: string[]) => kplus.Namespaces.select(chart, 'namespaces', { names: list });
const object = (chart: Chart, kind: string, rest = {}) =>
  new ApiObject(chart, 'web', { apiVersion: 'apps/v1', kind, metadata: IN_SHOP, ...rest });
const template = (labels = {}, spec = {}) => ({ spec: { template: { metadata: { labels }, spec } } });
const { LabelExpression } = kplus;
const notSet = 'is not set, so it would be the namespace of the context of kubectl; set';
const label =
  "must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit";
const inexpressible =
  'cannot be part of a scan, which finds pods by exact labels only; select them by labels, or scan their Service [cdk8s-plus/expression]';
const notAWorkload =
  'is not a Kubernetes workload; use a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Pod, or select the pods by their labels with Pods.select [cdk8s-plus/kind]';
const ends =
  'runs pods that end, so a scan usually finds none; scan a Deployment, StatefulSet, DaemonSet or Pod, or use ScanTarget.pods if they run long enough [cdk8s-plus/no-pods]';
const isEmpty =
  'is empty, so the pods cannot be distinguished from others; give them a label in podMetadata [cdk8s-plus/labels]';

const REFUSED: [what: string, action: (chart: Chart) => unknown, message: string][] = [
  [
    'a workload without a namespace',
    (chart) => scanTargetOf(deployment(chart, { metadata: {} })),
    `test/web: 1 problem\n  metadata.namespace: ${notSet} metadata.namespace of the Deployment or the namespace of its chart, or pass { namespace } [cdk8s-plus/namespace]`,
  ],
  [
    'a selection without a namespace',
    (chart) => scanTargetOf(pods(chart, { labels: { app: 'web' } })),
    `test/pods: 1 problem\n  namespaces: ${notSet} namespaces of the selection or the namespace of its chart, or pass { namespace } [cdk8s-plus/namespace]`,
  ],
  [
    'a Service without a namespace',
    (chart) => scanTargetOf(new kplus.Service(chart, 'web', { metadata: { name: 'web' }, ports: [{ port: 80 }] })),
    `test/web: 1 problem\n  metadata.namespace: ${notSet} metadata.namespace of the Service or the namespace of its chart, or pass { namespace } [cdk8s-plus/namespace]`,
  ],
  [
    'another namespace than that of the workload',
    (chart) => scanTargetOf(deployment(chart), { namespace: 'store' }),
    'test/web: 1 problem\n  namespace = "store": differs from shop, which the program states; remove the option, or correct it [cdk8s-plus/namespace]',
  ],
  [
    'another namespace than those of the selection',
    (chart) =>
      scanTargetOf(pods(chart, { labels: { app: 'web' }, namespaces: names(chart, 'a', 'b') }), { namespace: 'c' }),
    'test/pods: 1 problem\n  namespace = "c": differs from a, b, which the program states; remove the option, or correct it [cdk8s-plus/namespace]',
  ],
  [
    'a namespace that is none',
    (chart) => scanTargetOf(deployment(chart, { metadata: { namespace: 'My Shop' } })),
    `test/web: 1 problem\n  metadata.namespace = "My Shop": ${label} [cdk8s-plus/namespace]`,
  ],
  [
    'an option that is not a namespace',
    (chart) => scanTargetOf(deployment(chart, { metadata: {} }), { namespace: 'My Shop' }),
    `test/web: 1 problem\n  namespace = "My Shop": ${label} [cdk8s-plus/namespace]`,
  ],
  [
    'several namespaces',
    (chart) => scanTargetOf(pods(chart, { labels: { app: 'web' }, namespaces: names(chart, 'a', 'b') })),
    'test/pods: 1 problem\n  namespaces: must be one namespace, and not a, b; pass { namespace } [cdk8s-plus/namespace]',
  ],
  [
    'all namespaces',
    (chart) =>
      scanTargetOf(pods(chart, { labels: { app: 'web' }, namespaces: kplus.Namespaces.all(chart, 'namespaces') })),
    'test/pods: 1 problem\n  namespaces: must be one namespace, and not all of them; pass { namespace } [cdk8s-plus/namespace]',
  ],
  [
    'every pod',
    (chart) => scanTargetOf(kplus.Pods.all(chart, 'pods'), { namespace: 'shop' }),
    'test/pods: 1 problem\n  labels: is empty, so a scan would include every pod in the namespace; select the pods by at least one label [cdk8s-plus/labels]',
  ],
  [
    'expressions',
    (chart) =>
      scanTargetOf(
        pods(chart, {
          labels: { app: 'web' },
          expressions: [
            LabelExpression.exists('a'),
            LabelExpression.doesNotExist('b'),
            LabelExpression.notIn('c', ['x']),
            LabelExpression.in('d', ['x', 'y']),
            LabelExpression.in('app', ['api']),
          ],
        }),
        { namespace: 'shop' },
      ),
    [
      'test/pods: 5 problems',
      `  expressions[0] = {"key":"a","operator":"Exists"}: ${inexpressible}`,
      `  expressions[1] = {"key":"b","operator":"DoesNotExist"}: ${inexpressible}`,
      `  expressions[2] = {"key":"c","operator":"NotIn","values":["x"]}: ${inexpressible}`,
      `  expressions[3] = {"key":"d","operator":"In","values":["x","y"]}: ${inexpressible}`,
      `  expressions[4] = {"key":"app","operator":"In","values":["api"]}: ${inexpressible}`,
    ].join('\n'),
  ],
  [
    'labels that no pod has',
    (chart) => scanTargetOf(pods(chart, { labels: { 'a b': 'c', app: 'd e' } }), { namespace: 'shop' }),
    [
      'test/pods: 2 problems',
      '  labels.a b = "c": is not a valid label key: [prefix/]name, as in app or app.kubernetes.io/name, with the prefix in lower case [cdk8s-plus/labels]',
      "  labels.app = \"d e\": is not a valid label value: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit [cdk8s-plus/labels]",
    ].join('\n'),
  ],
  [
    'a workload whose pods have no labels',
    (chart) => scanTargetOf(object(chart, 'Deployment', template())),
    `test/web: 1 problem\n  spec.template.metadata.labels: ${isEmpty}`,
  ],
  [
    'a workload that does not select its pods',
    (chart) => {
      const web = deployment(chart);
      web.select(kplus.LabelSelector.of({ labels: { app: 'web' } }));
      return scanTargetOf(web);
    },
    'test/web: 1 problem\n  spec.selector: does not select the pods of the workload, so the API server rejects it; add its labels to podMetadata [cdk8s-plus/labels]',
  ],
  [
    'pods in the network of their node',
    (chart) => scanTargetOf(deployment(chart, { hostNetwork: true })),
    'test/web: 1 problem\n  spec.template.spec.hostNetwork = true: puts the pods into the network of their node, where policies, captures and inspections do not select them, and a scan would scan the node; remove it, or scan the node with ScanTarget.addresses [cdk8s-plus/host-network]',
  ],
  [
    'a pod in the network of its node',
    (chart) =>
      scanTargetOf(
        new kplus.Pod(chart, 'web', { metadata: IN_SHOP, containers: [{ image: IMAGE }], hostNetwork: true }),
      ),
    'test/web: 1 problem\n  spec.hostNetwork = true: puts the pods into the network of their node, where policies, captures and inspections do not select them, and a scan would scan the node; remove it, or scan the node with ScanTarget.addresses [cdk8s-plus/host-network]',
  ],
  [
    'a workload without pods',
    (chart) => scanTargetOf(deployment(chart, { replicas: 0 })),
    'test/web: 1 problem\n  spec.replicas = 0: means that there are no pods to scan; set at least 1 [cdk8s-plus/no-pods]',
  ],
  [
    'a Job',
    (chart) => scanTargetOf(new kplus.Job(chart, 'web', { metadata: IN_SHOP, containers })),
    `test/web: 1 problem\n  kind = "Job": ${ends}`,
  ],
  [
    'a CronJob',
    (chart) => {
      const schedule = Cron.daily();
      return scanTargetOf(new kplus.CronJob(chart, 'web', { metadata: IN_SHOP, containers, schedule }));
    },
    `test/web: 1 problem\n  kind = "CronJob": ${ends}`,
  ],
  [
    'a ConfigMap',
    (chart) => scanTargetOf(new kplus.ConfigMap(chart, 'web')),
    `test/web: 1 problem\n  kind = "ConfigMap": ${notAWorkload}`,
  ],
  [
    'a workload of another group',
    (chart) => scanTargetOf(new ApiObject(chart, 'web', { apiVersion: 'apps.kruise.io/v1', kind: 'Deployment' })),
    `test/web: 1 problem\n  kind = "Deployment": ${notAWorkload}`,
  ],
  [
    'a Namespace',
    (chart) => scanTargetOf(new kplus.Namespace(chart, 'web', { metadata: { name: 'shop' } })),
    'test/web: 1 problem\n  kind = "Namespace": is not a workload; use PolicySelector.podsIn([\'shop\']), or Pods.all with { namespaces } [cdk8s-plus/kind]',
  ],
  [
    'a Service outside of the cluster',
    (chart) =>
      scanTargetOf(
        new kplus.Service(chart, 'web', {
          metadata: { name: 'web', ...IN_SHOP },
          type: kplus.ServiceType.EXTERNAL_NAME,
          externalName: 'www.example.com',
          ports: [{ port: 80 }],
        }),
      ),
    'test/web: 1 problem\n  spec.type = "ExternalName": refers to the host www.example.com, which is not part of the cluster; to probe it, use ProbeTarget.host({ name: \'www.example.com\' }) [cdk8s-plus/service]',
  ],
  [
    'a Service with an invalid name',
    (chart) =>
      scanTargetOf(
        new kplus.Service(chart, 'web', { metadata: { name: 'my.web', ...IN_SHOP }, ports: [{ port: 80 }] }),
      ),
    `test/web: 1 problem\n  metadata.name = "my.web": ${label} [cdk8s-plus/service]`,
  ],
  [
    'several things at once',
    (chart) => scanTargetOf(object(chart, 'Deployment', template({}, { hostNetwork: true })), { namespace: 'b' }),
    [
      'test/web: 3 problems',
      `  spec.template.metadata.labels: ${isEmpty}`,
      '  spec.template.spec.hostNetwork = true: puts the pods into the network of their node, where policies, captures and inspections do not select them, and a scan would scan the node; remove it, or scan the node with ScanTarget.addresses [cdk8s-plus/host-network]',
      '  namespace = "b": differs from shop, which the program states; remove the option, or correct it [cdk8s-plus/namespace]',
    ].join('\n'),
  ],
];

describe('what scanTargetOf refuses', () => {
  it.each(REFUSED)('is %s', (_, action, message) => {
    expect(messageOf(() => action(testChart()))).toBe(message);
  });

  it('is a workload that is not complete', () => {
    const message = messageOf(() => scanTargetOf(new kplus.Deployment(testChart({ namespace: 'shop' }), 'web')));
    expect(message).toMatch(
      /^test\/web: 1 problem\n {2}its manifest cannot be read: .*must have at least 1 container.*; complete the Deployment before you pass it \[cdk8s-plus\/incomplete\]$/,
    );
  });

  it.each<[string, unknown, unknown, string]>([
    [
      'Namespaces',
      kplus.Namespaces.all(testChart(), 'all'),
      {},
      'source = <Namespaces>: must be a workload or a Service of cdk8s-plus, or pods from Pods.select or Pods.all [argument/type]',
    ],
    [
      'nothing',
      undefined,
      {},
      'source: must be a workload or a Service of cdk8s-plus, or pods from Pods.select or Pods.all [argument/type]',
    ],
    [
      'an option of the wrong type',
      deployment(testChart()),
      { namespace: 1 },
      'namespace = 1: must be a string; quote it [argument/type]',
    ],
  ])('is, in plain JavaScript, %s', (_, source, options, line) => {
    expect(messageOf(() => scanTargetOf(source as never, options as never))).toBe(`scanTargetOf: 1 problem\n  ${line}`);
  });

  it('is what does not compile', () => {
    const namespaces = kplus.Namespaces.all(testChart(), 'all');
    const problem = (source: string) =>
      `scanTargetOf: 1 problem\n  source = ${source}: must be a workload or a Service of cdk8s-plus, or pods from Pods.select or Pods.all [argument/type]`;
    // @ts-expect-error Namespaces are not pods
    expect(messageOf(() => scanTargetOf(namespaces))).toBe(problem('<Namespaces>'));
    // @ts-expect-error nothing can be passed by its name
    expect(messageOf(() => scanTargetOf('web'))).toBe(problem('"web"'));
  });
});
