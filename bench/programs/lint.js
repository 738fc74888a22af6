/*
 * What `lint` takes for 10,000 alerts in one file, and what the YAML parser alone takes for it: `parseAllDocuments`, without
 * the data. Both run in one process, in turn; the file is made here. Prints the figures as JSON.
 *
 *   node bench/programs/lint.js ALERTS RUNS
 */
const assert = require('node:assert/strict');
const { loadSource } = require('../loaded-source');
const { parseAllDocuments } = require('yaml');

const [ALERTS, RUNS] = process.argv.slice(2).map(Number);

/** Alerts as people write them: some with aggregation, some with substitutions, each with a query of its own. */
const SPECS = [
  (number) => [
    'description: "SSH into ${dest_namespace}"',
    'summary: "${count} connections from ${source_namespace}"',
    'severity: 80',
    'period: 5m',
    'lookback: 10m',
    'dataSet: flows',
    `query: dest_port = ${number % 65_000} AND (action = allow OR "source_labels.labels" = "app=shop-${number}")`,
    'aggregateBy: [dest_namespace, source_namespace]',
    'metric: count',
    'condition: gt',
    `threshold: ${number}`,
  ],
  (number) => [
    'description: "Lookups of ${qname} from ${client_namespace}"',
    'severity: 50',
    'period: 10m',
    'lookback: 20m',
    'dataSet: dns',
    `query: qname NOTIN \${allowed} AND client_namespace != "team-${number}"`,
    'aggregateBy:',
    '  - client_namespace',
    '  - qname',
    'substitutions:',
    '  - name: allowed',
    `    values: ["*.example.com", "service-${number}.example.org"]`,
  ],
  (number) => [
    'description: Changes of network sets',
    'severity: 100',
    'dataSet: audit',
    `query: (verb = create OR verb = delete) AND "objectRef.name" = "set-${number}"`,
  ],
];

function manifest(number) {
  const fields = SPECS[number % SPECS.length](number).map((line) => `  ${line}`);
  const head = [
    'apiVersion: projectcalico.org/v3',
    'kind: GlobalAlert',
    'metadata:',
    `  name: alert-${number}`,
    'spec:',
  ];
  return `${[...head, ...fields].join('\n')}\n`;
}

function seconds(action) {
  const start = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function main() {
  const { lint, CalicoRelease } = loadSource(
    "export { lint } from './src/lint'; export { CalicoRelease } from './src/calico';",
  );
  const text = Array.from({ length: ALERTS }, (_, number) => manifest(number)).join('---\n');
  const bytes = Buffer.from(text);
  const cluster = { release: CalicoRelease.parse('3.22'), topology: 'managed' };

  const { findings, checked } = lint([{ file: 'alerts.yaml', bytes }], cluster);
  assert.deepEqual(findings, []);
  assert.equal(checked.objects, ALERTS);
  assert.equal(parseAllDocuments(text).length, ALERTS);

  const contestants = {
    parser: () => parseAllDocuments(text),
    ours: () => lint([{ file: 'alerts.yaml', bytes }], cluster),
  };
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let run = 0; run < RUNS; run++) {
    for (const [name, action] of Object.entries(contestants)) {
      times[name].push(seconds(action));
    }
  }
  process.stdout.write(JSON.stringify({ bytes: bytes.length, times }));
}

main();
