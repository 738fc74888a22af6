import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { evaluated, root } from './in-node';

interface Entry {
  readonly file: string;
  readonly line: string;
  readonly original: string;
}

const PATH = 'tools/mutation/equivalent.yaml';
const entries: Entry[] = parse(readFileSync(join(root, PATH), 'utf8'));

describe('the list of equivalent mutants', () => {
  it.each(entries)('names code that exists: $original in $file', ({ file, line, original }) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    expect(lines.map((text) => text.trim())).toContain(line);
    expect(line).toContain(original);
  });

  it('is read, each entry with a reason', () => {
    const imports = "import { Equivalents } from './equivalents.mjs';";
    const [count] = evaluated<number>(imports, 'Equivalents.read(input.path, input.root).entries.length', [
      { path: join(root, PATH), root },
    ]);
    expect(count).toBe(entries.length);
  });
});
