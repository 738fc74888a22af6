/*
 * What AlertTest takes for the port scan alert over a day of ordinary rows, and what JSON.parse alone takes for the same rows.
 * Both run in one process, in turn; the rows are made here. Prints the figures as JSON.
 *
 *   node bench/programs/alert-test.js PAIRS RUNS
 */
const assert = require('node:assert/strict');
const { App, Chart } = require('cdk8s');
const { loadSource } = require('../loaded-source');

const [PAIRS, RUNS] = process.argv.slice(2).map(Number);

const { AlertTest, CalicoCluster, CalicoRelease, FlowLogs, PortScanAlert, deploymentPods, flowRows, steadyTraffic } =
  loadSource(
    "export * from './src'; export * from './src/testing'; export { flowRows, steadyTraffic, deploymentPods } from './src/logs';",
  );
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.parse('3.24') });
const alert = new PortScanAlert(new Chart(new App(), 'alerts'), 'port-scan', { cluster });

const DAY = { from: Date.UTC(2026, 0, 5) / 1000, seconds: 86_400 };
const lines = Array.from({ length: PAIRS }, (_, pair) => [
  ...flowRows(
    steadyTraffic(deploymentPods(`shop-${pair}`, 'web', 2, 1), deploymentPods(`shop-${pair}`, 'db', 2, 2), DAY, 300),
    cluster.logs,
  ),
])
  .flat()
  .map((row) => JSON.stringify(row));
const text = lines.join('\n');

function seconds(action) {
  const start = performance.now();
  action();
  return (performance.now() - start) / 1000;
}

const times = { parser: [], ours: [] };
for (let run = 0; run <= RUNS; run += 1) {
  const parser = seconds(() => assert.equal(lines.map((line) => JSON.parse(line)).length, lines.length));
  const ours = seconds(() => AlertTest.of(alert).over(FlowLogs.fromText(text)).raisesNothing());
  if (run > 0) {
    times.parser.push(parser);
    times.ours.push(ours);
  }
}
process.stdout.write(JSON.stringify({ rows: lines.length, bytes: text.length, times }));
