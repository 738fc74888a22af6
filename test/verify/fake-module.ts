import type { ServerResponse } from 'node:http';
import { App, Testing } from 'cdk8s';
import {
  AnomalyDetectionChart,
  type AnomalyDetectionChartProps,
  type CalicoCluster,
  type DemoTarget,
  NetshootScanner,
  type ScanRun,
} from '../../src';
import type { Synthesized } from '../support';
import { type Answer, type Asked, refuse } from './fake-api-server';
import { type FakeFacts, factAnswers } from './fake-cluster';

/** Plural names and scopes of the kinds that the exercises have. */
const KINDS: Readonly<Record<string, readonly [kind: string, plural: string, namespaced: boolean][]>> = {
  '/api/v1': [
    ['Namespace', 'namespaces', false],
    ['Pod', 'pods', true],
    ['Service', 'services', true],
    ['ConfigMap', 'configmaps', true],
  ],
  '/apis/apps/v1': [
    ['Deployment', 'deployments', true],
    ['DaemonSet', 'daemonsets', true],
  ],
  '/apis/batch/v1': [
    ['Job', 'jobs', true],
    ['CronJob', 'cronjobs', true],
  ],
  '/apis/networking.k8s.io/v1': [['NetworkPolicy', 'networkpolicies', true]],
  '/apis/rbac.authorization.k8s.io/v1': [
    ['ClusterRole', 'clusterroles', false],
    ['ClusterRoleBinding', 'clusterrolebindings', false],
    ['Role', 'roles', true],
    ['RoleBinding', 'rolebindings', true],
  ],
  '/apis/projectcalico.org/v3': [
    ['AlertException', 'alertexceptions', false],
    ['DeepPacketInspection', 'deeppacketinspections', true],
    ['FelixConfiguration', 'felixconfigurations', false],
    ['GlobalAlert', 'globalalerts', false],
    ['GlobalAlertTemplate', 'globalalerttemplates', false],
    ['GlobalNetworkPolicy', 'globalnetworkpolicies', false],
    ['GlobalNetworkSet', 'globalnetworksets', false],
    ['GlobalThreatFeed', 'globalthreatfeeds', false],
    ['NetworkPolicy', 'networkpolicies', true],
    ['PacketCapture', 'packetcaptures', true],
    ['SecurityEventWebhook', 'securityeventwebhooks', false],
    ['Tier', 'tiers', false],
  ],
};

export const NMAP = `Starting Nmap 7.95 ( https://nmap.org ) at 2026-01-01 00:00 UTC
Nmap scan report for nginx-svc-target.dev.svc (10.0.0.7)
Host is up (0.00010s latency).
Not shown: 599 closed tcp ports (conn-refused)
PORT   STATE SERVICE
80/tcp open  http

Nmap done: 1 IP address (1 host up) scanned in 0.05 seconds
`;

const FELIX = '/apis/projectcalico.org/v3/felixconfigurations/default';

/** Module 7 as plain objects, with another way to run the scan where one is given. */
export function moduleObjects(
  cluster: CalicoCluster,
  run?: ScanRun,
  more: (chart: AnomalyDetectionChart, scanner: NetshootScanner) => void = () => {},
  props: Pick<AnomalyDetectionChartProps, 'includeLogSettings'> = {},
): Synthesized[] {
  const chart = new AnomalyDetectionChart(new App(), 'module', { cluster, ...props });
  let { scanner } = chart;
  if (run !== undefined) {
    chart.node.tryRemoveChild('scanner');
    scanner = new NetshootScanner(chart, 'drill', { target: (chart.demoTarget as DemoTarget).scanTarget, run });
  }
  more(chart, scanner);
  return Testing.synth(chart);
}

/** A cluster with module 7 on it, as far as `verify` looks; what is wrong with it can be set. */
export class FakeModule {
  readonly objects = new Map<string, Synthesized>();
  readonly namespaces = new Set(['tigera-intrusion-detection', 'tigera-guardian']);
  /** Answers that go before all others. */
  readonly overrides = new Map<string, Answer>();
  log: Answer = NMAP;
  /** Of the pod of the AD jobs. */
  podStatus: object = { phase: 'Running', containerStatuses: [{ name: 'ad-jobs', ready: true }] };
  podEvents: object[] = [];
  /** What becomes of a Job as soon as it is made. */
  jobStatus = (now: string): object => ({
    startTime: now,
    completionTime: now,
    conditions: [{ type: 'Complete', status: 'True', lastTransitionTime: now }],
  });
  /** Whether a scan leads to an event. */
  notices = true;

  constructor(readonly facts: FakeFacts) {}

