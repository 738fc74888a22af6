import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundled, runCommand } from '../cli/command';

const fixtures = join(__dirname, '..', 'fixtures', 'lint');

interface Scenario {
  readonly options: readonly string[];
  readonly exitCode: number;
}

describe('the command lint, on a folder of files', () => {
  const command = bundled();

  it.each(readdirSync(fixtures))('prints what is expected: %s', (name) => {
    const cwd = join(fixtures, name);
    const { options, exitCode }: Scenario = JSON.parse(readFileSync(join(cwd, 'scenario.json'), 'utf8'));
    const result = runCommand(command(), ['lint', 'input', ...options], { cwd });
    expect(result.stdout).toBe(readFileSync(join(cwd, 'expected.txt'), 'utf8'));
    expect([result.stderr, result.exitCode]).toEqual(['', exitCode]);
  });
});
