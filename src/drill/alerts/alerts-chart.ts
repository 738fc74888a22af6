import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkedScope, checkProps, FLAG, optional, struct, TEXT, TEXT_MAP, type ValueType } from '../../arguments';
import { errorRule, type Finding, report } from '../../base';
import { CALICO_CLUSTER, CalicoCluster, DEMO_LABEL } from '../../calico';
import { GlobalAlert, GlobalAlertTemplate, RuleTemplate } from '../../kinds/global-alert';
import { PlainObject, PodUser } from '../../kubernetes';
import { checkDemoNamespace, DemoTarget } from '../demo-target';
import { Probe, ProbeAction } from '../probe';
import { hostNameProblem } from '../probe/host-name';
import { WatchedNetworkSet } from './watched-network-set';
import { AUDIT_FLUSH, httpAlert, lateralAccessAlert, lookbackFor, lookupAlert, PERIOD } from './workshop-alerts';

const DOMAIN = errorRule({
  id: 'alerts-chart/domain',
  form: 'program',
  what: 'The domain of the module must be a domain name, and must still be one with www. in front of it.',
  why: 'The alert looks for lookups of the domain and of its www name, and the probe looks up the www name.',
  bad: "new AlertsChart(app, 'alerts', { cluster, domain: 'https://example.com' });",
  good: "new AlertsChart(app, 'alerts', { cluster, domain: 'example.com' });",
});

/** Properties of `AlertsChart`. */
export interface AlertsChartProps extends ChartProps {
  /** The cluster that the module runs on. */
  readonly cluster: CalicoCluster;

  /**
   * The domain that nobody should look up. A probe looks up its `www` name, so it must be a domain that may be looked
   * up.
   *
   * @default google.com
   */
  readonly domain?: string;

  /**
   * Namespace to create for the pods that are connected to. Must be an RFC 1123 label that is not in use on the cluster.
   *
   * @default alerts-demo
   */
  readonly demoNamespace?: string;

  /**
   * Namespace to create for the probes, which connect from another namespace. Must be an RFC 1123 label that is not in use
   * on the cluster.
   *
   * @default alerts-demo-probes
   */
  readonly probeNamespace?: string;

  /**
   * Image reference of the demo target, pinned by a tag other than `latest`, or by digest. It must listen on port 8080 as
   * the user 101.
   *
   * @default - nginx without privileges, by its tag
   */
  readonly demoTargetImage?: string;

  /**
   * Image reference of the probes, pinned by a tag other than `latest`, or by digest.
   *
   * @default - netshoot, by its tag
   */
  readonly probeImage?: string;
}

/** The user of the image nginx-unprivileged. */
const NGINX_USER = 101;

/**
 * The module about alerts of Tigera's Calico workshop: its four alerts, what they are about, and a probe for each;
 * synthesis proves that the alert sees the probe. The alerts are about lookups of a domain, connections from other
 * namespaces to pods with the label `security=strict`, HTTP connections, and changes of network sets. The last one has
 * no probe, because a probe has no permissions: `changeCommand` changes a network set that no policy uses.
 *
 * The chart also has the templates of the alerts that Calico does not ship itself. No pod runs as root. The alerts look back
 * far enough for the log settings of the cluster, unlike those of the workshop, which miss most records.
 *
 * Each object is annotated with the release, the topology and the name of its cluster.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/observability/alerts
 */
export class AlertsChart extends Chart {
  /** The cluster that the module runs on. */
  public readonly cluster: CalicoCluster;

  /** The alert about changes of network sets. */
  public readonly networkSetAlert: GlobalAlert;

  /** The alert about lookups of the domain. */
  public readonly lookupAlert: GlobalAlert;

  /** The alert about connections from other namespaces. */
  public readonly lateralAccessAlert: GlobalAlert;

  /** The alert about HTTP connections. */
  public readonly httpAlert: GlobalAlert;

  /** What the probes connect to. */
  public readonly demoTarget: DemoTarget;

  /** Looks up the `www` of the domain. */
  public readonly lookupProbe: Probe;

  /** Connects to the demo target from another namespace. */
  public readonly lateralAccessProbe: Probe;

  /** Sends an HTTP request to the demo target. */
  public readonly httpProbe: Probe;

  /** The command that changes the network set of the demo, for a POSIX shell with kubectl. */
  public readonly changeCommand: string;

