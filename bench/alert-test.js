/* Testing an alert over a day of rows, beside the JSON parser alone. */
const fs = require('node:fs');
const path = require('node:path');
const { median } = require('./statistics');
const { atMost, SECONDS, secondsRow, table, targetsTable } = require('./tables');

const PROGRAM = path.join(__dirname, 'programs', 'alert-test.js');

async function alertTest(workplace, { isQuick, progress }) {
  const [pairs, runs] = isQuick ? [10, 3] : [87, 7];
  progress(`${pairs} pairs of Deployments, ${runs} runs`);
  const stdout = workplace.path('alert-test.json');
  await workplace.run({ command: process.execPath, args: [PROGRAM, String(pairs), String(runs)], stdout });
  const { rows, bytes, times } = JSON.parse(fs.readFileSync(stdout, 'utf8'));
  const targets = [
    atMost('AlertTest: times of JSON.parse of the same rows', 5, median(times.ours) / median(times.parser)),
  ];
  return {
    heading: 'AlertTest: a day of rows',
    targets,
    lines: [
      ...targetsTable(targets),
      '',
      ...table(SECONDS, [
        secondsRow('`JSON.parse` of each row', times.parser),
        secondsRow('ours: `AlertTest`, with parsing', times.ours),
      ]),
      '',
      `- ${rows} rows of flow logs, ${(bytes / 1e6).toFixed(1)} MB: ${pairs} pairs of Deployments that connect all day, and the port scan alert`,
      `- in one process, ${runs} runs of each after one to warm up, in turn`,
    ],
  };
}

module.exports = { alertTest };
