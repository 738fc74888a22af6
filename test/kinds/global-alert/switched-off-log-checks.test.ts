import {
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  GlobalAlert,
  LogSettings,
  type LogSettingsOptions,
  Query,
} from '../../../src';
import { fieldPath } from '../../../src/base';
import { checkGlobalAlert } from '../../../src/kinds/global-alert';
import { captureStderr, type Synthesized, testChart } from '../../support';

const release = CalicoRelease.enterprise('3.24');
const NO_LABELS = { labels: false };
const NO_TCP = { tcpStatistics: false };
const NO_HOSTS = { hostEndpoints: false };

function messages(spec: Record<string, unknown>, options: LogSettingsOptions): string[] {
  const alert: Synthesized = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name: 'an.alert' },
    spec: { description: 'an alert', severity: 50, dataSet: 'flows', lookback: '15m', ...spec },
  };
  return checkGlobalAlert(alert, CalicoCluster.standalone({ release, logs: LogSettings.of(options) }))
    .filter(({ rule }) => rule === 'global-alert/never-recorded')
    .map(({ keys, value, message }) => `${fieldPath(keys)} ${value}: ${message}`);
}

describe('what log settings turn off', () => {
  it.each<[string, string, LogSettingsOptions, string]>([
    [
      '"dest_labels.labels" = "app=web"',
      'dest_labels.labels',
      NO_LABELS,
      'flow logs have no labels on this cluster; set flowLogsFileIncludeLabels: true in the FelixConfiguration',
    ],
    [
      'tcp_lost_packets > 10',
      'tcp_lost_packets',
      NO_TCP,
      'flow logs have no TCP statistics on this cluster; set flowLogsCollectTcpStats: true in the FelixConfiguration',
    ],
    [
      'action = allow AND source_type = hep',
      'source_type',
      NO_HOSTS,
      'flow logs of host endpoints are not recorded on this cluster; set flowLogsEnableHostEndpoint: true in the FelixConfiguration',
    ],
  ])('is not what an alert should require: %s', (query, field, options, why) => {
    expect(messages({ query }, options)).toEqual([
      `spec.query ${field}: requires something that is not recorded, so the alert never fires: ${why}`,
    ]);
    expect(messages({ query }, {})).toEqual([]);
    const on = Object.fromEntries(Object.keys(options).map((name) => [name, true]));
    expect(messages({ query }, on)).toEqual([]);
  });

  it.each<[string, LogSettingsOptions]>([
    ['"source_labels.labels" IN {"app=*"}', NO_LABELS],
    ['source_type IN {hep}', NO_HOSTS],
    ['dest_type = hep OR source_type = hep', NO_HOSTS],
    ['NOT (source_type != hep)', NO_HOSTS],
    ['NOT source_type IN {wep, ns, net}', NO_HOSTS],
    ['source_type = hep AND dest_type = hep AND tcp_mean_mss > 0', NO_HOSTS],
    ['tcp_mean_mss > 0 AND (tcp_lost_packets >= 1 OR dest_port = 22)', NO_TCP],
  ])('is required, in whatever form: %s', (query, options) => {
    expect(messages({ query }, options)).toHaveLength(1);
  });

  it.each<[string, LogSettingsOptions]>([
    ['"source_labels.labels" = "app=web" OR dest_port = 22', NO_LABELS],
    ['"source_labels.labels" != "app=web"', NO_LABELS],
    ['"source_labels.labels" NOTIN {"app=web"}', NO_LABELS],
    ['NOT "source_labels.labels" = "app=web"', NO_LABELS],
    ['source_type = hep OR source_type = wep', NO_HOSTS],
    ['source_type != hep', NO_HOSTS],
    ['source_type = wep', NO_HOSTS],
    ['NOT source_type = hep', NO_HOSTS],
    ['source_type IN {"*ep"}', NO_HOSTS],
    // Whether statistics are missing or zero is not documented.
    ['tcp_lost_packets < 10', NO_TCP],
    ['tcp_lost_packets = 0', NO_TCP],
    ['tcp_lost_packets > 10', NO_HOSTS],
    ['"source_labels.labels" = "app=web"', NO_TCP],
  ])('is not required: %s', (query, options) => {
    expect(messages({ query }, options)).toEqual([]);
  });

  it('is not what a metric should be computed from', () => {
    const max = { aggregateBy: ['source_namespace'], metric: 'max', field: 'tcp_max_min_rtt', threshold: 3 };
    expect(messages({ ...max, condition: 'gt' }, NO_TCP)).toEqual([
      expect.stringMatching(/^spec\.field tcp_max_min_rtt: requires something that is not recorded/),
    ]);
    expect(messages({ ...max, condition: 'gt', query: 'tcp_lost_packets > 1' }, NO_TCP)).toHaveLength(1);
    expect(messages({ ...max, condition: 'lt' }, NO_TCP)).toEqual([]);
    expect(messages({ ...max, condition: 'gt' }, {})).toEqual([]);
    expect(messages({ ...max, condition: 'gt', field: 'bytes_in' }, NO_TCP)).toEqual([]);
  });

  it('is reported for each setting', () => {
    const query = '"source_labels.labels" = "app=web" AND source_type = hep AND tcp_mean_mss > 1';
    expect(messages({ query }, { ...NO_LABELS, ...NO_TCP, ...NO_HOSTS })).toHaveLength(3);
  });

  it('does not concern other data sets', () => {
    expect(messages({ dataSet: 'dns', query: 'qname = "a.example"' }, { ...NO_LABELS, ...NO_HOSTS })).toEqual([]);
  });
});

describe('an alert of a program', () => {
  const stderr = captureStderr();

  it('is checked for the log settings of its cluster', () => {
    const cluster = CalicoCluster.standalone({ release, logs: LogSettings.of(NO_HOSTS) });
    const rule = AlertRule.flows({ query: Query.parse('source_type = hep') });
    new GlobalAlert(testChart(), 'alert', { cluster, name: 'network.hosts', description: 'x', severity: 1, rule });
    expect(stderr()).toContain('[global-alert/never-recorded]');
  });
});
