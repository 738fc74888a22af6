import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

function messages(...folders: string[]): string[] {
  const script = join(root, 'tools', 'messages.mjs');
  return execFileSync(process.execPath, [script, ...folders], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
}

describe('the list of messages', () => {
  it('has each message at its line, with the values that are filled in', () => {
    const lines = messages('drill');
    expect(lines.every((line) => line.startsWith('src/drill/'))).toBe(true);

    const [place] = lines.filter((line) =>
      line.endsWith(': must be a whole number of seconds from 1 to ${longestTimeout}'),
    );
    const [, file = '', line = ''] = /^(\S+):(\d+): /.exec(place ?? '') ?? [];
    expect(readFileSync(join(root, file), 'utf8').split('\n')[Number(line) - 1]).toContain('${longestTimeout}');
  });

  it('has descriptions of rules, help of commands, and strings in objects with a type', () => {
    const all = messages().map((line) => line.replace(/^\S+ /, ''));
    expect(all).toContain('All checks depend on the release. Objects that constructs made are annotated with it.');
    expect(all).toContain('exit with 0 if there is nothing to check');
    expect(all).toContain('the text of an event is the summary');
  });

  it('has no imports, types, examples or data', () => {
    const all = messages('arguments', 'kinds').join('\n');
    expect(all).not.toMatch(/: apiVersion: |: \.\.?\//);
  });
});
