/*
 * The command `backtest` in a process of its own. Prints figures as JSON.
 *
 *   node bench/programs/backtest-command.js jobs COMMAND ROWS FOLDER    seconds that one and two threads take for eight files
 *   node bench/programs/backtest-command.js pipe COMMAND GIGABYTES      peak memory in MiB for that much on standard input
 *
 * COMMAND is bin/calico-threat-defense.js of a build, or of `node tools/bundle.mjs FOLDER`.
 */
const { spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const { line } = require('../flow-line');

const [WHAT, COMMAND, SIZE, FOLDER] = process.argv.slice(2);
const ALERT = path.join(__dirname, '..', '..', 'examples', 'backtest', 'port-scan.yaml');
const FILES = 8;
const LINES_AT_ONCE = 5_000;

const argsFor = (...logs) => [COMMAND, 'backtest', ALERT, '--calico-release', '3.24', '--logs', ...logs];

function linesFrom(first, count) {
  return `${Array.from({ length: count }, (_, index) => line(first + index)).join('\n')}\n`;
}

function jobs() {
  const each = Math.ceil(Number(SIZE) / FILES);
  const files = Array.from({ length: FILES }, (_, file) => {
    const name = path.join(FOLDER, `${file}.ndjson`);
    fs.writeFileSync(name, '');
    for (let done = 0; done < each; done += LINES_AT_ONCE) {
      fs.appendFileSync(name, linesFrom(file * each + done, Math.min(LINES_AT_ONCE, each - done)));
    }
    return name;
  });
  const seconds = (threads) => {
    const before = performance.now();
    const { stdout } = spawnSync(process.execPath, [...argsFor(...files), '--jobs', String(threads)]);
    return { seconds: (performance.now() - before) / 1_000, report: String(stdout) };
  };
  const [one, two] = [seconds(1), seconds(2)];
  return { one: one.seconds, two: two.seconds, ratio: one.seconds / two.seconds, isSame: one.report === two.report };
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
