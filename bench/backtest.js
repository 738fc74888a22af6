/* Backtests of flow logs, beside the JSON parser alone: throughput, and how time and memory grow. */
const fs = require('node:fs');
const path = require('node:path');
const { median } = require('./statistics');
const { atLeast, atMost, SECONDS, secondsRow, table, targetsTable } = require('./tables');

const PROGRAM = path.join(__dirname, 'programs', 'backtest.js');
const COMMAND = path.join(__dirname, 'programs', 'backtest-command.js');
const BUNDLE = path.join(__dirname, '..', 'tools', 'bundle.mjs');

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
  const command = await measureCommand(workplace, isQuick, progress);
  const targets = [
    atLeast(
      'backtest: throughput, as a share of `JSON.parse` of the same lines',
      0.8,
      median(times.parser) / median(times.ours),
    ),
    atMost('backtest: time for ten times the rows', 10.5, ten.ours / one.ours),
    atMost('backtest: peak memory for ten times the rows (MiB)', 512, ten.peak),
    atLeast('backtest: two threads, times faster than one', 1.5, ratioOf(command.jobs, 'one', 'two')),
    atLeast('backtest: two threads for compressed files', 1.5, ratioOf(command.jobs, 'zippedOne', 'zippedTwo')),
    atMost('backtest: peak memory of ten times the bytes on a pipe', 1.2, command.large.peak / command.small.peak),
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
      '',
      ...table(SECONDS, [
        secondsRow('ours: the command, with one thread', command.jobs.one),
        secondsRow('ours: the command, with two threads', command.jobs.two),
        secondsRow('ours: compressed files, with one thread', command.jobs.zippedOne),
        secondsRow('ours: compressed files, with two threads', command.jobs.zippedTwo),
        secondsRow('DuckDB: the same partials, with one thread', command.jobs.duckOne),
        secondsRow('DuckDB: the same partials, with two threads', command.jobs.duckTwo),
      ]),
      '',
      `- whole processes, in turn: 24 files, which have ${command.rows} rows together; the reports of one thread and of two are the same, and so are the numbers from the partials of DuckDB`,
      `- DuckDB ${require('@duckdb/node-api').version()} runs the SQL of \`explain --as duckdb\` and writes the partials, which \`backtest --partials\` reads afterwards; it takes ${ratioOf(command.jobs, 'duckOne', 'one').toFixed(2)} times as long as ours with one thread, and ${ratioOf(command.jobs, 'duckTwo', 'two').toFixed(2)} times with two`,
      `- the command with rows on a pipe: ${gigabytes(command.small)} GB with a peak of ${command.small.peak.toFixed(0)} MiB, and ${gigabytes(command.large)} GB with ${command.large.peak.toFixed(0)} MiB`,
    ],
  };
}

/** How many times longer one contestant takes than another. */
function ratioOf(seconds, one, other) {
  return median(seconds[one]) / median(seconds[other]);
}

function gigabytes({ bytes }) {
  return (bytes / 1e9).toFixed(1);
}

/** What only the command does, in processes of its own: threads, and standard input. */
async function measureCommand(workplace, isQuick, progress) {
  const [rows, small, large] = isQuick ? [80_000, 0.05, 0.5] : [2_400_000, 1, 10];
  const folder = workplace.path('command');
  await workplace.run({ command: process.execPath, args: [BUNDLE, folder] });
  const bin = path.join(folder, 'bin', 'calico-threat-defense.js');
  const measure = async (...args) => {
    const stdout = workplace.path('backtest-command.json');
    await workplace.run({ command: process.execPath, args: [COMMAND, ...args.map(String)], stdout });
    return JSON.parse(fs.readFileSync(stdout, 'utf8'));
  };
  progress(`the command: ${rows} rows with one thread, with two, and DuckDB`);
  const jobs = await measure('jobs', bin, rows, workplace.folder);
  progress(`the command: ${small} GB and ${large} GB on a pipe`);
  return { rows, jobs, small: await measure('pipe', bin, small), large: await measure('pipe', bin, large) };
}

module.exports = { backtest };
