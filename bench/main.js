/*
 * Measures the project beside its peers, in one run, and writes what it finds into bench/RESULTS.md.
 *
 *   npm run bench -- [--only cold|fleet|lint|alert-test|backtest] [--quick]
 *
 * `--quick` is for work on the bench itself: fewer runs of fewer clusters, and what it writes says so. Everything is made in
 * a folder among the temporary ones, which is removed at the end, whatever that is: the checkout is copied as it is, and npm
 * fetches the packages of the peers. helm, kustomize and jsonnet take part where they are on the PATH.
 *
 * Exit code 1 where a target is missed by a full run, or contestants write different objects.
 */
const { parseArgs } = require('node:util');
const { alertTest } = require('./alert-test');
const { backtest } = require('./backtest');
const { cold } = require('./cold');
const { fleet } = require('./fleet');
const { lint } = require('./lint');
const { sectionText, writeSection } = require('./results');
const { Workplace } = require('./workplace');

const PARTS = { cold, fleet, lint, 'alert-test': alertTest, backtest };

async function main({ only, quick: isQuick }) {
  const parts = Object.entries(PARTS).filter(([name]) => only === undefined || name === only);
  let isMissed = false;
  for (const [name, measurePart] of parts) {
    const workplace = new Workplace();
    try {
      const progress = (text) => process.stderr.write(`${name}: ${text}\n`);
      const section = await measurePart(workplace, { isQuick, progress });
      const text = sectionText(section, isQuick);
      // At once, so that a part that fails does not take the earlier ones with it.
      writeSection(text);
      process.stdout.write(`${text}\n`);
      isMissed ||= section.targets.some(({ isMet }) => !isMet);
    } finally {
      workplace.dispose();
    }
  }
  process.exitCode = isMissed && !isQuick ? 1 : 0;
}

function options() {
  const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } } });
  if (values.only !== undefined && !Object.hasOwn(PARTS, values.only)) {
    throw new TypeError(`--only takes one of ${Object.keys(PARTS).join(', ')}`);
  }
  return values;
}

try {
  main(options()).catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
