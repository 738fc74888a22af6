/* Linting many alerts, beside the YAML parser alone. */
const fs = require('node:fs');
const path = require('node:path');
const { versions } = require('./machine');
const { median } = require('./statistics');
const { atMost, table, targetsTable } = require('./tables');
const { CHECKOUT } = require('./workplace');

const PROGRAM = path.join(__dirname, 'programs', 'lint.js');

async function lint(workplace, { isQuick, progress }) {
  const [alerts, runs] = isQuick ? [1_000, 3] : [10_000, 7];
  progress(`${alerts} alerts, ${runs} runs`);
  const stdout = workplace.path('lint.json');
  await workplace.run({ command: process.execPath, args: [PROGRAM, String(alerts), String(runs)], stdout });
  const { bytes, times } = JSON.parse(fs.readFileSync(stdout, 'utf8'));
  const targets = [atMost('lint: times of the YAML parser alone', 1.5, median(times.ours) / median(times.parser))];
  const row = (label, list) => [
    label,
    ...[median(list), Math.min(...list), Math.max(...list)].map((seconds) => seconds.toFixed(2)),
  ];
  return {
    heading: 'Lint: many alerts in one file',
    targets,
    lines: [
      ...targetsTable(targets),
      '',
      ...table(
        ['', 'median (s)', 'min (s)', 'max (s)'],
        [row('yaml: `parseAllDocuments`', times.parser), row('ours: `lint`', times.ours)],
      ),
      '',
      `- ${alerts} alerts in one file of ${(bytes / 1e6).toFixed(1)} MB; in one process, ${runs} runs of each after one to warm up, in turn`,
      `- ${versions(CHECKOUT, ['yaml'])}`,
    ],
  };
}

module.exports = { lint };
