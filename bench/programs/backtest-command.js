/*
 * The command `backtest` in a process of its own. Prints figures as JSON.
 *
 *   node bench/programs/backtest-command.js jobs COMMAND ROWS FOLDER    seconds that one and two threads take for 24 files, as
 *                                                                      they are and compressed, and DuckDB for the same partials
 *   node bench/programs/backtest-command.js pipe COMMAND GIGABYTES      peak memory in MiB for that much on standard input
 *
 * COMMAND is bin/calico-threat-defense.js of a build, or of `node tools/bundle.mjs FOLDER`.
 */
const assert = require('node:assert/strict');
const { spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const { gzipSync } = require('node:zlib');
const { line } = require('../flow-line');

const [WHAT, COMMAND, SIZE, FOLDER] = process.argv.slice(2);
const ALERT = path.join(__dirname, '..', '..', 'examples', 'backtest', 'port-scan.yaml');
const DUCKDB = path.join(__dirname, 'backtest-duckdb.js');
const FILES = 24;
const ROUNDS = 3;
const LINES_AT_ONCE = 5_000;

const argsFor = (logs) => [COMMAND, 'backtest', ALERT, '--calico-release', '3.24', '--logs', logs];

function linesFrom(first, count) {
  return `${Array.from({ length: count }, (_, index) => line(first + index)).join('\n')}\n`;
}

/** Files with all rows together, and the same compressed, in folders with the names that our SQL has. */
function writeFiles() {
  const each = Math.ceil(Number(SIZE) / FILES);
  const [flows, zipped] = ['flows', 'zipped'].map((name) => path.join(FOLDER, name));
  fs.mkdirSync(flows);
  fs.mkdirSync(zipped);
  for (let file = 0; file < FILES; file += 1) {
    const name = path.join(flows, `${file}.ndjson`);
    for (let done = 0; done < each; done += LINES_AT_ONCE) {
      fs.appendFileSync(name, linesFrom(file * each + done, Math.min(LINES_AT_ONCE, each - done)));
    }
    fs.writeFileSync(path.join(zipped, `${file}.ndjson.gz`), gzipSync(fs.readFileSync(name)));
  }
  return { flows, zipped };
}

function run(args, input) {
  const before = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: FOLDER, input, maxBuffer: 1e8 });
  assert.equal(status, 0, String(stderr));
  return { seconds: (performance.now() - before) / 1_000, stdout: String(stdout) };
}

function jobs() {
  const { flows, zipped } = writeFiles();
  const cluster = [ALERT, '--calico-release', '3.24'];
  const { stdout: sql } = run([COMMAND, 'explain', ...cluster, '--as', 'duckdb']);
  const ours = (logs, threads) => run([...argsFor(logs), '--jobs', threads, '--format', 'json']);
  const contestants = {
    one: () => ours(flows, '1'),
    two: () => ours(flows, '2'),
    zippedOne: () => ours(zipped, '1'),
    zippedTwo: () => ours(zipped, '2'),
    duckOne: () => run([DUCKDB, '1'], sql),
    duckTwo: () => run([DUCKDB, '2'], sql),
  };
  const seconds = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, contestant] of Object.entries(contestants)) {
      seconds[name].push(contestant().seconds);
    }
  }
  assert.equal(ours(flows, '2').stdout, ours(flows, '1').stdout);
  const partials = path.join(FOLDER, 'network.port-scan.partials.ndjson');
  const ofDuck = run([COMMAND, 'backtest', ...cluster, '--partials', partials, '--format', 'json']);
  assert.deepEqual(countsOf(ofDuck), countsOf(ours(flows, '1')));
  return seconds;
}

/** What has to be the same, whoever computes the partials. */
function countsOf({ stdout }) {
  const [{ rows, events, groups, thresholds }] = JSON.parse(stdout).alerts;
  return { matched: rows.matched, events, groups, thresholds };
}

async function pipe() {
  const child = spawn(process.execPath, argsFor('-'), { stdio: ['pipe', 'ignore', 'ignore'] });
  let peak = 0;
  const look = () => {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
    peak = Math.max(peak, Number(kilobytes ?? 0) / 1024);
  };
  let [bytes, rows] = [0, 0];
  while (bytes < Number(SIZE) * 1e9) {
    const text = linesFrom(rows, LINES_AT_ONCE);
    rows += LINES_AT_ONCE;
    bytes += text.length;
    if (!child.stdin.write(text)) {
      await once(child.stdin, 'drain');
    }
    look();
  }
  child.stdin.end();
  await once(child, 'exit');
  return { bytes, rows, peak };
}

Promise.resolve(WHAT === 'jobs' ? jobs() : pipe()).then((figures) =>
  process.stdout.write(`${JSON.stringify(figures)}\n`),
);
