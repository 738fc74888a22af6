import { Command, Option } from 'commander';
import { readSources } from '../reading';
import { runTestFile, TEST_FILE, TEST_REPORTERS, type TestFileResult } from '../test-files';
import { clusterChoiceOf } from './cluster-choice';
import { type ClusterOptions, configurationsOf, RELEASE_OPTION } from './cluster-options';
import { ExitCode } from './exit-code';
import { complaints, withConfigurationOptions } from './file-options';

const SUBJECT = 'calico-threat-defense test';

interface TestOptions extends ClusterOptions {
  readonly format: string;
}

const HELP = `
Runs the cases of test files: NAME.test.yaml has the cases of the alert in NAME.yaml. In a folder, all files whose names end
with .test.yaml or .test.yml are run.

  # network.ssh.test.yaml
  release: "3.22"
  cases:
    - name: SSH from dev raises an event
      rows:
        - { start_time: 1767225600, end_time: 1767225900, source_namespace: dev, dest_port: 22 }
      raises: { atLeast: 1 }

Each case is run in every phase: for every time at which the alert can run. Nothing is read from a cluster.

Exit codes: 0 if all cases passed; 1 if at least one failed; 2 for wrong usage, invalid test files, unusable rows, or no
test files.`;

/**
 * The subcommand `test`.
 *
 * @param end called with the exit code
 */
export function testCommand(end: (code: ExitCode) => void): Command {
  return withConfigurationOptions(new Command('test'))
    .description('run the test cases in test files, to see which events alerts raise for given records')
    .argument('<path...>', 'test files, or folders')
    .option(
      `${RELEASE_OPTION} <release>`,
      'release for test files that do not name one (default: the annotation of the alert, the configuration file, or CALICO_RELEASE)',
    )
    .addOption(new Option('--format <format>', 'report format').choices(Object.keys(TEST_REPORTERS)).default('text'))
    .addHelpText('after', HELP)
    .action((paths: string[], options: TestOptions) => {
      end(runTest(paths, options));
    });
}

function runTest(paths: readonly string[], { calicoRelease, config, format }: TestOptions): ExitCode {
  const options = { calicoRelease, config };
  const { clusters } = clusterChoiceOf(SUBJECT, options, configurationsOf(options));
  const { complain, hasComplained } = complaints(SUBJECT);
  const results: TestFileResult[] = [];
  for (const source of readSources(paths, undefined, complain)) {
    if (TEST_FILE.test(source.file)) {
      results.push(runTestFile(source, { clusters, now: Date.now() }));
    } else if (source.isFound !== true) {
      complain(source.file, 'it is not a test file, whose names end with .test.yaml or .test.yml');
    }
  }
  if (results.length === 0) {
    process.stderr.write(`${SUBJECT}: there is nothing to test: no file whose name ends with .test.yaml was found\n`);
    return ExitCode.UNUSABLE;
  }
  process.stdout.write(TEST_REPORTERS[format]?.(results) ?? '');
  return hasComplained() ? ExitCode.UNUSABLE : codeOf(results);
}

/** What could not be run matters more than what failed. */
function codeOf(results: readonly TestFileResult[]): ExitCode {
  const statuses = new Set(results.flatMap(({ cases }) => cases.map(({ status }) => status)));
  if (statuses.has('error') || results.some(({ problems }) => problems.length > 0)) {
    return ExitCode.UNUSABLE;
  }
  return statuses.has('failed') ? ExitCode.FOUND : ExitCode.OK;
}
