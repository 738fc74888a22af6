import { fieldPath } from '../../../src/base';
import { checkGlobalAlert } from '../../../src/kinds/global-alert';
import { managedCluster, type Synthesized } from '../../support';

/** An alert in which nothing is wrong. */
export const GOOD = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'GlobalAlert',
  metadata: { name: 'network.ssh' },
  spec: {
    description: 'SSH from ${source_namespace}',
    summary: '${sum} flows of ${source_name_aggr}',
    severity: 50,
    period: '5m0s',
    lookback: '10m0s',
    dataSet: 'flows',
    query: 'dest_port = 22 AND source_namespace IN ${namespaces}',
    aggregateBy: ['source_namespace', 'source_name_aggr'],
    metric: 'sum',
    field: 'num_flows',
    condition: 'gt',
    threshold: 0,
    substitutions: [{ name: 'namespaces', values: ['dev', 'test-*'] }],
  },
};

/** The alert with other fields in its spec; undefined takes one out. */
export function findings(spec: Record<string, unknown>, release = '3.22', metadata: unknown = GOOD.metadata): string[] {
  const alert: Synthesized = { ...GOOD, metadata, spec: { ...GOOD.spec, ...spec } };
  return checkGlobalAlert(alert, managedCluster(release)).map(
    ({ rule, severity, keys, message }) => `${severity} ${fieldPath(keys)}: ${message} [${rule}]`,
  );
}
