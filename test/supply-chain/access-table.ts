import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const page = readFileSync(resolve(__dirname, '..', '..', 'docs', 'security.md'), 'utf8');

/** A row of the table in docs/security.md: what an entry may access. */
export interface AccessRow {
  readonly reads: string;
  readonly writes: string;
  readonly network: string;
  readonly programs: string;
}

/** The rows, by the names of entries and commands. */
export const ACCESS_TABLE: Readonly<Record<string, AccessRow>> = Object.fromEntries(
  (/^## What each entry may access$[^#]*/m.exec(page)?.[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:entry|---) /.test(line))
    .flatMap((line) => {
      const [names = '', reads = '', writes = '', network = '', programs = ''] = line.slice(2, -2).split(' | ');
      const row = { reads, writes, network, programs };
      return names.split(', ').map((name) => [name.replaceAll('`', ''), row]);
    }),
);
