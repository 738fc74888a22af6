import { flows, START } from './flow-rows';

const COUNT = { aggregateBy: ['source_namespace'], metric: 'count', condition: 'gte', threshold: 5 };
const FLOW_ALERTS = [
  { ...COUNT, query: 'reporter = src' },
  { ...COUNT, aggregateBy: ['source_ip', 'source_name_aggr'], period: '90s', lookback: '75s', threshold: 1 },
  { aggregateBy: ['dest_port'], metric: 'max', field: 'bytes_in', condition: 'gt', threshold: 30_000 },
  { metric: 'avg', field: 'bytes_in', condition: 'lt', threshold: 100, query: 'NOT action = deny AND dest_port != 2' },
  {
    ...COUNT,
    query:
      'source_name_aggr IN {"pod-?", "x*"} AND source_name_aggr NOTIN {"*_3", "pod-3"} AND source_ip != "10.0.0.2"',
  },
  { ...COUNT, query: 'source_namespace >= e AND dest_port < 30', aggregateBy: [] },
];

/** DNS rows, which have times of milliseconds. */
export const DNS_ROWS = Array.from({ length: 3_000 }, (_, n) => ({
  start_time: new Date((START + n * 100) * 1_000).toISOString(),
  // Some end half a second after a slot, at which windows of whole seconds see them, and delays do not.
  end_time: new Date((START + n * 100 + 300) * 1_000 + (n % 7) * 100).toISOString(),
  qname: ['Example.com', 'a.b', null][n % 3],
  qtype: n % 2 === 0 ? 'a' : 'AAAA',
  client_name: ['pod', '-', '-', null, ''][n % 5],
  count: n % 7,
}));

/** Alerts of a data set, and rows, for which the SQL of a database leads to the report of files. */
export const SQL_CASES: readonly (readonly [
  dataSet: string,
  release: string,
  alerts: readonly object[],
  rows: readonly object[],
])[] = [
  ['flows', '3.22', FLOW_ALERTS, flows({ storesTimes: false, hasLists: false })],
  ['flows', '3.24', FLOW_ALERTS, flows({ storesTimes: true, hasLists: false })],
  ['flows', '3.16', FLOW_ALERTS, flows({ storesTimes: true, hasLists: false })],
  ['dns', '3.22', [{ dataSet: 'dns', ...COUNT, aggregateBy: ['qname'], query: 'qtype = A', threshold: 1 }], DNS_ROWS],
  ['dns', '3.16', [{ dataSet: 'dns', metric: 'sum', field: 'count', condition: 'gt', threshold: 9 }], DNS_ROWS],
];
