/*
 * What a backtest of the port scan alert takes for rows of flow logs in a file, and what JSON.parse alone takes for the same
 * lines, in turn, in one process. Prints the figures as JSON: seconds of processor time, of all threads.
 *
 *   node bench/programs/backtest.js ROWS RUNS FOLDER
 *   node bench/programs/backtest.js ROWS 0 FOLDER       only writes the file, runs once, and prints the peak memory
 */
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { gzipSync } = require('node:zlib');
const { buildSync } = require('esbuild');

const [ROWS, RUNS] = process.argv.slice(2, 4).map(Number);
const FOLDER = process.argv[4];
const CHECKOUT = path.dirname(path.dirname(__dirname));
const START = Date.UTC(2026, 0, 5) / 1000;

/** Rows of one flush interval: 100 pairs of workloads with three ports each, which both ends report. */
const ROWS_OF_INTERVAL = 600;
const PAIRS = 100;
const LINES_AT_ONCE = 10_000;

function load() {
  const { outputFiles } = buildSync({
    absWorkingDir: CHECKOUT,
    stdin: {
      contents:
        "export * from './src/backtest'; export { explainFiles } from './src/explain'; export { CalicoRelease } from './src/calico';",
      resolveDir: CHECKOUT,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    write: false,
  });
  const loaded = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(loaded, loaded.exports, require);
  return loaded.exports;
}

const LABELS = ['app', 'tier', 'team', 'stage', 'pod-template-hash', 'app.kubernetes.io/name'];

/** A row of 1.4 KB, with all fields that Calico writes by default. */
function line(index) {
  const pair = index % PAIRS;
  const end = START + (Math.floor(index / ROWS_OF_INTERVAL) + 1) * 300;
  const labels = (name) => ({ labels: LABELS.map((label) => `${label}=${name}-${pair}`) });
  return JSON.stringify({
    start_time: end - 300,
    end_time: end,
    source_ip: null,
    source_name: '-',
    source_name_aggr: `frontend-${pair}-7d9f6c5b4-*`,
    source_namespace: `team-${pair % 20}`,
    source_port: null,
    source_type: 'wep',
    source_labels: labels('frontend'),
    dest_ip: null,
    dest_name: '-',
    dest_name_aggr: `backend-${pair}-5c8d7f9b6-*`,
    dest_namespace: `team-${pair % 17}`,
    dest_port: 8000 + (Math.floor(index / PAIRS) % 3),
    dest_type: 'wep',
    dest_labels: labels('backend'),
    dest_service_namespace: `team-${pair % 17}`,
    dest_service_name: `backend-${pair}`,
    dest_service_port: 'http',
    dest_service_port_num: 80,
    dest_domains: null,
    proto: 'tcp',
    action: 'allow',
    reporter: index % ROWS_OF_INTERVAL < ROWS_OF_INTERVAL / 2 ? 'src' : 'dst',
    policies: {
      all_policies: [
        `0|security|security.pass-${pair}|pass|1`,
        `1|default|team-${pair % 17}/default.allow-${pair}|allow|0`,
      ],
      enforced_policies: [
        `0|security|security.pass-${pair}|pass|1`,
        `1|default|team-${pair % 17}/default.allow-${pair}|allow|0`,
      ],
      pending_policies: [],
    },
    bytes_in: index * 7,
    bytes_out: index * 31,
    num_flows: 1 + (index % 50),
    num_flows_started: 1,
    num_flows_completed: 1,
    packets_in: index,
    packets_out: index,
    http_requests_allowed_in: 0,
    http_requests_denied_in: 0,
    process_name: '-',
    num_process_names: 0,
    original_source_ips: null,
    num_original_source_ips: 0,
    host: `node-${pair % 9}`,
  });
}

function writeRows(file) {
  fs.writeFileSync(file, '');
  for (let first = 0; first < ROWS; first += LINES_AT_ONCE) {
    const lines = Array.from({ length: Math.min(LINES_AT_ONCE, ROWS - first) }, (_, index) => line(first + index));
    fs.appendFileSync(file, `${lines.join('\n')}\n`);
  }
}

const { backtest, explainFiles, CalicoRelease } = load();
const release = CalicoRelease.parse('3.24');
const bytes = fs.readFileSync(path.join(CHECKOUT, 'examples', 'backtest', 'port-scan.yaml'));
const { alerts } = explainFiles([{ file: 'port-scan.yaml', bytes }], { release, topology: 'managed' });

async function run(file) {
  const { logs, dispose } = await backtest(alerts, [file], { release });
  assert.equal(logs.rows, ROWS);
  dispose();
}

async function seconds(action) {
  const before = process.cpuUsage();
  await action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function parseAll(lines) {
  for (const each of lines) {
    JSON.parse(each);
  }
}

async function main() {
  const file = path.join(FOLDER, 'rows.ndjson');
  writeRows(file);
  if (RUNS === 0) {
    const ours = await seconds(() => run(file));
    const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync('/proc/self/status', 'utf8')) ?? [];
    process.stdout.write(JSON.stringify({ ours, peak: Number(peak) / 1024 }));
    return;
  }
  const text = fs.readFileSync(file, 'utf8');
  const lines = text.trimEnd().split('\n');
  const zipped = `${file}.gz`;
  fs.writeFileSync(zipped, gzipSync(text));
  const times = { parser: [], ours: [], zipped: [] };
  for (let turn = 0; turn <= RUNS; turn += 1) {
    const parser = await seconds(() => parseAll(lines));
    const [ours, ofZipped] = [await seconds(() => run(file)), await seconds(() => run(zipped))];
    if (turn > 0) {
      times.parser.push(parser);
      times.ours.push(ours);
      times.zipped.push(ofZipped);
    }
  }
  process.stdout.write(JSON.stringify({ bytes: text.length, times }));
}

main();
