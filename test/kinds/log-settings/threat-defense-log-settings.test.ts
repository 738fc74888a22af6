import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  AnomalyDetectionChart,
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  LogSettings,
  type LogSettingsOptions,
  PortScanAlert,
  ThreatDefenseLogSettings,
  type ThreatDefenseLogSettingsProps,
} from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, managedCluster, messageOf, only, synthesize, testChart } from '../../support';

const { BY_SOURCE, BY_POD_PREFIX_WITHOUT_PORTS } = FlowAggregation;
const WORKSHOP = LogSettings.of({
  flowLogsFlushInterval: Duration.seconds(10),
  dnsLogsFlushInterval: Duration.seconds(10),
  allowedFlows: BY_SOURCE,
  tcpStatistics: true,
});
const release = CalicoRelease.enterprise('3.24');
const cluster = (logs?: LogSettings) => CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });

function written(props: ThreatDefenseLogSettingsProps = { cluster: cluster(WORKSHOP) }) {
  return only(
    synthesize((chart) => new ThreatDefenseLogSettings(chart, 'logs', props)),
    'FelixConfiguration',
  );
}

describe('ThreatDefenseLogSettings', () => {
  const stderr = captureStderr();

  it('is a part of the FelixConfiguration of the cluster', () => {
    const object = written();
    expect(object).toMatchSnapshot();
    expect(object).toEqual({
      apiVersion: 'projectcalico.org/v3',
      kind: 'FelixConfiguration',
      metadata: { name: 'default', annotations: expect.anything() },
      spec: {
        flowLogsFlushInterval: '10s',
        dnsLogsFlushInterval: '10s',
        flowLogsFileAggregationKindForAllowed: 1,
        flowLogsCollectTcpStats: true,
      },
    });
    expect(stderr()).toBe('');
  });

  const SPEC: Readonly<Record<keyof Required<LogSettingsOptions>, readonly [unknown, string, unknown]>> = {
    flowLogsFlushInterval: [Duration.seconds(90), 'flowLogsFlushInterval', '1m30s'],
    dnsLogsFlushInterval: [Duration.seconds(1), 'dnsLogsFlushInterval', '1s'],
    l7LogsFlushInterval: [Duration.days(1), 'l7LogsFlushInterval', '24h0m0s'],
    allowedFlows: [FlowAggregation.NONE, 'flowLogsFileAggregationKindForAllowed', 0],
    deniedFlows: [BY_POD_PREFIX_WITHOUT_PORTS, 'flowLogsFileAggregationKindForDenied', 3],
    dnsPerPod: [true, 'dnsLogsFileAggregationKind', 0],
    tcpStatistics: [false, 'flowLogsCollectTcpStats', false],
    labels: [true, 'flowLogsFileIncludeLabels', true],
    hostEndpoints: [false, 'flowLogsEnableHostEndpoint', false],
  };

  it.each(Object.entries(SPEC))('writes the setting %s, and no other', (name, [value, field, expected]) => {
    expect(written({ cluster: cluster(), settings: LogSettings.of({ [name]: value }) }).spec).toEqual({
      [field]: expected,
    });
  });

  it('writes what is set even if it is the default', () => {
    const defaults = { flowLogsFlushInterval: Duration.minutes(5), dnsPerPod: false };
    expect(written({ cluster: cluster(LogSettings.of(defaults)) }).spec).toEqual({
      flowLogsFlushInterval: '5m0s',
      dnsLogsFileAggregationKind: 1,
    });
  });

  it('writes back what was read from a FelixConfiguration, as far as it is about logs', () => {
    const logs = LogSettings.fromFelixConfiguration(
      'apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: { name: default }\nspec: { bpfEnabled: true, flowLogsFlushInterval: 15s }\n',
    );
    expect(written({ cluster: cluster(logs) }).spec).toEqual({ flowLogsFlushInterval: '15s' });
  });

  const allProps: AllProps<ThreatDefenseLogSettingsProps> = {
    cluster: {
      value: cluster(WORKSHOP),
      at: ['metadata', 'annotations', 'calico-threat-defense/release'],
      is: '3.24.0-1.0',
    },
    settings: {
      value: LogSettings.of({ dnsPerPod: true }),
      at: ['spec'],
      is: { dnsLogsFileAggregationKind: 0 },
    },
    annotations: {
      value: { note: 'set for the drill' },
      at: ['metadata', 'annotations', 'note'],
      is: 'set for the drill',
    },
  };
  itPassesOnAllProps<ThreatDefenseLogSettingsProps>(allProps, (chart, props) => {
    CalicoCluster.provide(chart, managedCluster('3.23'));
    new ThreatDefenseLogSettings(chart, 'logs', props);
  });

  it('has annotations that keep tools from removing it, and states the settings that the alerts were made for', () => {
    expect(written().metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false,ServerSideApply=true',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      'kustomize.toolkit.fluxcd.io/ssa': 'Merge',
      'calico-threat-defense/cluster': 'acme.aks-prod',
      'calico-threat-defense/release': '3.24.0-1.0',
      'calico-threat-defense/topology': 'managed',
      'calico-threat-defense/log-settings':
        'flowLogsFlushInterval=10s,dnsLogsFlushInterval=10s,flowLogsFileAggregationKindForAllowed=1,flowLogsCollectTcpStats=true',
    });
  });

  it('says so where an annotation is overridden', () => {
    written({ cluster: cluster(WORKSHOP), annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'enabled' } });
    expect(stderr()).toBe(
      'test/logs: 1 notice\n  metadata.annotations: should contain kustomize.toolkit.fluxcd.io/prune: disabled; otherwise Argo CD or Flux may delete the object, or settings in it that others set [log-settings/unguarded]\n',
    );
  });

  it('has no namespace in a chart that gives one to all', () => {
    const objects = synthesize((chart) => new ThreatDefenseLogSettings(chart, 'logs', { cluster: cluster(WORKSHOP) }), {
      namespace: 'all',
    });
    expect(only(objects, 'FelixConfiguration').metadata).not.toHaveProperty('namespace');
  });

  it('has a command that makes the same settings', () => {
    const { patchCommand } = new ThreatDefenseLogSettings(testChart(), 'logs', { cluster: cluster(WORKSHOP) });
    const [, patch = ''] =
      /^kubectl patch felixconfigurations\.projectcalico\.org default --type merge --patch '(.*)'$/.exec(
        patchCommand,
      ) ?? [];
    expect(JSON.parse(patch)).toEqual({ spec: written().spec });
  });

  it('makes its settings readable', () => {
    const made = new ThreatDefenseLogSettings(testChart(), 'logs', { cluster: cluster(WORKSHOP) });
    expect([made.cluster.name, made.settings]).toEqual(['acme.aks-prod', WORKSHOP]);
    const settings = LogSettings.of({ dnsPerPod: true });
    expect(new ThreatDefenseLogSettings(testChart(), 'logs', { cluster: cluster(WORKSHOP), settings }).settings).toBe(
      settings,
    );
  });

  it.each<[string, ThreatDefenseLogSettingsProps, string]>([
    [
      'no setting',
      { cluster: cluster() },
      '1 problem\n  settings: contains no settings, so there is nothing to apply; pass LogSettings.of with what differs from the defaults [log-settings/nothing]',
    ],
    [
      'settings that set nothing',
      { cluster: cluster(WORKSHOP), settings: LogSettings.of({}) },
      '1 problem\n  settings: contains no settings, so there is nothing to apply; pass LogSettings.of with what differs from the defaults [log-settings/nothing]',
    ],
    [
      'an annotation that Kubernetes rejects',
      { cluster: cluster(WORKSHOP), annotations: { 'a b': 'c' } },
      '1 problem\n  metadata.annotations.a b: is not a valid annotation key: [prefix/]name, as in note or example.com/note [object/metadata]',
    ],
    [
      'props of other types',
      { settings: '10s', annotations: { a: 1 } } as never,
      '2 problems\n  settings = "10s": must be a LogSettings, such as LogSettings.of({ flowLogsFlushInterval: Duration.seconds(10) }) [argument/type]\n  annotations.a = 1: must be a string; quote it [argument/type]',
    ],
    [
      'no cluster',
      { settings: WORKSHOP },
      '1 problem\n  cluster: is not set, and no parent construct provides one; pass it, or call CalicoCluster.provide(scope, cluster) [cluster/missing]',
    ],
  ])('is rejected: %s', (_, props, problems) => {
    const chart = testChart();
    expect(messageOf(() => new ThreatDefenseLogSettings(chart, 'logs', props))).toBe(`test/logs: ${problems}`);
    expect(chart.node.findAll().some((child) => child.node.id === 'Resource')).toBe(false);
  });

  it('warns of a level that older API servers reject', () => {
    const settings = LogSettings.of({ deniedFlows: BY_POD_PREFIX_WITHOUT_PORTS });
    written({ cluster: managedCluster('3.22'), settings });
    expect(stderr()).toBe(
      'test/logs: 1 warning\n  spec.flowLogsFileAggregationKindForDenied = 3: is a level that the API server of Calico Enterprise 3.22.1 was observed to reject; use 2 or less [log-settings/denied-level]\n',
    );
  });

  it('is rejected twice in an app, because there is one object', () => {
    const app = new App();
    for (const name of ['a', 'b']) {
      new ThreatDefenseLogSettings(new Chart(app, name), 'logs', { cluster: cluster(WORKSHOP) });
    }
    expect(messageOf(() => app.synthYaml())).toContain(
      'there is only one FelixConfiguration named default, so put all settings into one construct',
    );
  });
});