  /**
   * @param scope the app
   * @param id name of the chart, and of the file that it is written to
   * @param props the cluster, the domain and the namespaces of the demo
   * @throws when the domain is malformed, a namespace is malformed, the same as the other one, or belongs to Kubernetes or
   * Calico, or an image is not pinned
   */
  constructor(scope: Construct, id: string, props: AlertsChartProps) {
    super(checkedScope('AlertsChart', scope, id), id, checked(scope, id, props));
    const { cluster, domain = 'google.com', demoNamespace = 'alerts-demo' } = props;
    const probeNamespace = props.probeNamespace ?? 'alerts-demo-probes';
    report(this.node.path, [...checkDomain(domain), ...checkNamespaces(demoNamespace, probeNamespace)]);
    this.cluster = cluster;
    CalicoCluster.provide(this, cluster);

    this.demoTarget = new DemoTarget(this, 'demo-target', {
      namespace: demoNamespace,
      image: props.demoTargetImage,
      user: PodUser.of(NGINX_USER),
    });
    const { probeTarget } = this.demoTarget;
    const module = { cluster, domain, namespace: demoNamespace, port: probeTarget.podPort };
    const [lookup, http] = [lookupAlert(module), httpAlert(module)];
    this.lookupAlert = new GlobalAlert(this, 'lookup-alert', lookup);
    this.lateralAccessAlert = new GlobalAlert(this, 'lateral-access-alert', lateralAccessAlert(module));
    this.httpAlert = new GlobalAlert(this, 'http-alert', http);
    this.networkSetAlert = GlobalAlert.fromTemplate(this, 'network-set-alert', RuleTemplate.POLICY_GLOBALNETWORKSET, {
      period: PERIOD,
      lookback: lookbackFor(AUDIT_FLUSH),
    });
    new GlobalAlertTemplate(this, 'lookup-template', lookup);
    new GlobalAlertTemplate(this, 'http-template', http);

    const set = new WatchedNetworkSet(this, 'network-set', {
      name: demoNamespace,
      cluster,
      alert: this.networkSetAlert,
    });
    this.changeCommand = set.changeCommand;
    const namespace = new PlainObject(this, 'probe-namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: probeNamespace, labels: { [DEMO_LABEL]: 'true' } },
    });
    const probe = (name: string, action: ProbeAction, detectedBy: GlobalAlert) => {
      const made = new Probe(this, name, {
        namespace: probeNamespace,
        name,
        action,
        detectedBy,
        image: props.probeImage,
      });
      made.node.addDependency(namespace, this.demoTarget, detectedBy);
      return made;
    };
    this.lookupProbe = probe('lookup-probe', ProbeAction.lookup(`www.${domain}`), this.lookupAlert);
    this.lateralAccessProbe = probe('lateral-access-probe', ProbeAction.connect(probeTarget), this.lateralAccessAlert);
    this.httpProbe = probe('http-probe', ProbeAction.request({ target: probeTarget }), this.httpAlert);
  }
}

const PROPS: ValueType<AlertsChartProps> = struct<AlertsChartProps>(
  // A newer cdk8s may have more props for charts.
  { name: 'AlertsChartProps', open: true },
  {
    cluster: CALICO_CLUSTER,
    domain: optional(TEXT),
    demoNamespace: optional(TEXT),
    probeNamespace: optional(TEXT),
    demoTargetImage: optional(TEXT),
    probeImage: optional(TEXT),
    namespace: optional(TEXT),
    labels: optional(TEXT_MAP),
    disableResourceNameHashes: optional(FLAG),
  },
);

/** The constructor of the cdk8s Chart reads the props first, so they are checked before it runs. */
function checked(scope: Construct, id: string, props: AlertsChartProps): AlertsChartProps {
  checkProps([scope.node.path, id].filter((part) => part !== '').join('/'), props, PROPS);
  return props;
}

function checkDomain(domain: string): Finding[] {
  const message = hostNameProblem(`www.${domain}`);
  return message === undefined ? [] : [{ ...DOMAIN, keys: ['domain'], value: domain, message }];
}

function checkNamespaces(demo: string, probes: string): Finding[] {
  return [...checkDemoNamespace(demo, ['demoNamespace']), ...checkDemoNamespace(probes, ['probeNamespace'])];
}

/** The rules that this file checks. */
export const ALERTS_CHART_RULES = [DOMAIN] as const;
