import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SCRIPT = readFileSync(join(__dirname, '..', '..', '.ci', 'run'), 'utf8');
/** What the checks are made with, before the first of them. */
const [FUNCTIONS = ''] = SCRIPT.split('# The tests of scanners');

/** Runs checks as .ci/run does, and interrupts them when something was printed that is named so. */
function run(checks: string, interruptAt?: string): Promise<{ code: number | null; output: string }> {
  const script = `${FUNCTIONS.replace(/^cd .*$/m, '')}\n${checks}\necho "$passed passed, $failed failed"`;
  const child = spawn('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (interruptAt !== undefined && output.includes(interruptAt)) {
        // As a terminal does: the whole group.
        process.kill(-Number(child.pid), 'SIGINT');
      }
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

describe('.ci/run', () => {
  it('counts checks, tests, and the tests that are skipped', async () => {
    const { output } = await run(`
check 'right' true
check 'wrong' sh -c 'echo because; false'
tests 'tests' "echo 'Tests: 1 failed, 2 skipped, 5 passed, 8 total'"
tests 'no tests' 'true'`);
    expect(output.split('\n')).toEqual([
      'ok      right',
      'FAILED  wrong',
      '        because',
      '        Tests: 1 failed, 2 skipped, 5 passed, 8 total',
      'ok      tests',
      'FAILED  no tests',
      '7 passed, 5 failed',
      '',
    ]);
  });

  it('stops what hangs, with all that it started, and says so', async () => {
    const { output } = await run(`
longest=1
check 'hangs' sh -c 'echo started; sleep 600 & sleep 600'
tests 'tests' 'sleep 600 & sleep 600'
longest=60 tests 'may last longer' "sleep 2; echo 'Tests: 1 passed'"
check 'next' true`);
    expect(output.split('\n')).toEqual([
      'FAILED  hangs',
      '        started',
      '        It was stopped, because it did not end within 1 seconds.',
      '        It was stopped, because it did not end within 1 seconds.',
      'FAILED  tests',
      '        Tests: 1 passed',
      'ok      may last longer',
      'ok      next',
      '3 passed, 2 failed',
      '',
    ]);
  });

  it.each([
    ['a check', "check 'check' sh -c 'echo begun >&3; exec sleep 600 3>&-' 3>&1"],
    ['tests', "tests 'tests' 'echo begun >&3; exec sleep 600 3>&-' 3>&1"],
  ])('ends when it is interrupted in %s', async (_, checks) => {
    const { code, output } = await run(`${checks}\ncheck 'never' true`, 'begun');
    expect(code).toBe(130);
    expect(output).not.toContain('never');
  });
});