  apply(objects: readonly Synthesized[]): this {
    for (const object of objects) {
      const { kind, metadata } = object;
      if (kind === 'Namespace') {
        this.namespaces.add(metadata.name);
      }
      const live = structuredClone(object);
      live.metadata.uid = `uid-${kind}-${metadata.name}`;
      this.objects.set(pathOf(object), live);
      if (kind === 'GlobalAlert') {
        live.status = { active: true, healthy: true, lastExecuted: '2026-01-01T00:00:00Z' };
      }
      if (kind === 'GlobalThreatFeed') {
        this.download(live);
      }
      if (kind === 'Pod') {
        live.spec.tolerations = [{ key: 'node.kubernetes.io/not-ready' }];
        live.status = { phase: 'Running', podIP: '10.0.0.9', containerStatuses: [{ name: 'netshoot', ready: true }] };
      }
    }
    return this;
  }

  /** The addresses of the list of each feed. */
  nets: unknown = ['203.0.114.5/32', '203.0.114.6/32'];

  /** What Calico does with a feed. */
  download(feed: Synthesized): void {
    feed.status = { lastSuccessfulSync: new Date().toISOString() };
    const { globalNetworkSet } = feed.spec;
    if (globalNetworkSet !== undefined) {
      const metadata = { name: `threatfeed.${feed.metadata.name}`, labels: globalNetworkSet.labels };
      const set = { apiVersion: feed.apiVersion, kind: 'GlobalNetworkSet', metadata, spec: { nets: this.nets } };
      this.objects.set(pathOf(set), set);
    }
  }

  /** What Calico does with the alerts that notice something. */
  raiseEvents(inMillis = 1_000): void {
    for (const { kind, status } of this.objects.values()) {
      if (kind === 'GlobalAlert') {
        status.lastEvent = new Date(Date.now() + inMillis).toISOString();
      }
    }
  }

  get(kind: string): Synthesized {
    return [...this.objects.values()].find((object) => object.kind === kind);
  }

  readonly answer = (asked: Asked): Answer => {
    const { method, path } = asked;
    const override = this.overrides.get(`${method} ${path}`) ?? this.overrides.get(path);
    if (override !== undefined) {
      return override;
    }
    return method === 'PATCH' ? this.patch(asked) : method === 'POST' ? this.create(asked) : this.read(path);
  };

  /** What the path of an object or of a list stands for. */
  private read(path: string): Answer {
    if (path === FELIX) {
      return this.felix();
    }
    const facts = factAnswers(this.facts)[path];
    const [, namespace = ''] = /^\/api\/v1\/namespaces\/([^/]+)/.exec(path) ?? [];
    if (facts !== undefined || KINDS[path] !== undefined) {
      return facts ?? { resources: KINDS[path]?.map(([kind, name, namespaced]) => ({ kind, name, namespaced })) };
    }
    if (path === `/api/v1/namespaces/${namespace}`) {
      return this.namespaces.has(namespace) ? (this.objects.get(path) ?? {}) : undefined;
    }
    if (path.endsWith('/log')) {
      return this.log;
    }
    if (path.endsWith('/events')) {
      return { items: this.podEvents };
    }
    if (path.endsWith('/pods')) {
      return { items: [this.pod(namespace)] };
    }
    if (path.endsWith('/jobs')) {
      return { items: [...this.objects].filter(([at]) => at.startsWith(`${path}/`)).map(([, job]) => job) };
    }
    return this.objects.get(path);
  }

  private pod(namespace: string): object {
    const status =
      namespace === 'tigera-intrusion-detection'
        ? this.podStatus
        : { phase: 'Running', podIP: '10.0.0.7', containerStatuses: [{ name: 'main', ready: true }] };
    return { metadata: { name: 'a-pod', namespace }, status };
  }

  /** The FelixConfiguration of the cluster, of which manifests contain a part. */
  private felix(): Answer {
    const { felix } = this.facts;
    const applied = this.objects.get(FELIX);
    return felix === undefined && applied === undefined
      ? undefined
      : { ...applied, spec: { ...felix, ...applied?.spec } };
  }

  private patch({ path, body, query }: Asked): Answer {
    const [, namespace] = /namespaces\/([^/]+)\//.exec(path) ?? [];
    if (namespace !== undefined && !this.namespaces.has(namespace)) {
      return refuse(404, `namespaces "${namespace}" not found`);
    }
    if (query['dryRun'] === undefined) {
      this.apply([body]);
    }
    return body as object;
  }

  private create({ path, body }: Asked): Answer {
    const job = body as Synthesized;
    const now = new Date().toISOString();
    this.objects.set(`${path}/${job.metadata.name}`, { ...job, status: this.jobStatus(now) });
    if (this.notices) {
      this.raiseEvents();
    }
    return job;
  }
}

function pathOf({ apiVersion, kind, metadata }: Synthesized): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const [, plural = '', namespaced = false] = KINDS[root]?.find(([known]) => known === kind) ?? [];
  return `${root}${namespaced ? `/namespaces/${metadata.namespace}` : ''}/${plural}/${metadata.name}`;
}

/** Cuts the connection instead of an answer. */
export function cut(_: Asked, response: ServerResponse): void {
  response.destroy();
}
