/* Backtests of flow logs, beside the JSON parser alone: throughput, and how time and memory grow. */
const fs = require('node:fs');
const path = require('node:path');
const { median } = require('./statistics');
const { atLeast, atMost, table, targetsTable } = require('./tables');

const PROGRAM = path.join(__dirname, 'programs', 'backtest.js');

async function backtest(workplace, { isQuick, progress }) {
  const [rows, runs, small] = isQuick ? [20_000, 3, 20_000] : [100_000, 7, 100_000];
  const measure = async (...args) => {
    const stdout = workplace.path('backtest.json');
    const command = [PROGRAM, ...args.map(String), workplace.folder];
    await workplace.run({ command: process.execPath, args: command, stdout });
    return JSON.parse(fs.readFileSync(stdout, 'utf8'));
  };
  progress(`${rows} rows, ${runs} runs`);
  const { bytes, times } = await measure(rows, runs);
  progress(`${small} rows and ten times as many, once`);
  const [one, ten] = [await measure(small, 0), await measure(small * 10, 0)];
  const targets = [
    atLeast(
      'backtest: throughput, as a share of `JSON.parse` of the same lines',
      0.8,
      median(times.parser) / median(times.ours),
    ),
    atMost('backtest: time for ten times the rows', 10.5, ten.ours / one.ours),
    atMost('backtest: peak memory for ten times the rows (MiB)', 512, ten.peak),
  ];
  const row = (label, list) => [
    label,
    ...[median(list), Math.min(...list), Math.max(...list)].map((seconds) => seconds.toFixed(2)),
    (bytes / 1e6 / median(list)).toFixed(0),
  ];
  return {
    heading: 'Backtest: flow logs',
    targets,
    lines: [
      ...targetsTable(targets),
      '',
      ...table(
        ['', 'median (s)', 'min (s)', 'max (s)', 'MB/s'],
        [
          row('`JSON.parse` of each line', times.parser),
          row('ours: `backtest` of the file', times.ours),
          row('ours: `backtest` of the file, compressed', times.zipped),
        ],
      ),
      '',
      `- ${rows} rows of flow logs, ${(bytes / 1e6).toFixed(1)} MB, of 100 pairs of workloads, and the port scan alert; processor time of all threads, so that other programs matter less`,
      `- in one process, ${runs} runs of each after one to warm up, in turn; the parser has its lines in memory, and ours reads the file`,
      `- one run each in processes of their own: ${small} rows in ${one.ours.toFixed(2)} s with a peak of ${one.peak.toFixed(0)} MiB, and ${small * 10} rows in ${ten.ours.toFixed(2)} s with ${ten.peak.toFixed(0)} MiB`,
    ],
  };
}

module.exports = { backtest };
