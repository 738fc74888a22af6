/* Linting many alerts, beside the YAML parser alone, and a repository of 2,000 files. */
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { versions } = require('./machine');
const { writeRepository } = require('./repository');
const { median } = require('./statistics');
const { atMost, SECONDS, secondsRow, table, targetsTable } = require('./tables');
const { CHECKOUT } = require('./workplace');

const PROGRAM = path.join(__dirname, 'programs', 'lint.js');

async function lint(workplace, { isQuick, progress }) {
  const [alerts, runs] = isQuick ? [1_000, 3] : [10_000, 7];
  progress(`${alerts} alerts, ${runs} runs`);
  const stdout = workplace.path('lint.json');
  await workplace.run({ command: process.execPath, args: [PROGRAM, String(alerts), String(runs)], stdout });
  const { bytes, times } = JSON.parse(fs.readFileSync(stdout, 'utf8'));
  const repository = await lintRepository(workplace, runs);
  const targets = [
    atMost('lint: times of the YAML parser alone', 1.5, median(times.ours) / median(times.parser)),
    atMost('lint of a repository: seconds', 2, median(repository.times)),
  ];
  return {
    heading: 'Lint: many alerts in one file',
    targets,
    lines: [
      ...targetsTable(targets),
      '',
      ...table(SECONDS, [
        secondsRow('yaml: `parseAllDocuments`', times.parser),
        secondsRow('ours: `lint`', times.ours),
      ]),
      '',
      `- ${alerts} alerts in one file of ${(bytes / 1e6).toFixed(1)} MB; in one process, ${runs} runs of each after one to warm up, in turn`,
      `- ${versions(CHECKOUT, ['yaml'])}`,
      '',
      ...table(SECONDS, [secondsRow('ours: `lint .`', repository.times)]),
      '',
      `- a repository of ${repository.files} files: Helm charts, kustomizations, clusters of three releases, and one wrong alert; a process for each of ${runs} runs`,
    ],
  };
}

/** Times of the command in a repository, in which it finds one error. */
async function lintRepository(workplace, runs) {
  const bundle = workplace.path('command');
  await workplace.run({ command: process.execPath, args: [path.join(CHECKOUT, 'tools', 'bundle.mjs'), bundle] });
  const cwd = workplace.path('repository');
  const { files, wrong } = writeRepository(cwd);
  const args = [path.join(bundle, 'bin', 'calico-threat-defense.js'), 'lint', '.'];
  const times = [];
  for (let run = 0; run <= runs; run += 1) {
    const { code, output, seconds } = await workplace.attempt({ command: process.execPath, args, cwd });
    assert.equal(code, 1);
    assert.ok(output.startsWith(`${wrong}: 1 error\n`), output);
    // The first run is not counted.
    times.push(...(run === 0 ? [] : [seconds]));
  }
  return { files, times };
}

module.exports = { lint };
