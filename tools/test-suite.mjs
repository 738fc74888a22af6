/*
 * Runs one suite of the tests. What no other suite has is the library's.
 *
 *   node tools/test-suite.mjs library|commands|project|packed [JEST-ARGUMENT...]
 */
import { createRequire } from 'node:module';

/** The suites beside the library's, with the beginnings of the paths of their tests. */
const SUITES = {
  /** Start programs of their own, compile what is generated, or try rows, policies and settings by the thousand. */
  commands: [
    'test/backtest/',
    'test/cli/',
    'test/configuration/',
    'test/convert/',
    'test/drill/probe/real',
    'test/evaluation/port-scan',
    'test/explain/',
    'test/kinds/blocking/verdicts',
    'test/kinds/global-alert/port-scan-settings',
    'test/lint/same-findings',
    'test/log-store/',
    'test/output/ended-run',
    'test/output/fleet/several-runs',
    'test/output/program',
    'test/output/type-check',
    'test/test-files/',
    'test/upgrade/',
    'test/verify/',
  ],
  /** Look at this repository: its source, docs, CRDs, workflows, tools and what it depends on. */
  project: [
    'test/ci.test',
    'test/crds/',
    'test/docs/',
    'test/docs.test',
    'test/lint/linear-time',
    'test/mutation/',
    'test/rules/rules-page',
    'test/source/',
    'test/supply-chain/',
  ],
  /** Need the library as it is packed. */
  packed: ['test/packed'],
};

const [suite, ...args] = process.argv.slice(2);
const selection =
  suite === 'library'
    ? ['test/e2e/', ...Object.values(SUITES).flat()].map((path) => `--testPathIgnorePatterns=${path}`)
    : Object.entries(SUITES).find(([name]) => name === suite)?.[1];
if (selection === undefined) {
  process.stderr.write(`"${suite}" is not a suite: use library, ${Object.keys(SUITES).join(', ')}.\n`);
  process.exit(2);
}
await createRequire(import.meta.url)('jest').run([...args, ...selection]);
