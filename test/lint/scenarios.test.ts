import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInProcess } from '../cli/capturing';

const fixtures = join(__dirname, '..', 'fixtures', 'lint');

interface Scenario {
  readonly options: readonly string[];
  readonly exitCode: number;
}

describe('the command lint, on a folder of files', () => {
  it.each(readdirSync(fixtures))('prints what is expected: %s', async (name) => {
    const cwd = join(fixtures, name);
    const { options, exitCode }: Scenario = JSON.parse(readFileSync(join(cwd, 'scenario.json'), 'utf8'));
    const result = await runInProcess(['lint', 'input', ...options], cwd);
    expect(result.stdout).toBe(readFileSync(join(cwd, 'expected.txt'), 'utf8'));
    expect([result.stderr, result.exitCode]).toEqual(['', exitCode]);
  });
});
