import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ExitCode } from '../../src/cli/exit-code';

const root = resolve(__dirname, '..', '..');
const page = readFileSync(resolve(root, 'docs', 'errors.md'), 'utf8');
const [, section = ''] = /^## Exit codes\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(page) ?? [];
const program = readFileSync(resolve(root, 'src', 'cli', 'command.ts'), 'utf8');

describe('the table of exit codes in docs/errors.md', () => {
  it('has a column for each code that has a meaning of its own for each command', () => {
    expect(section).toContain(`| command | ${ExitCode.OK} | ${ExitCode.FOUND} | ${ExitCode.UNUSABLE} |`);
  });

  it('explains the codes that all commands have in common', () => {
    expect(section).toContain(`exit with ${ExitCode.CRASHED} after an internal error`);
    expect(section).toContain(`exit with ${ExitCode.INTERRUPTED}`);
    const codes = Object.values(ExitCode).filter((code) => typeof code === 'number');
    expect(codes.sort((left, right) => left - right)).toEqual([0, 1, 2, 70, 130]);
  });

  it('has a row for each subcommand', () => {
    const commands = [...program.matchAll(/^ {2}(\w+): async \(/gm)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThanOrEqual(7);
    const rows = [...section.matchAll(/^\| `cdk8s-calico-threat-defense (\w+)` \|/gm)].map(([, name]) => name);
    expect(rows.sort()).toEqual(commands.sort());
  });
});
