/* Tables of Markdown, and targets with whether they are met. */
const { median } = require('./statistics');

/** @param {string[]} head names of the columns; all but the first hold numbers */
function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)];
}

/** A row of seconds that were measured several times, under the columns of `SECONDS`. */
function secondsRow(label, list) {
  return [label, ...[median(list), Math.min(...list), Math.max(...list)].map((seconds) => seconds.toFixed(2))];
}

const SECONDS = ['', 'median (s)', 'min (s)', 'max (s)'];

/** How many times faster than another ours is to be. */
const atLeast = (label, wanted, measured) => target(label, `at least ${wanted}`, measured, measured / wanted);

/** How much something of ours may be. */
const atMost = (label, wanted, measured) => target(label, `at most ${wanted}`, measured, wanted / measured);

/** @param {number} share what ours may be of what it is: below 1, the target is missed */
function target(label, wanted, measured, share) {
  return { label, wanted, measured, share, isMet: share >= 1 };
}

/** A line for each target that is missed: how much is missing. */
function missedLines(targets) {
  return targets
    .filter(({ isMet }) => !isMet)
    .map(
      ({ label, share }) => `- missed: ${label}; ours has to come down to ${(share * 100).toFixed(0)} % of what it is`,
    );
}

function targetsTable(targets) {
  const rows = targets.map(({ label, wanted, measured, isMet }) => [
    label,
    wanted,
    measured.toFixed(2),
    isMet ? 'yes' : '**no**',
  ]);
  return table(['target', 'wanted', 'measured', 'met'], rows);
}

module.exports = { atLeast, atMost, missedLines, SECONDS, secondsRow, table, targetsTable };
