import { fieldPath } from '../../../src/base';
import { checkGlobalAlert } from '../../../src/kinds/global-alert';
import { managedCluster, type Synthesized } from '../../support';

const RULE = 'global-alert/never-aggregated-away';

function messages(spec: Record<string, unknown>): string[] {
  const alert: Synthesized = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name: 'an.alert' },
    spec: { description: 'an alert', severity: 50, dataSet: 'flows', lookback: '15m', ...spec },
  };
  return checkGlobalAlert(alert, managedCluster('3.24'))
    .filter(({ rule }) => rule === RULE)
    .map(({ keys, value, message }) => `${fieldPath(keys)} ${value}: ${message}`);
}

const effects = (query: string) =>
  messages({ query }).map((message) => /(allowed|denied).*default: ([^;]*)/.exec(message)?.slice(1).join(': '));

describe('fields that aggregation leaves empty', () => {
  it.each([
    ['action = allow AND source_name = "web-1"', 'allowed: none of them matches'],
    ['source_name = "web-1"', 'allowed: none of them matches'],
    ['source_name != "-"', 'allowed: none of them matches'],
    ['source_name IN {"web-*"}', 'allowed: none of them matches'],
    ['dest_ip = "10.0.0.0/8"', 'allowed: none of them matches'],
    ['action = allow AND source_port < 1024', 'allowed: all of them match this condition'],
    ['action = deny AND source_port > 1024', 'denied: none of them matches'],
    ['action = allow AND dest_name != "vault-0"', 'allowed: all of them match this condition'],
    ['action = allow AND NOT dest_ip = "10.0.0.1"', 'allowed: all of them match this condition'],
    ['action = allow AND dest_name NOTIN {"vault-*"}', 'allowed: all of them match this condition'],
    ['NOT action = deny AND source_ip = "10.0.0.1"', 'allowed: none of them matches'],
  ])('are noticed: %s', (query, effect) => {
    expect(effects(query)).toEqual([effect]);
  });

  it.each([
    'action = deny AND source_name = "web-1"',
    'action = deny AND dest_ip = "10.0.0.1"',
    'action != allow AND dest_name = "vault-0"',
    'action IN {deny} AND dest_name = "vault-0"',
    'action = allow AND dest_port = 22',
    'action = allow AND source_name_aggr = "web-*"',
    'action = allow AND (dest_name_aggr = "metadata-api" OR dest_ip = "169.254.169.254")',
    'action = allow AND source_name = "-"',
    '(action = deny AND source_name = "web-1") OR (action = allow AND source_name_aggr = "web-*")',
  ])('are fine: %s', (query) => {
    expect(messages({ query })).toEqual([]);
  });

  it.each(['client_name', 'client_ip'])('are noticed in DNS logs: %s', (name) => {
    expect(messages({ dataSet: 'dns', query: `${name} = "10.0.0.1"` })).toEqual([
      `spec.query ${name}: ${name} is empty in DNS logs, which are aggregated by default: none of them matches; use client_name_aggr, or set dnsLogsFileAggregationKind: 0 in the FelixConfiguration`,
    ]);
  });

  it('are noticed in groups, with what to do', () => {
    expect(messages({ query: 'action = allow', aggregateBy: ['source_namespace', 'source_name'] })).toEqual([
      'spec.aggregateBy[1] source_name: source_name is empty in logs of allowed flows, which are aggregated by default: all of them are in one group; use source_name_aggr, or set flowLogsFileAggregationKindForAllowed: 1 in the FelixConfiguration',
    ]);
    expect(messages({ query: 'action = deny', aggregateBy: ['source_name'] })).toEqual([]);
    expect(messages({ aggregateBy: ['source_name'] })).toHaveLength(1);
  });
});
