import { countsPairs, isPortScanAlert } from '../../../src/kinds/global-alert/port-scan-alerts';

const PAIRS = ['source_namespace', 'dest_namespace', 'source_name_aggr', 'dest_name_aggr'];
const RULE = { dataSet: 'flows', metric: 'count', aggregateBy: PAIRS };

describe('an alert for port scans', () => {
  it.each([
    ['by the name of the rule-based alert', { metadata: { name: 'network.port-scan' } }],
    ['by the name of the alert of the detector', { metadata: { name: 'tigera.io.detector.port-scan' } }],
    ['by counting rows of pairs', { metadata: { name: 'other' }, spec: RULE }],
    ['by counting rows of pairs, in any order', { spec: { ...RULE, aggregateBy: [...PAIRS].reverse() } }],
  ])('is known %s', (_, alert) => {
    expect(isPortScanAlert(alert)).toBe(true);
  });

  it.each([
    ['of another name', { metadata: { name: 'network.ssh' } }],
    ['with the name at another place', { spec: { name: 'network.port-scan' } }],
    ['of another data set', { spec: { ...RULE, dataSet: 'dns' } }],
    ['of another metric', { spec: { ...RULE, metric: 'sum' } }],
    ['of fewer fields', { spec: { ...RULE, aggregateBy: PAIRS.slice(1) } }],
    ['of more fields', { spec: { ...RULE, aggregateBy: [...PAIRS, 'action'] } }],
    ['of other fields', { spec: { ...RULE, aggregateBy: [...PAIRS.slice(1), 'action'] } }],
    ['without fields', { spec: { dataSet: 'flows', metric: 'count' } }],
    ['whose fields are no list', { spec: { ...RULE, aggregateBy: 'four' } }],
    ['that is empty', {}],
  ])('is not one %s', (_, alert) => {
    expect([isPortScanAlert(alert), countsPairs(alert)]).toEqual([false, false]);
  });
});
