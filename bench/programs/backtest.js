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
const { line } = require('../flow-line');
const { loadSource } = require('../loaded-source');
const { CHECKOUT } = require('../workplace');

const [ROWS, RUNS] = process.argv.slice(2, 4).map(Number);
const FOLDER = process.argv[4];

const LINES_AT_ONCE = 10_000;

function writeRows(file) {
  fs.writeFileSync(file, '');
  for (let first = 0; first < ROWS; first += LINES_AT_ONCE) {
    const lines = Array.from({ length: Math.min(LINES_AT_ONCE, ROWS - first) }, (_, index) => line(first + index));
    fs.appendFileSync(file, `${lines.join('\n')}\n`);
  }
}

const { backtest, explainFiles, CalicoRelease, keepHeapSmall } = loadSource(
  "export * from './src/backtest'; export { keepHeapSmall } from './src/cli/heap-growth'; export { explainFiles } from './src/explain'; export { CalicoRelease } from './src/calico';",
);
// As the command does.
keepHeapSmall();
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
