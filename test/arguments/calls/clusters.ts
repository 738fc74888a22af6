import { App, Chart, Duration } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  Fleet,
  type FleetProps,
  FlowAggregation,
  KnownFeed,
  LogSettings,
  type LogSettingsOptions,
  NetshootScanner,
  ThreatDefenseLogSettings,
  type ThreatDefenseLogSettingsProps,
  ThreatFeed,
  ThreatFeedProbe,
  VerifierRole,
  type VerifierRoleProps,
  VerifierSubject,
} from '../../../src';
import { type Any, type ApiCall, chart, construct, factory } from './api-call';
import { cluster, control, release, target } from './samples';

const feed = () => ThreatFeed.fromKnown(chart(), 'feed', KnownFeed.FEODO, { cluster });

class AnyFleet extends Fleet {
  protected override addCharts(): void {}
}

const FLEET: Required<FleetProps> = {
  members: [{ cluster, folder: 'acme' }],
  outdir: 'out',
  keepGoing: true,
  quiet: true,
};

const FELIX = '{ apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: { name: default } }';

const LOG_SETTINGS: Required<LogSettingsOptions> = {
  flowLogsFlushInterval: Duration.seconds(10),
  dnsLogsFlushInterval: Duration.seconds(10),
  l7LogsFlushInterval: Duration.seconds(10),
  allowedFlows: FlowAggregation.NONE,
  deniedFlows: FlowAggregation.NONE,
  dnsPerPod: true,
  tcpStatistics: true,
  labels: true,
  hostEndpoints: true,
};

function provided(): App {
  const app = new App();
  CalicoCluster.provide(app, cluster);
  return app;
}

/** Calls of the API about clusters. */
export const CLUSTER_CALLS: readonly ApiCall[] = [
  construct<VerifierRoleProps>(VerifierRole, {
    cluster,
    scanner: new NetshootScanner(chart(), 'scanner', { target }),
    probe: new ThreatFeedProbe(chart(), 'probe', { feed: feed(), control }),
    scopes: [chart()],
    subjects: [VerifierSubject.user('jane')],
    apply: true,
    name: 'verifier',
    labels: { team: 'red' },
    annotations: { note: 'n' },
  }),
  construct<ThreatDefenseLogSettingsProps>(ThreatDefenseLogSettings, {
    cluster,
    settings: LogSettings.of({ dnsPerPod: true }),
    annotations: { note: 'n' },
  }),
  factory('Fleet', { props: FLEET }, (props) => new AnyFleet(props)),
  factory('CalicoRelease.enterprise', { release: '3.14' }, (text) => CalicoRelease.enterprise(text)),
  factory('CalicoRelease.cloud', { release: '18.3.0' }, (text) => CalicoRelease.cloud(text)),
  factory('CalicoRelease.parse', { text: '3.14' }, (text) => CalicoRelease.parse(text)),
  factory('CalicoCluster.managed', { props: { name: 'acme', release } }, (props) => CalicoCluster.managed(props)),
  factory('CalicoCluster.standalone', { props: { release } }, (props) => CalicoCluster.standalone(props)),
  factory('CalicoCluster.management', { props: { release } }, (props) => CalicoCluster.management(props)),
  factory('LogSettings.defaults', { release }, (value) => LogSettings.defaults(value)),
  factory('LogSettings.of', { options: LOG_SETTINGS }, (options) => LogSettings.of(options)),
  factory('LogSettings.fromFelixConfiguration', { text: FELIX }, (text) => LogSettings.fromFelixConfiguration(text)),
  factory('CalicoCluster.provide', { scope: chart(), cluster }, (...values) =>
    CalicoCluster.provide(...(values as [Any, Any])),
  ),
  factory('CalicoCluster.of', { scope: new Chart(provided(), 'c') }, (scope) => CalicoCluster.of(scope)),
  factory('VerifierSubject.user', { name: 'jane' }, (name) => VerifierSubject.user(name)),
  factory('VerifierSubject.group', { name: 'sre' }, (name) => VerifierSubject.group(name)),
  factory('VerifierSubject.serviceAccount', { options: { namespace: 'ci', name: 'x' } }, (options) =>
    VerifierSubject.serviceAccount(options),
  ),
];
