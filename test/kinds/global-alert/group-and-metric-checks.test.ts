import { fieldPath } from '../../../src/base';
import { checkGlobalAlert } from '../../../src/kinds/global-alert';
import { managedCluster, type Synthesized } from '../../support';

const NEVER = 'global-alert/never-';

function found(spec: Record<string, unknown>, release = '3.23'): string[] {
  const alert: Synthesized = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name: 'an.alert' },
    spec: { description: 'an alert', severity: 50, lookback: '15m', ...spec },
  };
  return checkGlobalAlert(alert, managedCluster(release))
    .filter(({ rule }) => rule.startsWith(NEVER))
    .map(({ rule, keys }) => `${rule.slice(NEVER.length)} ${fieldPath(keys)}`);
}

describe('groups', () => {
  it.each([
    ['flows', ['source_labels.labels'], '3.23', ['grouped spec.aggregateBy[0]']],
    ['flows', ['source_namespace', 'dest_labels.labels'], '3.23', ['grouped spec.aggregateBy[1]']],
    ['flows', ['policies.all_policies'], '3.22', ['grouped spec.aggregateBy[0]']],
    ['flows', ['policies.all_policies'], '3.23', []],
    ['flows', ['source_namespace', 'source_name_aggr'], '3.23', []],
    ['dns', ['servers.name_aggr'], '3.23', ['grouped spec.aggregateBy[0]']],
    ['dns', ['rrsets.name'], '3.23', ['grouped spec.aggregateBy[0]']],
    ['dns', ['client_labels.app'], '3.23', ['grouped-without-field spec.aggregateBy[0]']],
    ['dns', ['qname'], '3.23', []],
    ['audit', ['stage'], '3.23', ['grouped spec.aggregateBy[0]']],
    ['audit', ['sourceIPs'], '3.23', ['grouped spec.aggregateBy[0]']],
    ['waf', ['rules.id'], '3.23', ['grouped spec.aggregateBy[0]']],
    ['waf', ['node'], '3.23', ['grouped spec.aggregateBy[0]']],
    ['flows', ['dest_namespace', 'source_namespace', 'dest_namespace'], '3.23', ['grouped spec.aggregateBy[2]']],
    ['flows', ['', ''], '3.23', []],
  ])('of %s by %s on %s', (dataSet, aggregateBy, release, expected) => {
    expect(found({ dataSet, aggregateBy }, release)).toEqual(expected);
  });

  it.each([
    ['', ['grouped-without-field spec.aggregateBy[0]']],
    ['"objectRef.resource" = pods', ['grouped-without-field spec.aggregateBy[0]']],
    ['"objectRef.resource" IN {"po*"}', ['grouped-without-field spec.aggregateBy[0]']],
    ['"objectRef.resource" = pods AND verb = delete', []],
    ['"objectRef.resource" = pods AND NOT verb = create', []],
    ['"objectRef.resource" = globalnetworkpolicies', []],
    ['"objectRef.resource" = serviceaccounts AND (verb = create OR verb = delete)', []],
  ])('by the name of an object, of %s', (query, expected) => {
    expect(found({ dataSet: 'audit', query, aggregateBy: ['objectRef.name'] })).toEqual(expected);
  });

  it.each([
    ['"objectRef.resource" = globalnetworkpolicies', ['grouped-without-field spec.aggregateBy[0]']],
    ['"objectRef.resource" IN {nodes, "tiers"}', ['grouped-without-field spec.aggregateBy[0]']],
    ['"objectRef.resource" = nodes OR "objectRef.resource" = pods', []],
    ['NOT "objectRef.resource" = nodes', []],
    ['verb = delete', []],
  ])('by the namespace of an object, of %s', (query, expected) => {
    expect(found({ dataSet: 'audit', query, aggregateBy: ['objectRef.namespace'] })).toEqual(expected);
  });
});

describe('a count of all records', () => {
  it.each([
    ['gt', 9_999, false],
    ['gt', 10_000, true],
    ['gte', 10_000, false],
    ['gte', 10_001, true],
    ['eq', 9_999, false],
    ['eq', 10_000, true],
    ['eq', 10_001, true],
    ['not_eq', 9_999, false],
    ['not_eq', 10_000, true],
    ['not_eq', 10_001, true],
    ['lt', 10_000, false],
    ['lt', 10_001, true],
    ['lte', 9_999, false],
    ['lte', 10_000, true],
  ])('%s %d', (condition, threshold, expected) => {
    const rule = { dataSet: 'audit', metric: 'count', condition, threshold };
    expect(found(rule)).toEqual(expected ? ['over-hit-limit spec.threshold'] : []);
    const grouped = found({ ...rule, aggregateBy: ['verb'] });
    expect(grouped).not.toContain('over-hit-limit spec.threshold');
  });
});

describe('conditions', () => {
  const SUM = { dataSet: 'flows', metric: 'sum', field: 'num_flows' };
  const MIN = { dataSet: 'flows', metric: 'min', field: 'num_flows' };
  const COUNT = { dataSet: 'flows', metric: 'count' };
  const GROUPS = { aggregateBy: ['source_namespace'] };

  it.each([
    [{ ...COUNT, condition: 'lt', threshold: 0 }, ['reached']],
    [{ ...COUNT, condition: 'lt', threshold: 1 }, []],
    [{ ...COUNT, condition: 'eq', threshold: 1.5 }, ['reached']],
    [{ ...COUNT, condition: 'eq', threshold: 0 }, []],
    [{ ...COUNT, ...GROUPS, condition: 'lt', threshold: 1 }, ['reached']],
    [{ ...COUNT, ...GROUPS, condition: 'lte' }, ['reached']],
    [{ ...COUNT, ...GROUPS, condition: 'eq', threshold: 0 }, ['reached']],
    [{ ...COUNT, ...GROUPS, condition: 'lt', threshold: 5 }, ['on-silence']],
    [{ ...COUNT, ...GROUPS, condition: 'gt', threshold: 0 }, []],
    [{ ...SUM, condition: 'lt', threshold: 0 }, ['reached']],
    [{ ...SUM, condition: 'lt', threshold: 5 }, []],
    [{ ...SUM, ...GROUPS, condition: 'lte', threshold: 5 }, ['on-silence']],
    [{ ...MIN, condition: 'lt', threshold: 5 }, ['without-records']],
    [{ ...MIN, condition: 'not_eq', threshold: 5 }, ['without-records']],
    [{ ...MIN, condition: 'gt', threshold: 5 }, []],
    [{ ...MIN, ...GROUPS, condition: 'lt', threshold: 5 }, []],
    [{ ...COUNT, metric: undefined }, []],
  ])('%j', (spec, expected) => {
    expect(found(spec).map((finding) => finding.split(' ')[0])).toEqual(expected);
  });
});
