import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The root of the project. */
export const root = join(__dirname, '..', '..');

/**
 * What a function of tools/mutation returns for each input; jest cannot load these modules.
 *
 * @param imports statements, relative to tools/mutation
 * @param body an expression in which `input` is one input
 */
export function evaluated<T>(imports: string, body: string, inputs: readonly unknown[]): T[] {
  const program = `
    import { readFileSync } from 'node:fs';
    ${imports.replaceAll("'./", "'./tools/mutation/")}
    const results = [];
    for (const input of JSON.parse(readFileSync(0, 'utf8'))) results.push(await (${body}));
    process.stdout.write(JSON.stringify(results));
  `;
  const options = { cwd: root, input: JSON.stringify(inputs), encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', program], options));
}