describe('AnomalyDetectionChart', () => {
  captureStderr();
  const kinds = (props: object, logs?: LogSettings) => {
    const chart = new AnomalyDetectionChart(new App(), 'module', { cluster: cluster(logs), ...props });
    return { chart, kinds: Testing.synth(chart).map(({ kind }) => kind) };
  };

  it('has log settings only if they are included', () => {
    const { chart, kinds: included } = kinds({ includeLogSettings: true }, WORKSHOP);
    expect(included).toContain('FelixConfiguration');
    expect(chart.logSettings?.settings).toBe(WORKSHOP);
    for (const props of [{}, { includeLogSettings: false }]) {
      const left = kinds(props, WORKSHOP);
      expect([left.chart.logSettings, left.kinds.includes('FelixConfiguration')]).toEqual([undefined, false]);
    }
  });

  it('cannot include those of a cluster that has none', () => {
    expect(messageOf(() => kinds({ includeLogSettings: true }))).toContain(
      'module/log-settings: 1 problem\n  settings: contains no settings',
    );
  });

  it('has the alert that fits them', () => {
    const { chart } = kinds({}, WORKSHOP);
    const alone = new PortScanAlert(testChart(), 'alert', { cluster: cluster(WORKSHOP) });
    expect(chart.alert?.lookback).toEqual(alone.lookback);
  });
});
